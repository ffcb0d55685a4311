"""Check that all of the base install has a licence on the list, and print it: `python -m tools.licences`.

The list is licences.csv: names as packages write them, and whether this project takes them. A name that is not in it
is refused, until a person has read the licence and added it.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from tools.installed import base, licence

TABLE = Path(__file__).parent / "licences.csv"


def main() -> int:
    """Print the table; 1 if any licence is refused."""
    rows = [(found.name, found.version, licence(found)) for found in base()]
    taken = known()
    refused = 0
    for name, version, words in rows:
        good = allowed(words, taken)
        refused += not good
        print(f"{'ok     ' if good else 'REFUSED'}  {name:<26} {version:<14} {words or 'names no licence'}")
    print(f"{len(rows)} distributions, {refused} refused")
    return 1 if refused else 0


def known() -> dict[str, bool]:
    """Whether each licence is taken, by its name in small letters."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"].lower(): row["taken"] == "yes" for row in csv.DictReader(file)}


def allowed(words: str, taken: dict[str, bool]) -> bool:
    """Whether a licence may be used: of `A OR B` one must be taken, of `A AND B` both (SPDX expressions)."""
    if words.lower() in taken:
        return taken[words.lower()]
    # The innermost parentheses first: what stands in them is as good as a licence that is taken, or is not.
    inner = re.search(r"\(([^()]*)\)", words)
    if inner:
        word = "MIT" if allowed(inner.group(1).strip(), taken) else "refused"
        return allowed(words[: inner.start()] + word + words[inner.end() :], taken)
    for joint, enough in (("OR", any), ("AND", all)):
        if len(parts := re.split(rf"\s+{joint}\s+", words, flags=re.IGNORECASE)) > 1:
            return enough(allowed(part, taken) for part in parts)
    return False


if __name__ == "__main__":
    sys.exit(main())
