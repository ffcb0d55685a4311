"""GUM's CoNLL-U files as text with entity mentions: who is meant, by what words, under which Wikipedia title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

__all__ = ["GoldMention", "GoldText", "read"]

_PIECES = re.compile(r"\([^()]*\)|\([^()]*|[^()]*\)")


@dataclass(frozen=True)
class GoldMention:
    """One mention: its span in the text, its head word's span and tag, its entity and the entity's Wikipedia title."""

    entity: str
    etype: str
    start: int
    end: int
    head: int
    head_end: int
    tag: str
    wiki: str

    def text_of(self, text: str) -> str:
        """The mention's words without an article before and a possessive after them."""
        words = text[self.start : self.end].strip()
        return words.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s").strip()


@dataclass
class GoldText:
    """One text with its mentions and words: (start, end, word, tag)."""

    name: str
    text: str
    published: dt.date | None
    mentions: list[GoldMention] = field(default_factory=list)
    words: list[tuple[int, int, str, str]] = field(default_factory=list)


@dataclass
class _Open:
    entity: str
    etype: str
    minspan: str
    wiki: str
    first: int


def read(paths: Iterable[Path]) -> Iterator[GoldText]:
    """The texts of files, or of all `.conllu` files of folders."""
    for path in paths:
        for file in sorted(path.glob("*.conllu")) if path.is_dir() else [path]:
            yield _read_file(file)


def _read_file(path: Path) -> GoldText:
    gold = GoldText(path.stem, "", None)
    parts: list[str] = []
    length = 0
    opened: dict[str, list[_Open]] = {}
    heads: list[int] = []
    offset = 0
    joined: dict[str, bool] = {}
    closed: list[tuple[_Open, int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and "block" not in line and parts:
            parts.append("\n")
            length += 1
        if line.startswith("# meta::dateCreated = "):
            gold.published = _day(line.rpartition("= ")[2])
        if not line or line.startswith("#"):
            offset = len(gold.words) if not line else offset
            continue
        cells = line.split("\t")
        if "-" in cells[0]:
            # A contraction ("year's") is one word in the text: the space after it is told on its own line.
            until = int(cells[0].partition("-")[2])
            joined = {
                str(inner): inner < until or "SpaceAfter=No" in cells[9]
                for inner in range(int(cells[0].partition("-")[0]), until + 1)
            }
            continue
        if not cells[0].isdigit():
            continue
        close = joined.pop(cells[0], "SpaceAfter=No" in cells[9])
        number = len(gold.words)
        gold.words.append((length, length + len(cells[1]), cells[1], cells[4]))
        heads.append(offset + int(cells[6]) - 1 if cells[6] != "0" else -1)
        parts.append(cells[1] + ("" if close else " "))
        length += len(parts[-1])
        closed += _entities(cells[9], number, opened)
    gold.text = "".join(parts)
    gold.mentions = [_mention(gold, heads, one, last) for one, last in closed]
    titles = {mention.entity: mention.wiki for mention in gold.mentions if mention.wiki}
    gold.mentions = [
        GoldMention(m.entity, m.etype, m.start, m.end, m.head, m.head_end, m.tag, titles.get(m.entity, ""))
        for m in gold.mentions
    ]
    return gold


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _entities(misc: str, number: int, opened: dict[str, list[_Open]]) -> Iterator[tuple[_Open, int]]:
    match = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    for piece in _PIECES.findall(match[1]) if match else ():
        if piece.startswith("("):
            cells = piece.strip("()").split("-")
            one = _Open(cells[0], cells[1], cells[5] if len(cells) > 5 else "1", "-".join(cells[7:]), number)
            if piece.endswith(")"):
                yield one, number
            else:
                opened.setdefault(cells[0], []).append(one)
        elif opened.get(piece.rstrip(")")):
            yield opened[piece.rstrip(")")].pop(), number


def _mention(gold: GoldText, heads: list[int], one: _Open, last: int) -> GoldMention:
    # The head is the word of the span whose own head lies outside it.
    inside = range(one.first, last + 1)
    head = next((word for word in inside if heads[word] not in inside), one.first)
    start, end = gold.words[one.first][0], gold.words[last][1]
    return GoldMention(
        one.entity, one.etype, start, end, gold.words[head][0], gold.words[head][1], gold.words[head][3],
        unquote(one.wiki).replace("_", " "),
    )  # fmt: skip
