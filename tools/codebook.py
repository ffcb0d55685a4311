"""Write the codebook's files as they are parsed, by the digest of each text: `python -m tools.codebook` after a change.

A text that has no such entry is parsed when it is read: nothing goes stale, only slow. A test holds that none is slow.
"""

from __future__ import annotations

import json
from pathlib import Path

from communique.codebook.reading import digest, parse

FOLDER = Path(__file__).parent.parent / "src" / "communique" / "codebook"


def parsed() -> str:
    """The text of `parsed.json`."""
    found = {}
    for path in sorted((FOLDER / "plover").glob("*.yaml")):
        source = path.read_text(encoding="utf-8")
        data = parse(source, path)
        if json.loads(json.dumps(data)) != data:
            raise SystemExit(f"{path}: has a value that JSON does not hold (a date?): put it in quotes")
        found[digest(source)] = data
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (FOLDER / "parsed.json").write_text(parsed(), encoding="utf-8")
