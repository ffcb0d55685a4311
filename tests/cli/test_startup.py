from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Each takes a tenth of a second and more to import.
HEAVY = {"spacy", "onnxruntime", "trafilatura", "pydantic", "fastapi", "httpx", "pandas"}


def loaded(*arguments: str) -> set[str]:
    """The packages that one call of the command line has in memory at its end."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules})))\n"
        "from communique.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("command", ["", "read", "timeline", "events", "brief", "export", "serve", "doctor"])
def test_help_loads_neither_models_nor_the_database_layer(command: str) -> None:
    assert not loaded(*filter(None, [command]), "--help") & {*HEAVY, "sqlalchemy", "numpy", "yaml"}


def test_what_only_looks_at_a_record_loads_no_models(record: Path, tmp_path: Path) -> None:
    looks = (
        ["events"],
        ["statements"],
        ["timeline", "PER", "CHL"],
        ["brief", "PER", "CHL"],
        ["search", "border"],
        ["wording", "PER"],
        ["export", "jsonl", str(tmp_path / "exported")],
    )
    for arguments in looks:
        assert not loaded(*arguments, "--record", str(record)) & HEAVY, arguments


def test_the_process_that_hands_reports_to_workers_loads_no_models(press: Path, tmp_path: Path) -> None:
    assert not loaded("read", str(press), "--record", str(tmp_path / "r.communique")) & HEAVY


def test_a_worker_loads_neither_the_database_layer_nor_what_fetches() -> None:
    code = "import sys, communique.pipeline; print({'sqlalchemy', 'spacy', 'ssl', 'http'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
