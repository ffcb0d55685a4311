"""Reading needs no network: with every socket to it blocked, in the program and in its workers, it reads as ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Python imports a module of this name by itself when it starts, so workers are blocked too, however they are started.
BLOCK = """
import os, socket, sys

class Blocked(socket.socket):
    def __init__(self, family=-1, *more, **named):
        if family != getattr(socket, "AF_UNIX", None):
            raise RuntimeError("a socket was opened")
        super().__init__(family, *more, **named)

def refuse(*_, **__):
    raise RuntimeError("a name was looked up, or a host called")

socket.socket = Blocked
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
with open(os.environ["BLOCKED_PROCESSES"], "a") as file:
    file.write(f"{os.getpid()}\\n")
"""


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with sockets blocked, in it and in what it starts."""
    (folder / "sitecustomize.py").write_text(BLOCK)
    path = [str(folder), str(ROOT / "src"), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "BLOCKED_PROCESSES": str(folder / "processes.txt")}
    return subprocess.run(
        [sys.executable, *arguments], env=known, capture_output=True, text=True, timeout=900, check=False, cwd=folder
    )


def test_the_block_blocks(tmp_path: Path) -> None:
    for call in (
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('a.example', 80)",
    ):
        ran = python(tmp_path, "-c", f"import socket; {call}")
        assert "RuntimeError" in ran.stderr


@pytest.mark.slow
def test_the_sample_corpus_is_read_with_every_socket_blocked(tmp_path: Path) -> None:
    record = str(tmp_path / "r.communique")
    ran = python(
        tmp_path, "-m", "communique", "read", str(ROOT / "examples" / "press"), "--record", record, "--workers", "2",
        "--format", "json",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    (row,) = json.loads(ran.stdout)
    assert row["reports"] >= 25
    assert row["events"] > 0
    processes = (tmp_path / "processes.txt").read_text().split()
    assert len(set(processes)) >= 3, "the workers were blocked as well"
