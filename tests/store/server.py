"""A PostgreSQL server for tests: one that is named, Debian's, or the one in a wheel; stopped in the end."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

NAMED = "COMMUNIQUE_TEST_POSTGRES"
# What `NAMED` holds where tests may not be passed over for want of a server.
REQUIRED = "required"
MISSING = f"no PostgreSQL: set {NAMED} to an address, install Debian's postgresql, or pip install pgserver"


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """The address of a database of a running server, `None` where there is none."""
    named = os.environ.get(NAMED)
    binaries = _binaries()
    if named and named != REQUIRED:
        yield named
    elif binaries is not None:
        with _started(binaries) as address:
            yield address
    elif importlib.util.find_spec("pgserver"):
        import pgserver

        with tempfile.TemporaryDirectory() as folder, pgserver.get_server(folder, cleanup_mode="stop") as running:
            yield running.get_uri()
    else:
        yield None


def _binaries() -> Path | None:
    """The newest folder with a server of Debian's packages, or one on the path."""
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def _started(binaries: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="communique-pg-"))
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 and _is_user("postgres") else "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        # Its children hold on to a pipe, so what it says goes to a file.
        with (folder.with_suffix(".log")).open("ab") as log:
            command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
            subprocess.run(command, check=True, user=user, cwd="/", stdout=log, stderr=log, timeout=120)

    try:
        run("initdb", "-U", "tester", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust")
        # Nothing of a test need outlive a power cut.
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=64MB"
        run("pg_ctl", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_suffix(".log").unlink(missing_ok=True)


def _is_user(name: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False
