"""How well named states and their people are found and told apart, and who held an office on a date.

GUM's `.conllu` files give the states by Wikipedia title; a `.tsv` with the columns `set, date, text, mark, answer`
gives sentences with one mention each to resolve.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from communique import actors
from communique.actors.countries import countries, forms
from communique.actors.titles import titles
from communique.evaluate import gum
from communique.evaluate.coreference import figures, mentions_of
from communique.language import parse
from communique.records import UNKNOWN_DATE, Mention, Report, When

__all__ = ["evaluate"]


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """F1 of named states and demonyms on GUM files; accuracy a set on tables of sentences."""
    tables = [path for path in paths if path.suffix == ".tsv"]
    texts = [path for path in paths if path.suffix != ".tsv"]
    found: dict[str, object] = {}
    if texts:
        found |= _named(texts)
    for table in tables:
        found |= _sentences(table)
    return found


def _named(paths: Sequence[Path]) -> dict[str, object]:
    counts = {"names": [0, 0, 0], "demonyms": [0, 0, 0]}
    errors: list[dict[str, str]] = []
    for gold in gum.read(paths):
        wanted = _gold(gold)
        for _, kind in wanted.values():
            counts[kind][2] += 1
        for mention, code, offset in _found(gold):
            kind = wanted[offset][1] if offset in wanted else "demonyms" if mention.kind == "demonym" else "names"
            counts[kind][1] += 1
            if wanted.get(offset, ("", ""))[0] == code:
                counts[kind][0] += 1
                del wanted[offset]
            else:
                around = gold.text[max(0, mention.start - 60) : mention.end + 30]
                errors.append({"text": around, "found": code, "wanted": wanted.get(offset, ("", ""))[0]})
        errors += [
            {"text": gold.text[max(0, at - 60) : at + 30], "found": "", "wanted": code}
            for at, (code, _) in wanted.items()
        ]
    both = [sum(row[place] for row in counts.values()) for place in range(3)]
    return {"countries": figures(*both), **{kind: figures(*row) for kind, row in counts.items()}, "errors": errors}


def _gold(gold: gum.GoldText) -> dict[int, tuple[str, str]]:
    """Where a state is named by a word of its own: the offset, with the state and whether by name or as a people.

    The words are the table's; whether they stand for the state is GUM's to say: a mention of these very words with
    another Wikipedia title or of another kind (a team), and a word inside a longer proper name (a paper) do not count.
    """
    found: dict[int, tuple[str, str]] = {}
    position = 0
    while position < len(gold.words):
        for last in range(min(position + 5, len(gold.words) - 1), position - 1, -1):
            start, end = gold.words[position][0], gold.words[last][1]
            code = _code(gold.text[start:end])
            if code and gold.words[last][3].startswith(("JJ", "NNP")):
                by_name = gold.text[start:end] in countries()[code].names
                if _stands(gold, start, end, code, by_name=by_name):
                    found[start] = (code, "names" if by_name else "demonyms")
                position = last
                break
        position += 1
    return found


def _code(text: str) -> str | None:
    codes = forms().get(text.lower(), ())
    if len(codes) != 1 or not text[0].isupper() or (text.upper() == codes[0] and not text.isupper()):
        return None
    return codes[0]


def _stands(gold: gum.GoldText, start: int, end: int, code: str, *, by_name: bool) -> bool:
    over = [mention for mention in gold.mentions if mention.start <= start and end <= mention.end]
    own = [mention for mention in over if len(mention.text_of(gold.text)) <= end - start]
    if own:
        title = own[0].wiki.partition(" (")[0]
        return not by_name or (own[0].etype == "place" and (not title or actors.country_code(title) == code))
    longer = min(over, key=lambda mention: mention.end - mention.start, default=None)
    title = longer.wiki.partition(" (")[0] if longer is not None else ""
    if title and longer is not None and longer.etype == "place" and actors.country_code(title) != code:
        return False
    if longer is None or not longer.tag.startswith("NNP") or longer.head <= start < longer.head_end:
        return True
    if longer.etype == "person":
        return longer.start == start or gold.text[start - 4 : start].lower() == "the "
    # "the Saudi Interior Ministry" names the state; "Mexico City" and "the New Zealand Herald" do not.
    rest = gold.text[end : longer.end].strip().lower()
    return rest in titles() or gold.text[longer.head : longer.head_end].lower() in titles()


def _found(gold: gum.GoldText) -> list[tuple[Mention, str, int]]:
    """Mentions by name or adjective that mean the state or a part of it, with the offset of the word that tells it."""
    found: list[tuple[Mention, str, int]] = []
    for mention in mentions_of(gold):
        states = {actor.country for actor in mention.actors}
        if mention.kind in {"nominal", "pronoun", "metonym"} or any(":team" in a.actor_id for a in mention.actors):
            continue
        for start, _, _, _ in gold.words:
            if mention.start <= start < mention.end:
                ends = [stop for _, stop, _, _ in gold.words if start < stop <= mention.end][:6]
                code = next((code for stop in reversed(ends) if (code := _code(gold.text[start:stop]))), None)
                if code and code in states:
                    found.append((mention, str(code), start))
                    break
    return found


def _sentences(path: Path) -> dict[str, object]:
    """Each row's marked words must have the answer: actor IDs or codes joined by `|`, or `-` for no actor."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    total: Counter[str] = Counter()
    errors: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            answer = _answer(row)
            total[row["set"]] += 1
            if _same(answer, row["answer"]):
                right[row["set"]] += 1
            else:
                wrong[row["set"]] += answer != "-"
                errors.append({"text": row["text"], "mark": row["mark"], "found": answer, "wanted": row["answer"]})
    sets = {
        name: {
            "accuracy": round(right[name] / count, 4), "right": right[name], "wrong": wrong[name],
            "abstained": count - right[name] - wrong[name], "wanted": count,
        }
        for name, count in sorted(total.items())
    }  # fmt: skip
    return {**sets, "errors": errors}


def _same(found: str, wanted: str) -> bool:
    """Whether both are the same actors; a person known by surname only is the one whose name has it."""
    if ":" not in wanted:
        return found == wanted
    return bool(set(found.split(":")[-1].split("-")) & set(wanted.split(":")[-1].split("-")) - {"al", "ben", "el"})


def _answer(row: dict[str, str]) -> str:
    day = dt.date.fromisoformat(row["date"]) if row["date"] else None
    published = When(start=day, end=day, precision="day") if day else UNKNOWN_DATE
    report = Report(report_id="r", source="r", content_hash="", text=row["text"], published=published)
    at = row["text"].rfind(row["mark"])
    if at < 0:
        return "?"
    for mention in actors.find(parse("r", row["text"]), report):
        if mention.start < at + len(row["mark"]) and at < mention.end:
            codes = {str(actor.country) for actor in mention.actors}
            names = {actor.actor_id for actor in mention.actors}
            wanted = set(row["answer"].split("|"))
            # An office-holder is asked for by name, a state or side by its code.
            return "|".join(sorted(names if any(":" in one for one in wanted) else codes)) or "-"
    return "-"
