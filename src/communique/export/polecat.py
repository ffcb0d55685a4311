"""Events in the columns of POLECAT's weekly files: a row a pair of actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator

from communique.export.columns import Row, joined, place_columns, published, sectors
from communique.export.dyads import country_name, dyads
from communique.records import Actor, Reading
from communique.store import Record
from communique.version import __version__

__all__ = ["polecat"]

_ORGANISATIONS = ("organisation", "agency", "party", "armed group")


def polecat(record: Record) -> Iterator[Row]:
    """A row a pair, in the columns of POLECAT's weekly files."""
    named = _Named(record)
    for dyad in dyads(record):
        event, place = dyad.event, dyad.event.place
        people, organisations, locations = named.by(event.reports)
        yield {
            "Event ID": dyad.dyad_id,
            "Event Date": event.when.start,
            "Event Type": event.type,
            "Event Mode": event.mode,
            "Intensity": event.score,
            "Quad Code": event.quad,
            "Contexts": ";".join(event.contexts),
            **_party("Actor", dyad.actor),
            **_party("Recipient", dyad.recipient),
            **place_columns(dyad),
            "Placename": place.name if place else "",
            "GeoNames ID": place.geonameid if place else "",
            "Raw Placename": place.name if place else "",
            "Feature Type": place.kind if place else "",
            "Source": joined(report.outlet for report in dyad.reports),
            "Publication Date": published(dyad.first_report),
            "Story People": joined(people),
            "Story Organizations": joined(organisations),
            "Story Locations": joined(locations),
            "Language": joined(report.language for report in dyad.reports),
            "Version": __version__,
            "Event Text": event.evidence[0].text,
        }


class _Named:
    """Persons, organisations and places that reports name, each report looked up once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, tuple[set[str], set[str], set[str]]] = {}

    def by(self, reports: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
        """The names in all of these reports, sorted."""
        found = [self._of(report) for report in reports]
        people, organisations, locations = (sorted(set().union(*names)) for names in zip(*found, strict=True))
        return people, organisations, locations

    def _of(self, report_id: str) -> tuple[set[str], set[str], set[str]]:
        if report_id not in self._known:
            self._known[report_id] = _names(self._record.reading(report_id) or Reading(report_id=report_id))
        return self._known[report_id]


def _names(reading: Reading) -> tuple[set[str], set[str], set[str]]:
    actors = [actor for mention in reading.mentions for actor in mention.actors]
    return (
        {actor.name for actor in actors if actor.kind == "person"},
        {actor.name for actor in actors if actor.kind in _ORGANISATIONS},
        {place.name for place in reading.places},
    )


def _party(side: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    return {
        f"{side} Name": actor.name,
        f"{side} Country": country_name(actor.country),
        f"{side} COW": actor.cow if actor.cow is not None else "",
        f"Primary {side} Sector": actor.sector.split("|")[0],
        f"{side} Sectors": sectors(actor),
        f"{side} Title": actor.office,
    }
