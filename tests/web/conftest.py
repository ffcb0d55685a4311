"""A browser, and the sample corpus read once for all tests that drive it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import communique
from communique.web import create_app

# The reports that the page is driven on: the sample corpus, or a folder of others.
_PRESS = Path(os.environ.get("COMMUNIQUE_TEST_PRESS") or Path(__file__).parents[2] / "examples" / "press")
# The other workers of a parallel run wait this long for the one that reads.
_PATIENCE = 900


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the sample corpus, shared by all workers."""
    if os.environ.get("COMMUNIQUE_TEST_SAMPLE"):
        # While working on the page: a record of the corpus that was read before.
        return Path(os.environ["COMMUNIQUE_TEST_SAMPLE"])
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    record, done, lock = root / "sample.communique", root / "sample.done", root / "sample.lock"
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not done.exists() and time.monotonic() < until:
            time.sleep(0.2)
        return record
    paths = sorted([*_PRESS.glob("*.txt"), *_PRESS.glob("*.html")], key=lambda path: path.name)
    paths = [path for path in paths if path.name != "README.md"]
    with communique.open(record, create=True) as made:
        communique.read(paths, made)
    done.touch()
    return record


@pytest.fixture(scope="session")
def pair(sample: Path) -> str:
    """The address of the busiest pair of countries."""
    with communique.open(sample) as record:
        a, b, _ = record.pairs(1)[0]
    return f"/pair/{a}/{b}"


@contextmanager
def serving(record: Path, **more: Any) -> Iterator[str]:
    """The address of a page over a record, served as `communique serve` does."""
    server = uvicorn.Server(uvicorn.Config(create_app(record, seconds=600, **more), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(5)


@pytest.fixture(scope="session")
def served(sample: Path) -> Iterator[str]:
    """The sample corpus, to be read only."""
    with serving(sample) as address:
        yield address


@pytest.fixture
def editable(sample: Path, tmp_path: Path) -> Iterator[str]:
    """A copy of the sample corpus that may be corrected."""
    record = tmp_path / "copy.communique"
    shutil.copy(sample, record)
    with serving(record, edit=True) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium as the system has it."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        reason = "no Chromium is here: install it (Debian: apt-get install chromium)"
        if os.environ.get("COMMUNIQUE_TEST_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: see the extra dev")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


Open = Callable[..., Any]


@pytest.fixture
def window(browser: Any) -> Iterator[Open]:
    """Opens windows; every error on their console and every request that leaves this machine fails the test."""
    wrong: list[str] = []
    contexts = []

    def opened(*, width: int = 1280, height: int = 900, scheme: str = "light", missing: bool = False) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda m: wrong.append(f"{m.type}: {m.text} at {page.url}") if _bad(m, missing) else None)
        page.on(
            "request",
            lambda request: None if _here(request.url) else wrong.append(f"left this machine: {request.url}"),
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def _bad(message: Any, missing: bool) -> bool:
    # The browser itself logs that a page was not found; a test that looks for one says so.
    return message.type in ("error", "warning") and not (missing and "Failed to load resource" in message.text)


def _here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))
