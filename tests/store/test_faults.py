"""A record on a full disk, in a place that can't be written, damaged, cut short: what is said, and nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event as sa_event

from communique.errors import RecordError
from communique.store import open_record
from tests.making import document, report
from tests.store.making import filled

_ADD = """
import sys
from communique.errors import CommuniqueError
from communique.store import open_record
from tests.making import document, report
{before}
try:
    with open_record(sys.argv[1]) as record:
        print(len(list(record.reports())), "reports,", len(record.search("boats")), "found", flush=True)
        for n in range({number}):
            record.add_reports([(document(f"n{{n}}"), report(f"n{{n}}", "word " * 20_000))])
            print("added", n, flush=True)
except CommuniqueError as error:
    print(error, flush=True)
    sys.exit(error.exit_code)
"""


# Root may write everywhere; nobody may not. All modules are loaded first: nobody may not read root's Python either.
_AS_NOBODY = """
import os
if os.geteuid() == 0:
    with open_record(sys.argv[1] + "-loading", create=True) as first:
        first.add_reports([(document("a"), report("a"))])
        first.search("boats"), list(first.reports())
    os.unlink(sys.argv[1] + "-loading")
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


def add(path: Path, *, before: str = "", number: int = 1) -> subprocess.Popen[str]:
    """Another program that lists the record and adds to it."""
    here = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", _ADD.format(before=before, number=number), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=here,
        env={**os.environ, "PYTHONPATH": f"{here / 'src'}:{here}", "PYTHONDONTWRITEBYTECODE": "1"},
    )


def ended(program: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = program.communicate(timeout=300)
    return program.returncode, said


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can look into; pytest's own are for one user only."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def test_a_full_disk_stops_the_batch_and_keeps_the_record(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    with open_record(path) as record:
        pages = path.stat().st_size // 4096
        limit = f"PRAGMA max_page_count = {pages + 2}"
        sa_event.listen(record._engine, "connect", lambda connection, _: connection.execute(limit))
        record._engine.dispose()
        with pytest.raises(RecordError, match=r"the disk is full; .* is unharmed: free some space") as caught:
            record.add_reports([(document("d"), report("d", "word " * 20_000))])
        assert caught.value.exit_code == 4
        assert record.known() == {"a", "b", "c"}
    with open_record(path) as record:
        assert record.check() == []
        assert record.add_reports([(document("d"), report("d"))]) == 1


def test_a_limit_on_the_size_of_files_stops_the_batch_and_keeps_the_record(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 20_000},) * 2)"
    code, said = ended(add(path, before=limit, number=20))
    assert code == 4, said
    assert "unharmed" in said
    with open_record(path) as record:
        assert record.check() == []
        assert {"a", "b", "c"} <= record.known()


@pytest.mark.parametrize("folder_too", [False, True], ids=["file", "file and folder"])
def test_a_record_that_can_not_be_written_can_be_read(open_folder: Path, *, folder_too: bool) -> None:
    path = open_folder / "r.communique"
    filled(str(path)).close()
    path.chmod(0o444)
    if folder_too:
        open_folder.chmod(0o555)
    elif os.geteuid() == 0:
        os.chown(open_folder, 65534, 65534)
    code, said = ended(add(path, before=_AS_NOBODY))
    assert "3 reports, 2 found" in said
    assert "can't be written" in said
    assert "check its permissions" in said
    assert code == 4


def what_is_wrong(path: Path) -> RecordError | None:
    """What a record answers when everything is asked of it; nothing but `RecordError` may be raised."""
    try:
        every_answer(path)
    except RecordError as error:
        return error
    return None


def every_answer(path: Path) -> None:
    with open_record(path) as record:
        for listing in (record.reports, record.events, record.statements, record.relations, record.stories):
            list(listing())
        list(record.readings())
        list(record.actors())
        record.counts()
        record.raw("a")
        record.search("boats")
        wrong = record.check()
    if wrong:
        raise RecordError(f"{path} is damaged: {wrong}")


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_record_is_told_and_nothing_else_is_raised(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    rng = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 20, 200))):
        at = rng.randrange(100 if seed % 2 else 0, len(content) - 64)
        content[at : at + rng.choice((1, 64))] = rng.randbytes(rng.choice((1, 64)))
    path.write_bytes(content)
    error = what_is_wrong(path)
    # Bytes that no row uses may be anything.
    if error is not None:
        assert error.exit_code == 4
        assert str(path) in str(error)


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.3, 0.7, 0.99])
def test_a_record_that_was_cut_short_is_told(tmp_path: Path, share: float) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    content = path.read_bytes()
    path.write_bytes(content[: 1 + int(len(content) * share)])
    error = what_is_wrong(path)
    assert error is not None
    assert error.exit_code == 4
    assert "damaged" in str(error) or "not a record" in str(error)


@pytest.mark.slow
def test_a_program_that_is_killed_while_it_writes_leaves_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    for _ in range(3):
        program = add(path, number=10_000)
        assert program.stdout is not None
        program.stdout.readline()
        program.stdout.readline()
        time.sleep(random.Random().random() / 5)
        program.send_signal(signal.SIGKILL)
        program.wait()
        with open_record(path) as record:
            assert record.check() == []
            assert {"a", "b", "c", "n0"} <= record.known()
