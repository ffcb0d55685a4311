"""Scores speakers and chains against reports with gold in JSON lines.

One report a line: `id, text, outlet, published, statements`; a statement: `content` (the report's words), `speaker`
(words, several readings joined by `|`), `actor` (country code or name, a list where several speak together, null where
nobody is to be resolved), `chain` (links `name, role, state`), and where they are labelled `anonymous`, `occasion`,
`addressee` (country code or name).
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from communique.actors.rows import fold
from communique.errors import CommuniqueError
from communique.language import parse
from communique.records import Actor, Link, Report, Statement, When

__all__ = ["score"]

_OVERLAP = 0.5


class _Counts(NamedTuple):
    gold: int = 0
    predicted: int = 0
    content: int = 0
    speaker: int = 0
    actors: int = 0
    actor_right: int = 0
    chains: int = 0
    chain_right: int = 0
    long_chains: int = 0
    long_right: int = 0
    links: int = 0
    state_right: int = 0
    unnamed: int = 0
    unnamed_right: int = 0
    settings: int = 0
    settings_right: int = 0

    def plus(self, **more: int) -> _Counts:
        return self._replace(**{name: getattr(self, name) + count for name, count in more.items()})


def score(path: Path, misses: list[dict[str, object]] | None = None) -> dict[str, object]:
    """Figures with counts; `misses` collects what was missed, for reading by eye."""
    counts = _Counts()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            counts = _report(_row(line, path, number), counts, misses)
    return {
        "content_precision": _share(counts.content, counts.predicted),
        "content_recall": _share(counts.content, counts.gold),
        "speaker_words": _share(counts.speaker, counts.content),
        "speaker_actor": _share(counts.actor_right, counts.actors),
        "chain_exact": _share(counts.chain_right, counts.chains),
        "chain_exact_two_links": _share(counts.long_right, counts.long_chains),
        "state_media_flag": _share(counts.state_right, counts.links),
        "anonymous_sort": _share(counts.unnamed_right, counts.unnamed),
        "occasion_and_addressee": _share(counts.settings_right, counts.settings),
        "counts": counts._asdict(),
    }


def _row(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row: dict[str, Any] = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise CommuniqueError(
            f"{path}, line {number}: no JSON ({error}): write one report as one JSON object"
        ) from error
    for key in ("id", "text", "statements"):
        if key not in row:
            raise CommuniqueError(f"{path}, line {number}: no {key!r}: a report needs id, text and statements")
    return row


def _report(row: dict[str, Any], counts: _Counts, misses: list[dict[str, object]] | None) -> _Counts:
    from communique.actors import find as find_actors
    from communique.statements import find

    day = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    published = When(start=day, end=day, precision="day", basis="metadata") if day else When()
    report = Report(
        report_id=row["id"], source=row["id"], content_hash=row["id"], text=row["text"], outlet=row.get("outlet", ""),
        published=published,
    )  # fmt: skip
    parsed = parse(row["id"], row["text"])
    said = find(parsed, find_actors(parsed, report), report)
    # A joint statement is one record a speaker: found once, with all of their actors.
    actors: dict[tuple[int, int, int | None], list[Actor | None]] = {}
    for one in said:
        actors.setdefault(_words_of(one), []).append(one.speaker.actor if one.speaker else None)
    predicted = list({_words_of(one): one for one in reversed(said)}.values())[::-1]
    counts = counts.plus(gold=len(row["statements"]), predicted=len(predicted))
    taken: set[str] = set()
    for gold in row["statements"]:
        start, end = _place(row, gold)
        best = max(predicted, key=lambda one: _overlap(start, end, one), default=None)
        if best is None or _overlap(start, end, best) < _OVERLAP or best.statement_id in taken:
            _miss(misses, row, gold, None, "content")
            counts = counts.plus(chains=1, long_chains=len(gold.get("chain", [])) > 1, actors="actor" in gold)
            continue
        taken.add(best.statement_id)
        counts = _compare(row, gold, best, actors[_words_of(best)], counts, misses)
    for one in predicted:
        if one.statement_id not in taken:
            _miss(misses, row, {"content": one.content.text}, one, "extra")
    return counts


def _place(row: dict[str, Any], gold: dict[str, Any]) -> tuple[int, int]:
    start = row["text"].find(gold["content"])
    if start < 0:
        raise CommuniqueError(f"{row['id']}: the gold content {gold['content']!r} is not in the text: copy it exactly")
    return start, start + len(gold["content"])


def _overlap(start: int, end: int, one: Statement) -> float:
    common = min(end, one.content.end) - max(start, one.content.start)
    return common / (max(end, one.content.end) - min(start, one.content.start)) if common > 0 else 0.0


def _words_of(one: Statement) -> tuple[int, int, int | None]:
    return one.content.start, one.content.end, one.speaker.start if one.speaker else None


def _compare(
    row: dict[str, Any], gold: dict[str, Any], one: Statement, actors: list[Actor | None], counts: _Counts,
    misses: list[dict[str, object]] | None,
) -> _Counts:  # fmt: skip
    who = one.speaker.text.lower() if one.speaker else ""
    wanted = [words for words in (gold.get("speaker") or "").lower().split("|") if words]
    named = any(words in who or who in words for words in wanted) if who and wanted else not who and not wanted
    if not named:
        _miss(misses, row, gold, one, "speaker")
    chain = gold.get("chain", [])
    exact = len(chain) == len(one.chain) and all(_same(a, b) for a, b in zip(chain, one.chain, strict=True))
    if not exact:
        _miss(misses, row, gold, one, "chain")
    counts = counts.plus(
        content=1, speaker=named, chains=1, chain_right=exact, long_chains=len(chain) > 1,
        long_right=exact and len(chain) > 1,
    )  # fmt: skip
    if "actor" in gold:
        right = _are_actors(gold["actor"], actors)
        if not right:
            _miss(misses, row, gold, one, "actor")
        counts = counts.plus(actors=1, actor_right=right)
    counts = _setting(row, gold, one, counts, misses)
    for a in chain:
        match = next((b for b in one.chain if _same(a, b)), None)
        if match is not None and a["role"] in {"agency", "outlet"}:
            counts = counts.plus(links=1, state_right=match.state_media == a["state"])
            if match.state_media != a["state"]:
                _miss(misses, row, gold, one, "state flag")
    return counts


def _setting(
    row: dict[str, Any], gold: dict[str, Any], one: Statement, counts: _Counts, misses: list[dict[str, object]] | None
) -> _Counts:
    """Counts of the sort of an unnamed speaker, the occasion and the addressee, where they are labelled."""
    if "anonymous" in gold:
        right = one.speaker is not None and one.speaker.anonymous == gold["anonymous"]
        counts = counts.plus(unnamed=1, unnamed_right=right)
        if not right:
            _miss(misses, row, gold, one, "anonymous")
    for key in ("occasion", "addressee"):
        if key in gold:
            right = one.occasion == gold[key] if key == "occasion" else _is_actor(gold[key], one.addressee)
            counts = counts.plus(settings=1, settings_right=right)
            if not right:
                _miss(misses, row, gold, one, key)
    return counts


def _are_actors(wanted: str | list[str] | None, actors: list[Actor | None]) -> bool:
    if isinstance(wanted, list):
        return len(wanted) == len(actors) and all(any(_is_actor(one, who) for who in actors) for one in wanted)
    return len(actors) == 1 and _is_actor(wanted, actors[0])


def _is_actor(wanted: str | None, actor: Actor | None) -> bool:
    if wanted is None or actor is None:
        return wanted is None and actor is None
    return bool(set(wanted.split("|")) & {actor.country, actor.name, actor.actor_id})


def _same(gold: dict[str, Any], link: Link) -> bool:
    """Whether two links name one medium, document or spokesperson in one role."""
    from communique.actors.outlets import namesakes, outlet

    if gold["role"] != link.role:
        return False
    first, second = outlet(gold["name"]), outlet(link.name)
    if first is not None and second is not None:
        # VTV is a medium of Hanoi and one of Caracas.
        return second.outlet_id in {first.outlet_id, *(one.outlet_id for one in namesakes(first, gold["name"]))}
    one, other = _words(gold["name"]), _words(link.name)
    return bool(one & other) and len(one & other) >= 0.5 * min(len(one), len(other))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", fold(name.partition(" (")[0]).lower())) - {"the", "a", "of", "s"}


def _miss(
    misses: list[dict[str, object]] | None, row: dict[str, Any], gold: dict[str, Any], one: Statement | None, what: str
) -> None:
    if misses is not None:
        misses.append({"id": row["id"], "what": what, "gold": gold, "found": one})


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
