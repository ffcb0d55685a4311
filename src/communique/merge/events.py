"""One event out of the mentions that tell of it: the sharpest date, all evidence, origins, and what disagrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from communique import codebook
from communique.merge.contradictions import contradictions
from communique.merge.corroboration import factors, voices
from communique.merge.denials import denials, denied
from communique.merge.disputes import disputes
from communique.merge.identity import Cluster
from communique.merge.likeness import MUTUAL, fit, sides, width
from communique.merge.parties import said
from communique.merge.press import Members, Press
from communique.records import Actor, Contradiction, Event, Place, Status, When, content_id

# When mentions differ, what is told as having happened outweighs what is told as going on, and so on down.
_STATUS_ORDER: tuple[Status, ...] = ("reported", "ongoing", "historical", "future", "hypothetical", "negated")

# A mention's reason is sought among so many of those that were there before it.
_COMPARED = 30


def fuse(clusters: Sequence[Cluster], press: Press) -> list[Event]:
    """Events in order of date, then of ID."""
    ids = _ids(clusters)
    groups = dict(zip(ids, clusters, strict=True))
    events = [_event(group, press, event_id) for event_id, group in groups.items()]
    found = disputes(events, groups, press)
    added, denied_by = denied(denials(events, groups, press), found, events, groups, press)
    weighed = [
        _weighed(
            msgspec.structs.replace(event, denied_by=denied_by.get(event.event_id, ())),
            groups[event.event_id],
            [*found.get(event.event_id, ()), *added.get(event.event_id, ())],
            press,
        )
        for event in events
    ]
    return sorted(weighed, key=lambda event: (str(event.when.start or event.when.end or "9999"), event.event_id))


def _weighed(event: Event, group: Cluster, between: Sequence[Contradiction], press: Press) -> Event:
    """The event with its disputes with others, its voices, and the factors of its confidence."""
    against = (*event.contradictions, *sorted(between, key=lambda one: (one.about, one.other)))
    heard = voices(group, press)
    return msgspec.structs.replace(
        event, contradictions=against, voices=heard, factors=factors(group, heard, against, event.type)
    )


def _ids(clusters: Sequence[Cluster]) -> list[str]:
    """What each event is; where that is equal, with its smallest evidence; where that is equal too, its mentions."""
    names: list[tuple[str, ...]] = [(_bare_id(group),) for group in clusters]
    for further in (_first_evidence, lambda group: min(m.mention_id for m in group)):
        counts = Counter(names)
        names = [
            (*name, further(group)) if counts[name] > 1 else name for name, group in zip(names, clusters, strict=True)
        ]
    return [name[0] if len(name) == 1 else content_id("event", *name) for name in names]


def _event(group: Cluster, press: Press, event_id: str) -> Event:
    actors, recipients = _parties(group)
    event_type = _type(group)
    reports = sorted({m.report_id for m in group})
    known = [press.members[report] for report in reports if report in press.members]
    mode = _most_common([m.mode for m in group if m.mode])
    kind = codebook.load().types[event_type]
    evidence = sorted({(e.report_id, e.start, e.end): e for e in (m.evidence for m in group)}.items())
    return Event(
        event_id=event_id,
        type=event_type,
        mode=mode,
        contexts=tuple(sorted({context for m in group for context in m.contexts})),
        quad=kind.quad,
        score=kind.score_of(mode),
        status=_status(group),
        actors=actors,
        recipients=recipients,
        when=sharpest([m.when for m in group]),
        place=_place(group),
        evidence=tuple(item for _, item in evidence),
        reports=tuple(reports),
        stories=tuple(sorted({story for story, _ in known})),
        origins=len({member.origin for _, member in known}) or len(reports),
        asserted_by=tuple(sorted({statement for m in group for statement in m.asserted_by})),
        contradictions=contradictions(group, press),
        probability=round(max(m.probability for m in group), 4),
        why=_why(group, press.members),
        mentions=tuple(sorted(m.mention_id for m in group)),
    )


def _status(group: Cluster) -> Status:
    """What outweighs; where only what is told as past has a date, the event is past."""
    dated = [m for m in group if m.when.known]
    past = bool(dated) and all(m.status == "historical" for m in dated)
    return min((m.status for m in (dated if past else group)), key=_STATUS_ORDER.index)


def _type(group: Cluster) -> str:
    """The one type; where a person put two types together, the surest, then the one told most, then the first told."""
    told = Counter(m.type for m in group)
    best = min(group, key=lambda m: (-m.probability, -told[m.type], m.report_id, m.evidence.start))
    return best.type


def _bare_id(group: Cluster) -> str:
    """What the event is: type, parties, time, place. Like events of one day share it: evidence tells them apart."""
    when = sharpest([m.when for m in group])
    actors = {side for m in group for side in sides(m.actors)}
    recipients = {side for m in group for side in sides(m.recipients)}
    place = _place(group)
    return content_id(
        "event",
        _type(group),
        "|".join(sorted(actors)),
        "|".join(sorted(recipients)),
        when.start,
        when.end,
        group[0].status in ("negated", "hypothetical", "future"),
        place.country if place else "",
    )


def _first_evidence(group: Cluster) -> str:
    return min(content_id("evidence", m.evidence.text) for m in group)


def sharpest(dates: Sequence[When]) -> When:
    """The narrowest of the dates, the best founded among equals; unknown only if all are."""
    basis = ("stated", "weekday", "anniversary", "relative", "dateline", "metadata", "url", "inferred")
    known = [when for when in dates if when.known]
    if not known:
        return When()

    def rank(when: When) -> tuple[int, int, str]:
        return width(when), basis.index(when.basis), str(when.start)

    best = min(known, key=rank)
    # The span belongs to one report; the event's date is that of all of them, each with its own evidence.
    return When(start=best.start, end=best.end, precision=best.precision, basis=best.basis, value=best.value)


def _place(group: Cluster) -> Place | None:
    places = Counter(m.place.name for m in group if m.place)
    if not places:
        return None
    name = min(places, key=lambda name: (-places[name], name))
    place = next(m.place for m in group if m.place and m.place.name == name)
    return Place(
        name=place.name,
        country=place.country,
        geonameid=place.geonameid,
        lat=place.lat,
        lon=place.lon,
        kind=place.kind,
    )


def _parties(group: Cluster) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Both sides once each; who acts together with others in a mutual event is not its recipient as well."""
    actors = _together([m.actors for m in group])
    acting = {actor.actor_id for actor in actors}
    countries = {actor.country for actor in actors if actor.country} if group[0].type in MUTUAL else set()
    recipients = _together([m.recipients for m in group])
    rest = tuple(r for r in recipients if r.actor_id not in acting and r.country not in countries)
    return actors, rest


def _together(lists: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """All parties once: a person or a ministry instead of its bare state where any mention names one.

    So too a group instead of "gunmen".
    """
    if any(said(actors) == 2 for actors in lists):
        lists = [actors for actors in lists if said(actors) == 2]
    parties = {actor.actor_id: actor for actors in lists for actor in actors}
    named = {actor.country for actor in parties.values() if actor.kind != "state"}
    kept = [actor for actor in parties.values() if actor.kind != "state" or actor.country not in named]
    return tuple(sorted(kept, key=lambda actor: actor.actor_id))


def _most_common(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _why(group: Cluster, members: Members) -> tuple[str, ...]:
    """Why the mentions are one: how many, of whom, and for each reason how many mentions it brought in."""
    if len(group) == 1:
        return ()
    parties = sorted({side for m in group for side in sides(m.actors) | sides(m.recipients)})
    reasons: Counter[str] = Counter()
    ordered = sorted(group, key=lambda m: (width(m.when), str(m.when.start), m.mention_id))
    for number, mention in enumerate(ordered[1:], 1):
        best = max((fit(mention, other, members) for other in ordered[:number][:_COMPARED]), key=lambda one: one.score)
        reasons[best.reason if best.score > 0 else "put together by a person"] += 1
    return (
        f"{len(group)} mentions in {len({m.report_id for m in group})} reports",
        f"parties {' '.join(parties)}",
        *(f"{reason} ({count})" for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    )
