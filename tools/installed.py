"""What the base install brings with it: every distribution that `dependencies` of pyproject.toml lead to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def base() -> list[metadata.Distribution]:
    """The installed distributions that the program needs to run, by name, without those of its extras."""
    with PROJECT.open("rb") as file:
        needed = [Requirement(line) for line in tomllib.load(file)["project"]["dependencies"]]
    found: dict[str, metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [(requirement.name, frozenset(requirement.extras)) for requirement in needed]
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[canonicalize_name(name)] = distribution = metadata.distribution(name)
        waiting += _needs(distribution.requires or (), extras)
    return [found[name] for name in sorted(found)]


def _needs(requires: Iterable[str], extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    found = []
    for requirement in map(Requirement, requires):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            found.append((requirement.name, frozenset(requirement.extras)))
    return found


def licence(distribution: metadata.Distribution) -> str:
    """A distribution's licence in its own words: an SPDX expression, or else the name that it gives."""
    head = distribution.metadata
    named = str(head.get("License-Expression") or head.get("License") or "").strip()
    if named and "\n" not in named and named.upper() != "UNKNOWN":
        return named
    kinds = [line.rpartition(" :: ")[2] for line in head.get_all("Classifier") or () if line.startswith("License ::")]
    return " AND ".join(sorted(set(kinds) - {"OSI Approved"})) or named.partition("\n")[0]
