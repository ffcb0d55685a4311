"""What `communique.toml` in this folder says: defaults of options, and facts about outlets."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.cleaning import Facts

__all__ = ["defaults", "outlets"]

_FILE = Path("communique.toml")


def defaults(name: str, command: click.Command) -> dict[str, Any]:
    """A command's defaults: top-level keys, then those of the command's own table.

    Keys are the long options without their dashes.
    """
    found = _read()
    common = {key: value for key, value in found.items() if not isinstance(value, dict)}
    own = found.get(name, {})
    options = {option.lstrip("-"): parameter.name for parameter in command.params for option in parameter.opts}
    for key in own:
        if key not in options:
            known = ", ".join(sorted(option for option in options if len(option) > 1))
            raise UsageError(f"{_FILE}: [{name}] has no option {key!r}: there are {known}")
    return {str(options[key]): value for key, value in (common | own).items() if key in options}


def outlets() -> dict[str, Facts]:
    """What the user says of outlets: `[outlets."herald.example"]` with `timezone`, `founded` and others."""
    found = _read().get("outlets", {})
    if not found:
        return {}
    from communique.cleaning import of_settings

    return of_settings(found, str(_FILE))


def _read() -> dict[str, Any]:
    if not _FILE.is_file():
        return {}
    try:
        with _FILE.open("rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{_FILE} can't be read: {error}; mend that line, or remove the file") from error
