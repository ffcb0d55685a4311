"""Scores for places: names found, how near they are put, and both together, on texts with geocoded place names.

Paths hold `*.xml` in the form of LGL and TR-News (`<article>` with `<text>` and `<toponym>`), or `*.jsonl` with the
place of one event a line. A toponym counts as found when the spans overlap (inexact) or agree (exact). These sets mark
adjectives ("Spanish") and parts of names as well, so `places.toponyms` is scored on them, not `places.find`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import msgspec

from communique import places
from communique.errors import CommuniqueError
from communique.language import parse
from communique.places.resolution import kilometres
from communique.records import Place, Report

__all__ = ["evaluate"]

# The measure of the field since 2010: 100 miles.
_NEAR = 161.0


class Toponym(NamedTuple):
    """A gold place name: its span and, where it is in the gazetteer, its point."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    country: str


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Figures for all place sets under `paths`, each with its counts."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    result: dict[str, object] = {}
    texts = [pair for file in files if file.suffix == ".xml" for pair in _articles(file)]
    if texts:
        result["toponyms"] = _score(texts)
    cases = [case for file in files if file.suffix == ".jsonl" for case in _cases(file)]
    if cases:
        result["event places"] = _score_events(cases)
    if not result:
        raise CommuniqueError(
            f"no .xml or .jsonl place set under {', '.join(map(str, paths))}: give a folder that holds one"
        )
    return result


def _articles(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        yield text, [_toponym(element) for element in article.iter("toponym")]


def _toponym(element: ElementTree.Element) -> Toponym:
    tag = element.find("gaztag")
    lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
    return Toponym(
        int(element.findtext("start") or 0), int(element.findtext("end") or 0), element.findtext("phrase") or "",
        float(lat) if lat else None, float(lon) if lon else None,
        (tag.findtext("country") or "") if tag is not None else "",
    )  # fmt: skip


class _Pair(NamedTuple):
    gold: Toponym
    found: Place


def match(gold: Sequence[Toponym], found: Sequence[Place]) -> list[_Pair]:
    """Gold names and found places whose spans overlap, each used once."""
    free = list(found)
    pairs = []
    for item in gold:
        for place in free:
            if place.span and place.span.start < item.end and item.start < place.span.end:
                pairs.append(_Pair(item, place))
                free.remove(place)
                break
    return pairs


def _score(texts: Sequence[tuple[str, list[Toponym]]]) -> dict[str, object]:
    gold = found = matched = exact = located = near = 0
    distances: list[float] = []
    for text, toponyms in texts:
        places_found = places.toponyms(parse("gold", text))
        pairs = match(toponyms, places_found)
        gold += len(toponyms)
        found += len(places_found)
        matched += len(pairs)
        for pair in pairs:
            span = pair.found.span
            exact += bool(span and (span.start, span.end) == (pair.gold.start, pair.gold.end))
            distance = _distance(pair)
            if distance is not None:
                located += 1
                distances.append(distance)
                near += distance <= _NEAR
    located_gold = sum(item.lat is not None for _, toponyms in texts for item in toponyms)
    return {
        "texts": len(texts),
        "gold": gold,
        "found": found,
        "recognition": _f(matched, found, gold),
        "recognition exact": _f(exact, found, gold),
        "within 161 km of the matched": round(near / located, 4) if located else 0.0,
        "matched with a point": located,
        "median km": round(sorted(distances)[len(distances) // 2], 1) if distances else 0.0,
        "end to end": _f(near, found - (matched - located), located_gold),
    }


def _distance(pair: _Pair) -> float | None:
    """Kilometres between the gold point and ours; `None` where the gold has no point."""
    if pair.gold.lat is None or pair.gold.lon is None:
        return None
    if pair.found.lat is None or pair.found.lon is None:
        return 20_000.0
    return kilometres(pair.gold.lat, pair.gold.lon, pair.found.lat, pair.found.lon)


def _f(hits: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "hits": hits}


class Case(msgspec.Struct):
    """One event of the own set: a text, the trigger word, and the name of its place (empty where not told)."""

    text: str
    trigger: str
    place: str
    country: str = ""
    dateline: str = ""
    nth: int = 0


def _cases(path: Path) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Case)
            except msgspec.MsgspecError as error:
                raise CommuniqueError(
                    f"{path}, line {number}: {error}: each line needs text, trigger and place"
                ) from error


def event_place(case: Case) -> Place | None:
    """The place that the program gives to a case's event; raises if the trigger is not in the text."""
    parsed = parse("case", case.text)
    found = places.find(parsed, ())
    report = Report(report_id="case", source="case", content_hash="", text=case.text, dateline_place=case.dateline)
    seen = 0
    for sentence in parsed.sentences:
        for token in sentence.doc:
            if token.text == case.trigger:
                if seen == case.nth:
                    return places.of_event(sentence, token, found, report)
                seen += 1
    raise CommuniqueError(
        f"the trigger {case.trigger!r} ({case.nth}) is not in the text {case.text[:60]!r}: mend the case"
    )


def _score_events(cases: Sequence[Case]) -> dict[str, object]:
    right, none, mistakes = 0, 0, []
    for case in cases:
        place = event_place(case)
        name = place.name if place else ""
        if name == case.place and (not place or not case.country or place.country == case.country):
            right += 1
        elif not name:
            none += 1
        else:
            mistakes.append({"text": case.text[:160], "trigger": case.trigger, "place": case.place, "given": name})
    total = len(cases)
    return {
        "cases": total, "right": round(right / total, 4), "wrong": round(len(mistakes) / total, 4),
        "abstained": round(none / total, 4), "mistakes": mistakes,
    }  # fmt: skip
