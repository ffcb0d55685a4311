"""`communique watch` as it is called: once, as a loop, stopped by a signal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.sources import fetch
from tests.cli.conftest import Run
from tests.watch.site import Said, Site, let_loopback_through


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetch, "allowed", let_loopback_through())
    found = Site()
    yield found
    found.close()


def test_one_round_reads_what_is_new_and_lists_what_failed(site: Site, tmp_path: Path, run: Run) -> None:
    site.feed("one", "two")
    record = tmp_path / "r.communique"
    feeds = (f"{site.url}/feed", f"{site.url}/gone")
    ran = run("watch", *feeds, "--once", "--pause", 0, "--record", record, "--format", "jsonl")
    assert ran.code == 3
    first, second = map(json.loads, ran.out.splitlines())
    assert (first["status"], first["new"], second["status"]) == ("read", 2, "failed")
    assert "answered 404" in second["reason"]
    reports = run("reports", "--record", record, "--format", "jsonl").out
    assert {json.loads(line)["source"] for line in reports.splitlines()} == {f"{site.url}/one", f"{site.url}/two"}
    again = run("watch", feeds[0], "--once", "--pause", 0, "--record", record)
    assert again.code == 0
    assert "0 new reports" in again.err


@pytest.mark.parametrize("every", ["soon", "5", "10s", "-1m"])
def test_what_is_no_interval_or_a_rude_one_is_a_usage_error(every: str, tmp_path: Path, run: Run) -> None:
    ran = run("watch", tmp_path, "--every", every, "--record", tmp_path / "r.communique")
    assert ran.code == 2
    assert "write for example 15m" in ran.err or "too often" in ran.err


def test_a_record_that_is_no_file_needs_a_place_for_what_is_known(tmp_path: Path, run: Run) -> None:
    ran = run("watch", tmp_path, "--once", "--record", "postgresql://db.example/press")
    assert ran.code == 2
    assert "--state" in ran.err


def test_the_own_machine_is_not_followed(tmp_path: Path, run: Run) -> None:
    ran = run("watch", "http://127.0.0.1:9/feed", "--once", "--record", tmp_path / "r.communique")
    assert ran.code == 3
    assert "private network" in ran.out.replace("\n", " ")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_loop_ends_cleanly_when_it_is_told_to(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    site = Site()
    site.pages["/feed"] = Said(200, "<rss><channel><title>The Paper</title></channel></rss>")
    program = (
        "from communique.sources import fetch; from tests.watch.site import let_loopback_through\n"
        "fetch.allowed = let_loopback_through()\nfrom communique.cli import main; main()"
    )
    record = tmp_path / "r.communique"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "watch", f"{site.url}/feed", "--pause", "0", "--record", str(record)],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", *sys.path])},
    )  # fmt: skip
    assert process.stderr is not None
    seen = []
    for line in process.stderr:
        seen.append(line)
        if "next round at" in line:
            break
    time.sleep(0.2)
    process.send_signal(sent)
    _, rest = process.communicate(timeout=60)
    site.close()
    assert process.returncode == code, "".join(seen) + rest
    assert "goes on from there" in rest
    assert Path(f"{record}-watch.json").is_file()
