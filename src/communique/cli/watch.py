"""`communique watch`: follow feeds and folders, once or for ever."""

from __future__ import annotations

import datetime as dt
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import format_option, record_option
from communique.cli.output import emit, note
from communique.cli.progress import Bar
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.watch.rounds import Followed, Round

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
# Feeds of the press change every few minutes at most; to ask more often is rude.
_LEAST = 60


def _seconds(ctx: click.Context, param: click.Parameter, value: str) -> int:
    """Seconds of `15m`, `2h`, `90s` or `1d`."""
    if not (match := re.fullmatch(r"(\d{1,6})([smhd])", value.strip())):
        raise click.BadParameter(f"{value!r} is no duration: write for example 15m, 2h or 1d", ctx, param)
    seconds = int(match.group(1)) * _UNITS[match.group(2)]
    if seconds < _LEAST:
        raise click.BadParameter(f"{value!r} is too often: once in {_LEAST} seconds is the most", ctx, param)
    return seconds


class _Terminated(BaseException):
    """SIGTERM: the system wants an end."""


@click.command()
@click.argument("feeds", nargs=-1, required=True)
@record_option
@click.option("--once", is_flag=True, help="One round, then end: for cron and timers.")
@click.option(
    "--every",
    default="15m",
    metavar="DURATION",
    callback=_seconds,
    show_default=True,
    help="From round to round: 30m, 2h, 1d.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=2.0,
    show_default=True,
    help="Seconds between requests to a host.",
)
@click.option("--state", type=click.Path(dir_okay=False), help="What was fetched is kept here; else beside the record.")
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True, help="Processes; 0 is one a core.")
@format_option()
def watch(
    feeds: tuple[str, ...],
    record_path: str,
    once: bool,
    every: int,
    pause: float,
    state: str | None,
    workers: int,
    format_: str,
) -> int:
    """Follow feeds and folders, and read what is new into a record.

    FEEDS are addresses of RSS and Atom feeds, OPML files that list such, and folders or files of reports. Each article
    is fetched once, from its own page; robots.txt is honoured, and servers that ask for patience get it. A feed that
    fails is listed with its reason, is asked again later, and costs no other. Only addresses on the public internet are
    fetched. Interrupted or killed, the same command goes on from there.
    """
    from communique import run
    from communique.cli.settings import outlets
    from communique.store import open_record
    from communique.watch.rounds import locked, resolve, round_of

    state_path = Path(state) if state else _beside(record_path)
    followed, known = resolve(feeds), outlets()
    with _terminating(), locked(state_path), run.engine("local", workers) as runner:
        try:
            while True:
                begun = time.monotonic()
                with open_record(record_path, create=True) as record, Bar() as bar:
                    found = round_of(
                        followed,
                        record,
                        state_path,
                        engine=runner,
                        outlets=known,
                        pause=pause,
                        progress=bar.progress,
                    )
                code = _report(found, followed, record_path, format_, time.monotonic() - begun)
                if once:
                    return code
                left = max(0.0, every - (time.monotonic() - begun))
                note(f"next round at {dt.datetime.now() + dt.timedelta(seconds=left):%Y-%m-%d %H:%M:%S}")
                time.sleep(left)
        except _Terminated:
            note("communique: ended; what was read is kept, the same command goes on from there")
            return 0


def _beside(record_path: str) -> Path:
    if "://" in record_path:
        raise UsageError("the record is no file that something could be kept beside: name a file with --state")
    return Path(record_path + "-watch.json")


@contextmanager
def _terminating() -> Iterator[None]:
    """SIGTERM raises `_Terminated` while this holds."""

    def end(*_: object) -> None:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(found: Round, followed: Followed, record_path: str, format_: str, seconds: float) -> int:
    for source, reason in found.refused:
        note(f"refused: {source}: {reason}")
    rows = [
        {
            "followed": row.followed,
            "status": row.status,
            "new": row.new,
            "left": row.left,
            "reason": row.reason,
            "next": f"{row.next:%Y-%m-%dT%H:%M:%SZ}" if row.next else "",
        }
        for row in found.rows
    ]
    emit(rows, format_, columns=("followed", "status", "new", "left", "next", "reason"))
    failed = sum(row.status == "failed" for row in found.rows)
    note(
        f"{len(followed.feeds)} feeds and {len(followed.paths)} folders in {seconds:.1f} s: "
        f"{sum(row.new for row in found.rows)} new reports in {record_path}, {failed} failed"
    )
    return 3 if failed or found.refused else 0
