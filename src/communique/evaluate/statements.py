"""Scores statements against attributions annotated by hand: brat files, or reports with gold in JSON lines.

A gold content is found when a predicted content overlaps it by half (characters in common over characters in
either). End to end the source must overlap too. Every gold and every prediction is matched once, best overlap first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from communique.errors import CommuniqueError
from communique.language import parse
from communique.records import Report, Statement

__all__ = ["evaluate"]

_OVERLAP = 0.5
# A quoted content is one that is given in quotation marks, not one that holds a quoted word somewhere.
_QUOTED = re.compile(r"[“\"«„‘]|''?|``")
_MARKED = re.compile(r"[“\"«„]|''|``")


class Gold(NamedTuple):
    """One annotated attribution: characters of the content and of the source."""

    content: frozenset[int]
    source: frozenset[int]
    quoted: bool
    marked: bool = False


class Tally(NamedTuple):
    """Counts of one or more texts."""

    gold: int = 0
    predicted: int = 0
    content: int = 0
    both: int = 0
    quoted: int = 0
    quoted_found: int = 0
    marked: int = 0
    marked_found: int = 0

    def __add__(self, other: tuple[object, ...]) -> Tally:
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[operator]


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Figures with counts: a directory with `text/` and `attributions/` is brat, a `.jsonl` file holds reports."""
    figures: dict[str, object] = {}
    for path in paths:
        if (path / "attributions").is_dir():
            figures[path.name] = _brat(path)
        elif path.suffix == ".jsonl":
            from communique.evaluate.attribution_chains import score

            figures[path.name] = score(path)
        else:
            raise CommuniqueError(
                f"{path}: neither a directory with text/ and attributions/ nor a .jsonl file: name one of these"
            )
    return figures


def read(text: str, report_id: str = "r") -> tuple[Statement, ...]:
    """The statements of a bare text."""
    from communique.actors import find as find_actors
    from communique.statements import find

    report = Report(report_id=report_id, source=report_id, content_hash=report_id, text=text)
    parsed = parse(report_id, text)
    return find(parsed, find_actors(parsed, report), report)


def _brat(root: Path) -> dict[str, object]:
    total = Tally()
    files = sorted((root / "attributions").glob("*.ann"))
    if not files:
        raise CommuniqueError(f"{root}/attributions: holds no .ann file: give a folder with brat annotations")
    read_once: dict[str, list[tuple[frozenset[int], frozenset[int]]]] = {}
    for file in files:
        source = _text_of(root, file)
        if source.name not in read_once:
            text = source.read_text(encoding="utf-8")
            # A joint statement is one record a speaker, with the same words.
            read_once[source.name] = list(dict.fromkeys(_characters(one) for one in read(text)))
        total += tally(_gold(file), read_once[source.name])
    return figures_of(total)


def _text_of(root: Path, file: Path) -> Path:
    """The text of an annotation file, whose name may end in the annotator's mark."""
    for stem in (file.stem, file.stem.rpartition("_")[0]):
        if (root / "text" / f"{stem}.txt").is_file():
            return root / "text" / f"{stem}.txt"
    raise CommuniqueError(f"{file}: no text of that name in {root}/text: put it there")


def _characters(one: Statement) -> tuple[frozenset[int], frozenset[int]]:
    who = one.speaker
    source = frozenset(range(who.start, who.end)) if who is not None else frozenset()
    return frozenset(range(one.content.start, one.content.end)), source


def _gold(file: Path) -> list[Gold]:
    entities: dict[str, tuple[frozenset[int], str]] = {}
    relations: list[dict[str, list[str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 2:
            spans = [tuple(map(int, part.split())) for part in cells[1].split(" ", 1)[1].split(";")]
            entities[cells[0]] = frozenset(i for start, end in spans for i in range(start, end)), cells[2]
        elif line.startswith("E"):
            roles: dict[str, list[str]] = {}
            for part in cells[1].split():
                role, _, target = part.partition(":")
                roles.setdefault(role.rstrip("0123456789"), []).append(target)
            relations.append(roles)
    found = []
    for roles in relations:
        contents = [entities[one] for one in roles.get("Content", []) if one in entities]
        if contents:
            sources = [entities[one][0] for one in roles.get("Source", []) if one in entities]
            words = [text for _, text in contents]
            found.append(
                Gold(
                    _union(c for c, _ in contents),
                    _union(sources),
                    any(_QUOTED.match(text) for text in words),
                    any(_MARKED.search(text) for text in words),
                )
            )
    return found


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def tally(gold: Sequence[Gold], predicted: Sequence[tuple[frozenset[int], frozenset[int]]]) -> Tally:
    """Match gold and predictions once each, best overlap first."""
    pairs = []
    for g, one in enumerate(gold):
        for p, (content, _) in enumerate(predicted):
            common = len(one.content & content)
            if common:
                overlap = common / len(one.content | content)
                if overlap >= _OVERLAP:
                    agrees = bool(one.source & predicted[p][1]) or (not one.source and not predicted[p][1])
                    pairs.append((agrees, overlap, g, p))
    pairs.sort(key=lambda pair: (-pair[1], -pair[0], pair[2], pair[3]))
    golds: set[int] = set()
    predictions: set[int] = set()
    both = quoted = marked = 0
    for agrees, _, g, p in pairs:
        if g not in golds and p not in predictions:
            golds.add(g)
            predictions.add(p)
            both += agrees
            quoted += gold[g].quoted
            marked += gold[g].marked
    return Tally(
        len(gold), len(predicted), len(golds), both, sum(one.quoted for one in gold), quoted,
        sum(one.marked for one in gold), marked,
    )  # fmt: skip


def figures_of(total: Tally) -> dict[str, object]:
    """Precision, recall and F1 for content and end to end, quoted content's recall, with counts."""
    return {
        "content": _scores(total.content, total.predicted, total.gold),
        "end_to_end": _scores(total.both, total.predicted, total.gold),
        "quoted_content_recall": round(total.quoted_found / max(1, total.quoted), 4),
        "content_with_any_quoted_word_recall": round(total.marked_found / max(1, total.marked), 4),
        "counts": total._asdict(),
    }


def _scores(hits: int, predicted: int, gold: int) -> dict[str, float]:
    precision, recall = hits / max(1, predicted), hits / max(1, gold)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * hits / max(1, predicted + gold), 4),
    }
