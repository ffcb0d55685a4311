"""Event identity: pairwise F1 of merged mentions against clusters labelled by hand, and rules that are never broken.

The set (`sets/identity.tsv`) was written for this project: mentions as a coder would give them, with traps (series,
reversals, denials, replies, reprises, history, acts told without who did them). A mention with neither party is one
that a report tells without any; left out of every event, it is a cluster by itself. The merge has no trained part; its
first thresholds were set before this set was written, and its errors have since been read.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import random
from collections.abc import Sequence
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

from communique.merge.events import fuse
from communique.merge.identity import cluster
from communique.merge.likeness import dates_agree, sides
from communique.merge.parties import nested, parted
from communique.merge.press import Press
from communique.records import Actor, EventMention, Evidence, Member, Place, Span, When, content_id

Members = dict[str, tuple[str, Member]]


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Pairwise precision, recall and F1, broken rules, and whether order matters; takes another set as a path."""
    text = paths[0].read_text("utf-8") if paths else _own()
    gold, mentions, members = parse(text)
    found = {m.mention_id: n for n, group in enumerate(cluster(mentions, members)) for m in group}
    # What joined no event and founds none stands by itself.
    found |= {m.mention_id: -n for n, m in enumerate(mentions, 1) if m.mention_id not in found}
    pairs = list(combinations([m.mention_id for m in mentions], 2))
    together = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    right = {pair for pair in pairs if gold[pair[0]] == gold[pair[1]]}
    precision = len(together & right) / len(together) if together else 1.0
    recall = len(together & right) / len(right) if right else 1.0
    by_id = {m.mention_id: m for m in mentions}
    wrong = sorted(together ^ right)
    return {
        "clusters": len(set(gold.values())),
        "mentions": len(mentions),
        "pairs": len(right),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0,
        "never_merge_broken": sum(_never(by_id[a], by_id[b], members) for a, b in together),
        "shuffles_that_changed_the_result": _shuffled(mentions, members),
        "wrong_pairs": [
            f"{'joined' if (a, b) in together else 'apart'}: {by_id[a].evidence.text} | {by_id[b].evidence.text}"
            for a, b in wrong
        ],
    }


def parse(text: str) -> tuple[dict[str, str], list[EventMention], Members]:
    """Gold cluster by mention ID, the mentions, and each report's origin."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    gold: dict[str, str] = {}
    mentions: list[EventMention] = []
    members: Members = {}
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
        mention = _mention(row, number)
        gold[mention.mention_id] = row["cluster"]
        mentions.append(mention)
        # "o400@s1": an origin of its own within the story s1; without it each origin is a story by itself.
        origin, _, story = row["origin"].partition("@")
        original = row["report"].replace("r", "o", 1) == origin
        member = Member(
            report_id=row["report"],
            copy_kind="original" if original else "copy",
            derived_from=None if original else origin.replace("o", "r", 1),
            origin=origin,
        )
        members[row["report"]] = (story or f"story-{origin}", member)
    return gold, mentions, members


def _own() -> str:
    return resources.files("communique.evaluate").joinpath("sets/identity.tsv").read_text("utf-8")


def _mention(row: dict[str, str], number: int) -> EventMention:
    # A report's mentions stand one after another in its text.
    start = number * 1000
    city, _, country = row["place"].partition(":")
    status: Any = row["status"]
    return EventMention(
        mention_id=content_id("mention", number, row["text"]),
        report_id=row["report"],
        type=row["type"],
        mode=row["mode"],
        contexts=(),
        actors=_actors(row["actors"]),
        recipients=_actors(row["recipients"]),
        when=_when(row["when"], row["basis"]),
        place=Place(name=city or country, country=country, kind="city" if city else "country") if country else None,
        status=status,
        evidence=Evidence(report_id=row["report"], start=start, end=start + len(row["text"]), text=row["text"]),
        trigger=Span(start, start + 1),
    )


def _actors(codes: str) -> tuple[Actor, ...]:
    """Countries; "NGA.REB.Boko_Haram" and "NGA.CVL.schoolgirls" are an armed group and people of one.

    "KEN.REB" are fighters in Kenya whom the report does not name.
    """
    return tuple(map(_actor, codes.split()))


def _actor(code: str) -> Actor:
    country, _, rest = code.partition(".")
    sector, _, name = rest.partition(".")
    kind: Any = {"": "state", "REB": "armed group", "CVL": "people"}.get(sector, "organisation")
    actor_id = code if name or not sector else f"{country}-{sector}"
    return Actor(actor_id=actor_id, name=name or actor_id, kind=kind, country=country, sector=sector)


def _when(text: str, basis: Any) -> When:
    if text == "?":
        return When()
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = dt.date(parts[0], parts[1], parts[2])
        return When(start=day, end=day, precision="day", basis=basis)
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        first = dt.date(parts[0], parts[1], 1)
        return When(start=first, end=first.replace(day=last), precision="month", basis=basis)
    return When(start=dt.date(parts[0], 1, 1), end=dt.date(parts[0], 12, 31), precision="year", basis=basis)


def _never(a: EventMention, b: EventMention, members: Members) -> bool:
    """Two mentions that may never be one: different stated days, different parties, a denial with a report."""
    copied = members[a.report_id][1].origin == members[b.report_id][1].origin and nested(a, b)
    days = a.when.basis != "inferred" and b.when.basis != "inferred" and not dates_agree(a.when, b.when)
    parties = sides(a.actors) | sides(a.recipients) != sides(b.actors) | sides(b.recipients)
    if parted(a, b):
        # Who is not said in one may be who is said in the other; two who are said must be one.
        parties = bool(a.recipients and b.recipients) and sides(a.recipients) != sides(b.recipients)
    return days or (parties and not copied) or (a.status == "negated") != (b.status == "negated")


def _shuffled(mentions: list[EventMention], members: Members) -> int:
    rng = random.Random(11)
    expected = fuse(cluster(mentions, members), Press(members))
    changed = 0
    for _ in range(10):
        mixed = rng.sample(mentions, len(mentions))
        changed += fuse(cluster(mixed, members), Press(members)) != expected
    return changed
