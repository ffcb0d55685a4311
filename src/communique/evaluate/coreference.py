"""How well descriptions and pronouns are given the states they stand for: GUM's chains that have a state in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from communique import actors
from communique.evaluate import gum
from communique.language import parse
from communique.records import UNKNOWN_DATE, Mention, Report, When

__all__ = ["evaluate", "figures", "mentions_of"]


def mentions_of(gold: gum.GoldText) -> tuple[Mention, ...]:
    """What `actors.find` finds in a gold text, on the day it was written."""
    day = gold.published
    published = When(start=day, end=day, precision="day", basis="metadata") if day else UNKNOWN_DATE
    report = Report(report_id=gold.name, source=gold.name, content_hash="", text=gold.text, published=published)
    return actors.find(parse(gold.name, gold.text), report)


def figures(right: int, found: int, wanted: int) -> dict[str, object]:
    """Precision, recall and F1 with the counts they come from."""
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        "right": right, "found": found, "wanted": wanted,
    }  # fmt: skip


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """F1 of nominal and of pronoun mentions of states; one is right with the gold head word and the gold state."""
    counts = {"nominal": [0, 0, 0], "pronoun": [0, 0, 0]}
    errors: list[dict[str, str]] = []
    for gold in gum.read(paths):
        wanted = {m.head: (m, code) for m in gold.mentions if (code := _state(m)) and _kind(m)}
        heads = {mention.head: mention for mention in gold.mentions}
        for kind in counts:
            counts[kind][2] += sum(_kind(mention) == kind for mention, _ in wanted.values())
        for mention in mentions_of(gold):
            states = {actor.country for actor in mention.actors if actor.kind == "state"}
            if mention.kind not in counts or not states:
                continue
            counts[mention.kind][1] += 1
            if mention.head in wanted and states == {wanted[mention.head][1]}:
                counts[mention.kind][0] += 1
                del wanted[mention.head]
            else:
                meant = heads[mention.head].wiki or heads[mention.head].etype if mention.head in heads else ""
                around = gold.text[max(0, mention.start - 80) : mention.end + 30]
                errors.append({"text": around, "found": ",".join(sorted(map(str, states))), "wanted": meant})
        errors += [
            {"text": gold.text[max(0, m.start - 80) : m.end + 30], "found": "", "wanted": code}
            for m, code in wanted.values()
        ]
    both = [sum(row[place] for row in counts.values()) for place in range(3)]
    return {
        "countries": figures(*both),
        **{kind: figures(*row) for kind, row in counts.items()},
        "errors": errors,
    }


def _kind(mention: gum.GoldMention) -> str:
    if mention.tag.startswith(("PRP", "WP", "DT")):
        return "pronoun" if mention.tag.startswith("PRP") else ""
    return "nominal" if mention.tag in {"NN", "NNS"} else ""


def _state(mention: gum.GoldMention) -> str | None:
    title = mention.wiki.partition(" (")[0]
    return actors.country_code(title) if title else None
