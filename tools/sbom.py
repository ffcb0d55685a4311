"""Write what the program is made of as CycloneDX 1.5: all distributions of the base install, and the shipped models.

python -m tools.sbom build/sbom.json
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from tools.installed import base, licence

from communique.checksums import NAME, folders
from communique.version import __version__


def main(path: Path) -> None:
    """Write the document to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = document()
    path.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(f"{path}: {len(made['components'])} components")


def document() -> dict[str, Any]:
    """The document: the same for the same installation, with no time and no random number in it."""
    program = _component("application", "communique", __version__) | {"licenses": [{"expression": "Apache-2.0"}]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": program},
        "components": [*map(_library, base()), *(_model(path) for path in _weights())],
    }


def _library(found: metadata.Distribution) -> dict[str, Any]:
    return _component("library", canonicalize_name(found.name), found.version) | {"licenses": [_licence(found)]}


def _licence(found: metadata.Distribution) -> dict[str, Any]:
    words = licence(found)
    if found.metadata.get("License-Expression"):
        return {"expression": words}
    return {"license": {"name": words or "unknown"}}


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{re.sub('[+]', '%2B', version)}"
    return {"type": kind, "name": name, "version": version, "bom-ref": address, "purl": address}


def _weights() -> list[Path]:
    return [path for folder in folders() for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]


def _model(path: Path) -> dict[str, Any]:
    name = f"{path.parent.parent.name}/model/{path.name}"
    return {
        "type": "machine-learning-model",
        "name": name,
        "version": __version__,
        "bom-ref": f"communique:{name}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        "licenses": [{"expression": "Apache-2.0"}],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
