"""Is a shipped model the one that was trained? Each folder named `model` has its files' SHA-256 in SHA256SUMS."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["NAME", "folders", "sums", "wrong"]

# As `sha256sum` writes and checks it.
NAME = "SHA256SUMS"


def folders(root: Path | None = None) -> list[Path]:
    """The folders of shipped models, of this package or of another root, in order."""
    root = root or Path(__file__).parent
    return sorted(path for path in root.rglob("model") if path.is_dir() and any(_files(path)))


def sums(folder: Path) -> str:
    """The text of a folder's SHA256SUMS: a line for each file, by name."""
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in _files(folder))
    return "".join(line + "\n" for line in lines)


def wrong(folder: Path) -> list[str]:
    """What is wrong with a model's files, by name; nothing where each has the hash that it was shipped with."""
    try:
        written = (folder / NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return [f"{folder.parent.name}/model has no {NAME} that can be read"]
    shipped = {name: digest for digest, _, name in (line.partition("  ") for line in written.splitlines())}
    found = {name: digest for digest, _, name in (line.partition("  ") for line in sums(folder).splitlines())}
    return [
        f"{folder.parent.name}/model/{name} is {'not there' if name not in found else 'not the file that was shipped'}"
        for name in sorted(shipped | found)
        if shipped.get(name) != found.get(name)
    ]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != NAME)
