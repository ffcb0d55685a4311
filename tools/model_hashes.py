"""Write SHA256SUMS beside every shipped model. Run it after each training: `python tools/model_hashes.py`."""

from __future__ import annotations

from pathlib import Path

from communique.checksums import NAME, folders, sums

if __name__ == "__main__":
    for folder in folders(Path(__file__).parent.parent / "src" / "communique"):
        (folder / NAME).write_text(sums(folder), encoding="utf-8")
        print(folder / NAME)
