"""Events in the columns of the ICEWS coded event data: a row a pair of actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator

from communique.export.columns import Row, place_columns, sectors
from communique.export.dyads import cameo, country_name, dyads, sentence_number
from communique.store import Record

__all__ = ["icews"]


def icews(record: Record) -> Iterator[Row]:
    """A row a pair, in the columns of the ICEWS coded event data."""
    for dyad in dyads(record):
        event, code, first = dyad.event, cameo(dyad.event.type, dyad.event.mode), dyad.first_report
        spans = [e for e in event.evidence if first and e.report_id == first.report_id]
        yield {
            "Event ID": dyad.dyad_id,
            "Event Date": event.when.start,
            "Source Name": dyad.actor.name if dyad.actor else "",
            "Source Sectors": sectors(dyad.actor),
            "Source Country": country_name(dyad.actor.country) if dyad.actor else "",
            "Event Text": code.name,
            "CAMEO Code": code.code,
            "Intensity": code.goldstein,
            "Target Name": dyad.recipient.name if dyad.recipient else "",
            "Target Sectors": sectors(dyad.recipient),
            "Target Country": country_name(dyad.recipient.country) if dyad.recipient else "",
            "Story ID": event.stories[0] if event.stories else "",
            "Sentence Number": sentence_number(first, spans[0].start) if first and spans else "",
            "Publisher": first.outlet if first else "",
            **place_columns(dyad),
        }
