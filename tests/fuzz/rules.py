"""What must hold of any bytes: they become documents or reasons, and of a document comes a report that maps back."""

from __future__ import annotations

import contextlib
import itertools
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from communique import cleaning
from communique.cleaning import html, pages
from communique.errors import RefusedDocument
from communique.records import Document, Report
from communique.sources import Limits, feeds, sandbox
from communique.sources.entry import Entry, Reading
from communique.sources.reading import read
from communique.watch.courtesy import may_fetch
from tests import hostile
from tests.sources import test_readers as readers

LIMITS = Limits(document=1 << 20, seconds=5.0)
# The name that the bytes go by; the first byte of an input says which.
NAMES = (
    "a", "a.txt", "a.html", "a.md", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.xml", "a.opml", "a.eml", "a.mbox",
    "a.docx", "a.pdf", "a.warc", "a.zip", "a.tar", "a.gz", "robots.txt",
)  # fmt: skip
_MOST_SECONDS = 30.0
# What a reader of ours that trips over its own feet raises; a parser that finds its file damaged says something else.
_OURS = re.compile(r"it is damaged \((?:AttributeError|TypeError|NameError|UnboundLocalError|AssertionError)\b")


def hold(data: bytes) -> None:
    """Raise `AssertionError` where a rule does not hold for an input: a byte that chooses a name, then the bytes."""
    if not data:
        return
    begun = time.process_time()
    _hold(data)
    # Of the processor, not of the clock: the machine may be busy with other things.
    assert time.process_time() - begun < _MOST_SECONDS, "it takes too long"


def _hold(data: bytes) -> None:
    name = NAMES[data[0] % len(NAMES)]
    if name == "robots.txt":
        robots(data[1:])
        return
    entry = Entry.of_bytes(name, name, data[1:])
    for document in itertools.islice(read(entry, Reading(LIMITS, {}, read)), 8):
        if document.refused is None:
            assert document.data, "a document without bytes has no reason"
            report_of(document)
        else:
            assert document.refused.strip(), "a refusal has a reason"
            assert not document.data, "a refusal has no bytes"
            assert not _OURS.search(document.refused), document.refused
    if name == "a.opml":
        addresses(data[1:])


def report_of(document: Document) -> Report:
    """The document's report, after a look at whether it is whole."""
    report = cleaning.clean(document)
    assert bool(report.text) != bool(report.refused), "a report has a text or a reason"
    assert "please report" not in (report.refused or ""), report.refused
    if not report.refused:
        raw = pages.raw_text(document)
        # A page is flattened, whatever it was sent as: its white space and its entities are no repairs.
        maps_back(report, raw, plain=not pages.is_html(document, raw))
    return report


def maps_back(report: Report, raw: str, *, plain: bool) -> None:
    """Every character of the text comes from the raw document, unchanged where no repair says otherwise."""
    done = 0
    mended = {at for repair in report.repairs for at in range(repair.start, repair.end)}
    for start, at, size in report.offsets:
        assert done <= start < start + size <= len(report.text), "segments are in order and inside the text"
        assert 0 <= at < at + size <= len(raw), "they come from inside the raw text"
        done = start + size
        if plain and report.text[start:done] != raw[at : at + size]:
            changed = {at + n for n in range(size) if report.text[start + n] != raw[at + n]}
            assert changed <= mended, "a change that is no repair"
    for cut in report.furniture:
        assert 0 <= cut.start <= cut.end <= len(raw), "furniture is cut from inside the raw text"


def robots(data: bytes) -> None:
    """Rules for robots that anybody may write: they allow a page or do not."""
    allowed, pause = may_fetch(data.decode("utf-8", "replace"), "https://a.example/news/1?x=%41*$")
    assert isinstance(allowed, bool)
    assert pause >= 0


def addresses(data: bytes) -> None:
    """A list of feeds gives addresses of the web, or the reason why not."""
    with contextlib.suppress(RefusedDocument):
        assert all(url.startswith(("http://", "https://")) for url in sandbox.run(feeds.addresses, data))


def inside() -> None:
    """Have the sandbox's functions run in this process, where their coverage is seen, with a clock of their own."""

    def run(function: Callable[[Any], Any], argument: Any, *, seconds: float = 10.0, **_: object) -> Any:
        def late(*_: object) -> None:
            raise RefusedDocument("it took too long")

        before = signal.signal(signal.SIGVTALRM, late)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            return function(argument)
        except RefusedDocument:
            raise
        except (Exception, RecursionError, MemoryError) as error:
            raise RefusedDocument(f"its parser failed ({type(error).__name__})") from error
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    def begin(source: str) -> Callable[[], html.Page]:
        page = html.parse(source)
        return lambda: page

    sandbox.run = run
    html.begin = begin
    # Tables and models are loaded once, and not on the time of the first input.
    report_of(Document(source="a.html", data=hostile.PAGE.format(readers.STORY * 3).encode(), media="text/html"))


def seeds(most: int) -> Iterator[tuple[str, bytes]]:
    """Inputs to begin with: the small files of the hostile corpus, and a good one of each kind."""
    good = {
        "good.docx": readers.word_file([readers.STORY] * 5),
        "good.pdf": readers.pdf_file([readers.STORY] * 3),
        "good.eml": readers.mail().as_bytes(),
        "good.xml": readers.FEED.encode(),
        "good.warc": readers.warc_record("conversion", "http://a.example/1", hostile.TEXT, "text/plain") * 3,
        "good.jsonl": b'{"text": "The envoys met.", "date": "2022-03-07"}\n' * 3,
        "good.json": b'[{"text": "The envoys met.", "author": ["A", {"name": "B"}]}]',
        "good.csv": b'id,text\n1,"The envoys\nmet."\n2,again\n',
        "good.html": hostile.PAGE.format(readers.STORY).encode(),
        "good.md": f"---\ntitle: Talks\ndate: 2022-03-07\n---\n{readers.STORY}".encode(),
        "good.txt": f"Talks end\n\nARICA, March 7, 2022 - {readers.STORY}\nShare this\n".encode(),
    }
    small = {nasty.name: nasty.make() for nasty in hostile.NASTY if nasty.name not in _LARGE}
    for name, data in (good | small).items():
        if len(data) < most:
            extension = "a." + name.rpartition(".")[2]
            yield name, bytes([NAMES.index(extension) if extension in NAMES else 0]) + data
    yield "rules", bytes([NAMES.index("robots.txt")]) + b"User-agent: *\nDisallow: /x/*.html$\nCrawl-delay: 2\n"


# Their making takes seconds, and they are far too large to begin with.
_LARGE = frozenset({
    "bomb.gz", "bomb.jsonl.gz", "bomb.zip", "bomb.bz2", "bomb.xz", "bomb.warc", "bomb.docx", "lying.zip",
    "long-line.jsonl", "cell.csv", "huge.txt",
})  # fmt: skip
