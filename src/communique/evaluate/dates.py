"""Scores for dates: TIMEX3 and TIMEX2 texts (spans and values), and our own set of event dates.

Paths may be folders or files: `*.tml` (TimeML), `*.xml` (TIMEX2), and `*.jsonl` with the event dates. A spaCy and a
dateparser row in the same table say what the spans and the values cost without our rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import msgspec

from communique import dates
from communique.errors import CommuniqueError
from communique.language import Parsed, parse, pipeline
from communique.records import UNKNOWN_DATE, Furniture, Report, When

__all__ = ["evaluate"]


class Timed(NamedTuple):
    """A time expression of a gold text or of a system: its span and its TIMEX value."""

    start: int
    end: int
    value: str


class _Text(NamedTuple):
    name: str
    text: str
    published: When
    gold: list[Timed]


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Figures for all date sets under `paths`, each with its counts."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    result: dict[str, object] = {}
    for name, suffix, reader in (("timex3", ".tml", _timeml), ("timex2", ".xml", _timex2)):
        texts = [reader(file) for file in files if file.suffix == suffix]
        if texts:
            result[name] = {system: _score(texts, find) for system, find in _SYSTEMS.items()}
    cases = [case for file in files if file.suffix == ".jsonl" for case in _cases(file)]
    if cases:
        result["event dates"] = _score_events(cases)
    if not result:
        raise CommuniqueError(
            f"no .tml, .xml or .jsonl date set under {', '.join(map(str, paths))}: give a folder that holds one"
        )
    return result


# --- reading the gold ---------------------------------------------------------------------------------------------


def _day(day: dt.date) -> When:
    return When(start=day, end=day, precision="day", basis="metadata", value=day.isoformat())


def _walk(element: ElementTree.Element, tag: str, attribute: str) -> tuple[str, list[Timed]]:
    """The text under an element and the tagged expressions in it, by offset."""
    parts: list[str] = []
    found: list[Timed] = []

    def visit(node: ElementTree.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            visit(child)
            parts.append(child.tail or "")
        if node.tag == tag and node.get(attribute):
            found.append(Timed(start, sum(map(len, parts)), node.get(attribute) or ""))

    visit(element)
    return "".join(parts), sorted(found)


def _timeml(path: Path) -> _Text:
    root = ElementTree.parse(path).getroot()
    text_element, creation = root.find("TEXT"), root.find("DCT/TIMEX3")
    if text_element is None or creation is None:
        raise CommuniqueError(f"{path}: no <TEXT> or no <DCT> with a TIMEX3: not a TimeML 1.2 news text")
    text, gold = _walk(text_element, "TIMEX3", "value")
    return _Text(path.name, text, _day(dt.date.fromisoformat((creation.get("value") or "")[:10])), gold)


def _timex2(path: Path) -> _Text:
    root = ElementTree.parse(path).getroot()
    text_element, stamp = root.find("TEXT"), root.find("DATETIME/TIMEX2")
    if text_element is None or stamp is None:
        raise CommuniqueError(f"{path}: no <TEXT> or no <DATETIME> with a TIMEX2: not a TIMEX2 text")
    text, gold = _walk(text_element, "TIMEX2", "val")
    # Nested expressions ("the week of May 5") count by their outer span, as the scorer of TERN does.
    outer = [
        item for item in gold if not any(o is not item and o.start <= item.start and item.end <= o.end for o in gold)
    ]
    return _Text(path.name, text, _day(dt.date.fromisoformat((stamp.get("val") or "")[:10])), outer)


# --- systems ------------------------------------------------------------------------------------------------------


def _unwrapped(text: str) -> str:
    """Hard-wrapped lines joined, offsets kept: TimeML texts break lines inside sentences."""
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", text)


def _ours(text: str, published: When) -> list[Timed]:
    parsed = parse("gold", _unwrapped(text))
    found = [
        Timed(when.span.start, when.span.end, when.value)
        for when in dates.find(parsed, published)
        if when.span and when.basis != "anniversary"
    ]
    # A range is two expressions in TimeML, so the whole is left out where its ends are there.
    return [
        item
        for item in found
        if "/" not in item.value or not any(o.start == item.start and "/" not in o.value for o in found)
    ]


def _spacy_spans(text: str, published: When) -> list[Timed]:
    doc = pipeline()(_unwrapped(text))
    return [Timed(span.start_char, span.end_char, "") for span in doc.ents if span.label_ in {"DATE", "TIME"}]


def _dateparser(text: str, published: When) -> list[Timed]:
    """spaCy's spans with dateparser's values: a day each, as it always answers."""
    try:
        import dateparser  # type: ignore[import-untyped]
    except ImportError:
        return []
    assert published.start is not None
    base = dt.datetime.combine(published.start, dt.time())
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found = []
    for span in _spacy_spans(text, published):
        value = dateparser.parse(text[span.start : span.end], languages=["en"], settings=settings)
        found.append(span._replace(value=value.date().isoformat() if value else ""))
    return found


_SYSTEMS: dict[str, Callable[[str, When], list[Timed]]] = {
    "communique": _ours,
    "spacy DATE and TIME spans": _spacy_spans,
    "spacy spans, dateparser values": _dateparser,
}


# --- scoring ------------------------------------------------------------------------------------------------------


def _plain(value: str) -> str:
    """TIMEX values compared: "1994-XX-XX" is the year 1994, "198X" the decade 198, W7 is W07; no seconds, no zones."""
    value = re.sub(r"(?:-XX)+$", "", value.strip().upper())
    value = re.sub(r"^(\d{3})X$", r"\1", re.sub(r"-W(\d)$", r"-W0\1", value))
    value = re.sub(r"(T\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d)?$", r"\1", value)
    return re.sub(r"(T\d\d):00$", r"\1", value)


def _score(texts: Sequence[_Text], find: Callable[[str, When], list[Timed]]) -> dict[str, object]:
    """Relaxed and strict span scores, and the value score (a match needs an overlapping span and the same value)."""
    gold_count = found_count = relaxed = strict = right = 0
    for text in texts:
        found = find(text.text, text.published)
        gold_count += len(text.gold)
        found_count += len(found)
        free = list(found)
        for item in text.gold:
            overlapping = [other for other in free if other.start < item.end and item.start < other.end]
            if not overlapping:
                continue
            # The longest overlap, and among equals the one that has the value right.
            best = max(
                overlapping,
                key=lambda o: (min(o.end, item.end) - max(o.start, item.start), _plain(o.value) == _plain(item.value)),
            )
            free.remove(best)
            relaxed += 1
            strict += (best.start, best.end) == (item.start, item.end)
            right += _plain(best.value) == _plain(item.value)
    return {
        "texts": len(texts),
        "gold": gold_count,
        "found": found_count,
        "relaxed span": _f(relaxed, found_count, gold_count),
        "strict span": _f(strict, found_count, gold_count),
        "value": _f(right, found_count, gold_count),
        "value right of the matched": round(right / relaxed, 4) if relaxed else 0.0,
    }


def _f(hits: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "hits": hits}


# --- event dates --------------------------------------------------------------------------------------------------


class Case(msgspec.Struct):
    """One event of the own set: a text, its publication (empty if unknown), the trigger word, and the true date.

    `date` is a day, month or year in ISO form, `A/B` for an interval (open sides left empty), or empty where the text
    leaves it unknown. `nth` picks among several places of the trigger word. `page` is the text of other page items.
    """

    text: str
    trigger: str
    date: str
    published: str = ""
    nth: int = 0
    kind: str = ""
    page: str = ""


def _cases(path: Path) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Case)
            except msgspec.MsgspecError as error:
                raise CommuniqueError(
                    f"{path}, line {number}: {error}: each line needs text, trigger and date"
                ) from error


def event_date(case: Case) -> When:
    """The date that the program gives to a case's event; raises if the trigger is not in the text."""
    parsed = parse("case", case.text)
    published = _published(case.published)
    furniture = (Furniture(start=0, end=len(case.page), kind="related", text=case.page),) if case.page else ()
    report = Report(
        report_id="case", source="case", content_hash="", text=case.text, published=published, furniture=furniture
    )
    published = dates.imply(report, parsed)
    times = dates.find(parsed, published)
    return _date_of(case, parsed, times, published)


def _date_of(case: Case, parsed: Parsed, times: Sequence[When], published: When) -> When:
    seen = 0
    previous: list[When] = []
    paragraph = -1
    for sentence in parsed.sentences:
        if sentence.paragraph != paragraph:
            paragraph, previous = sentence.paragraph, []
        for token in sentence.doc:
            if token.text == case.trigger:
                if seen == case.nth:
                    return dates.of_event(sentence, token, times, published, previous)
                seen += 1
        roots = [token for token in sentence.doc if token.dep_ == "ROOT"]
        previous.extend(dates.of_event(sentence, root, times, published, previous) for root in roots[:1])
    raise CommuniqueError(
        f"the trigger {case.trigger!r} ({case.nth}) is not in the text {case.text[:60]!r}: mend the case"
    )


def _published(value: str) -> When:
    if not value:
        return UNKNOWN_DATE
    if len(value) == 7:
        first = dt.date.fromisoformat(f"{value}-01")
        last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return When(start=first, end=last, precision="month", basis="metadata", value=value)
    return _day(dt.date.fromisoformat(value))


def _shown(when: When) -> str:
    """A date as the cases write it."""
    if not when.known:
        return ""
    if when.start and when.end and when.start == when.end:
        return when.start.isoformat()
    if when.start and when.end and when.precision == "month" and when.start.day == 1:
        return when.start.isoformat()[:7]
    if when.start and when.end and when.precision == "year":
        return f"{when.start.year:04}"
    return f"{when.start or ''}/{when.end or ''}"


def _score_events(cases: Sequence[Case]) -> dict[str, object]:
    """Exact, abstained and wrong; an abstention is right where the text leaves the date unknown."""
    exact, abstained, wrong = 0, 0, []
    for case in cases:
        shown = _shown(event_date(case))
        if shown == case.date:
            exact += 1
        elif not shown:
            abstained += 1
        else:
            wrong.append(
                {"text": case.text[:160], "trigger": case.trigger, "kind": case.kind, "date": case.date, "given": shown}
            )
    total = len(cases)
    return {
        "cases": total,
        "exact": round(exact / total, 4),
        "wrong": round(len(wrong) / total, 4),
        "abstained": round(abstained / total, 4),
        "mistakes": wrong,
    }
