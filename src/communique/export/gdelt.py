"""Events and their mentions in the columns of GDELT 2.0; what has no day leaves the columns of days empty."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

from communique.export.columns import Row, published
from communique.export.dyads import Dyad, cameo, country_name, dyads, sentence_number
from communique.records import Actor, Evidence, Report
from communique.store import Record
from communique.tables import load

__all__ = ["gdelt", "gdelt_mentions"]

_QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


def gdelt(record: Record) -> Iterator[Row]:
    """A row a pair, in the 61 columns of the event table."""
    for dyad in dyads(record):
        event, code = dyad.event, cameo(dyad.event.type, dyad.event.mode)
        first = dyad.first_report
        yield {
            "GlobalEventID": _number(dyad),
            **_day_columns(event.when.start),
            **_party("Actor1", dyad.actor),
            **_party("Actor2", dyad.recipient),
            "IsRootEvent": int(any(_leads(report, event.evidence) for report in dyad.reports)),
            "EventCode": code.code,
            "EventBaseCode": code.code[:3],
            "EventRootCode": code.code[:2],
            "QuadClass": _QUADS.index(event.quad) + 1 if event.quad in _QUADS else "",
            "GoldsteinScale": code.goldstein,
            "NumMentions": len(event.evidence),
            "NumSources": event.origins,
            "NumArticles": len(event.reports),
            **_place(dyad),
            "DATEADDED": published(first).replace("-", "") + "000000" if published(first) else "",
            "SOURCEURL": (first.url or first.source) if first else "",
        }


def gdelt_mentions(record: Record) -> Iterator[Row]:
    """A row a piece of evidence, in the 16 columns of the mentions table."""
    for dyad in dyads(record):
        reports = {report.report_id: report for report in dyad.reports}
        for evidence in dyad.event.evidence:
            report = reports.get(evidence.report_id)
            if report is None:
                continue
            yield {
                "GlobalEventID": _number(dyad),
                "EventTimeDate": str(dyad.event.when.start or "").replace("-", ""),
                "MentionTimeDate": published(report).replace("-", ""),
                "MentionType": 1,
                "MentionSourceName": report.outlet,
                "MentionIdentifier": report.url or report.source,
                "SentenceID": sentence_number(report, evidence.start),
                "ActionCharOffset": evidence.start,
                "InRawText": 1,
                "Confidence": round(100 * dyad.event.confidence),
                "MentionDocLen": len(report.text),
            }


def _party(side: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    named = [sector for sector in actor.sector.split("|") if sector]
    group = actor.actor_id if actor.kind in ("organisation", "armed group") else ""
    types = dict(zip((f"{side}Type1Code", f"{side}Type2Code", f"{side}Type3Code"), named, strict=False))
    return {
        f"{side}Code": (actor.country or "") + "".join(named),
        f"{side}Name": actor.name.upper(),
        f"{side}CountryCode": actor.country or "",
        f"{side}KnownGroupCode": group,
        **types,
    }


def _place(dyad: Dyad) -> Row:
    place = dyad.event.place
    if place is None:
        return {}
    at_home = place.country == "USA"
    kinds = {"country": 1, "region": 2 if at_home else 5}
    return {
        "ActionGeo_Type": kinds.get(place.kind, 3 if at_home else 4),
        "ActionGeo_Fullname": ", ".join(part for part in (place.name, country_name(place.country)) if part),
        "ActionGeo_CountryCode": _fips(place.country),
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": place.geonameid or "",
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


@functools.cache
def _fips(iso3: str | None) -> str:
    return {row["iso3"]: row["fips"] for row in load("fips_codes")}.get(iso3 or "", "")
