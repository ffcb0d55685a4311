"""`communique reports|stories|events|statements|relations|actors`: list one kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from communique.asked import first_day, last_day, party
from communique.cli.options import filters, format_option, known_types, record_option, since_until
from communique.cli.output import Row, counted, emit, note

if TYPE_CHECKING:
    from communique.store import Record

_STATUSES = ("reported", "ongoing", "future", "hypothetical", "negated", "historical")


@click.command()
@record_option
@click.option("--outlet", help="Only this outlet's.")
@click.option("--story", help="Only this story's (an ID).")
@click.option("--refused/--readable", default=None, help="Only refused reports, or only readable ones.")
@since_until
@format_option()
def reports(
    record_path: str,
    outlet: str | None,
    story: str | None,
    refused: bool | None,
    since: str | None,
    until: str | None,
    format_: str,
) -> None:
    """List reports: date, outlet, story, what each is a copy of, and why some were refused."""
    from communique.export.rows import day, report_row

    where = filters(outlet=outlet, story=story, refused=refused, since=first_day(since), until=last_day(until))

    def rows(record: Record) -> Iterator[Row]:
        for report in record.reports(where):
            row = report_row(report)
            if format_ == "table":
                row |= {"date": day(report.published), "repairs": len(report.repairs), "cut": len(report.furniture)}
                row["report"] = (row["refused"] and f"refused: {row['refused']}") or report.title or report.text[:80]
                row["story"] = report.story_id[:8]
            yield row

    columns = ("date", "report_id", "story", "copy_kind", "outlet", "report", "source", "repairs", "cut")
    _list(record_path, rows, format_, columns)


@click.command()
@record_option
@format_option()
def stories(record_path: str, format_: str) -> None:
    """List stories: how many reports tell each, and from how many independent origins."""
    from communique.export.rows import story_row

    def rows(record: Record) -> Iterator[Row]:
        for story in record.stories():
            row = story_row(story)
            if format_ == "table":
                row["copies"] = ", ".join(f"{m.copy_kind} {m.report_id[:8]}" for m in story.members)
                row["reports"] = len(story.members)
            yield row

    _list(record_path, rows, format_, ("story_id", "title", "reports", "origins", "copies"))


@click.command()
@record_option
@click.option("--actor", help="Who acts: a code, a country or a person.")
@click.option("--recipient", help="To whom.")
@click.option("--party", "either", help="In either role.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="PLOVER type; may be repeated.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(_STATUSES), help="May be repeated.")
@click.option("--quad", "quads", multiple=True, help="Quad category; may be repeated.")
@click.option("--place", help="Where it happened.")
@click.option("--report", help="Only events that this report (an ID) tells of.")
@click.option("--story", help="Only events of this story (an ID).")
@click.option("--origins", type=click.IntRange(0), default=0, help="At least so many independent origins.")
@since_until
@format_option()
def events(
    record_path: str,
    actor: str | None,
    recipient: str | None,
    either: str | None,
    types: tuple[str, ...],
    statuses: tuple[str, ...],
    quads: tuple[str, ...],
    place: str | None,
    report: str | None,
    story: str | None,
    origins: int,
    since: str | None,
    until: str | None,
    format_: str,
) -> None:
    """List events: who did what to whom, when, where, on whose word."""
    from communique.export.rows import event_row

    where = filters(
        actor=party(actor),
        recipient=party(recipient),
        party=party(either),
        types=known_types(types),
        statuses=statuses,
        quads=quads,
        place=place,
        report=report,
        story=story,
        origins=origins,
        since=first_day(since),
        until=last_day(until),
    )

    def rows(record: Record) -> Iterator[Row]:
        for event in record.events(where):
            yield event_row(event) | (event_cells(event) if format_ == "table" else {})

    _list(record_path, rows, format_, ("when", "status", "event", "from", "to", "evidence", "origins", "event_id"))


@click.command()
@record_option
@click.option("--speaker", help="Who spoke: a code, a country or a person.")
@click.option("--report", help="Only this report's (an ID).")
@click.option("--copies", is_flag=True, help="Also what copies only repeat; a report's own (--report) is all listed.")
@since_until
@format_option()
def statements(
    record_path: str,
    speaker: str | None,
    report: str | None,
    copies: bool,
    since: str | None,
    until: str | None,
    format_: str,
) -> None:
    """List statements: who said what, through whom.

    What a copy only repeats is listed once, with the copies named.
    """
    from communique.export.rows import day, statement_row

    where = filters(
        actor=party(speaker),
        report=report,
        since=first_day(since),
        until=last_day(until),
        folded=report is None and not copies,
    )

    def rows(record: Record) -> Iterator[Row]:
        for statement in record.statements(where):
            row = statement_row(statement)
            if format_ == "table":
                row["copies"] = ", ".join(key[:8] for key in statement.copies)
                spoken = statement.speaker
                row["when"] = day(statement.when)
                row["speaker"] = (spoken.actor.name if spoken.actor else spoken.text) if spoken else ""
                row["said"] = statement.content.text
                row["through"] = " ← ".join(
                    link.name + (" (state)" if link.state_media else "") for link in statement.chain
                )
            yield row

    _list(record_path, rows, format_, ("when", "speaker", "cue", "said", "through", "quote", "copies", "statement_id"))


@click.command()
@record_option
@click.option("--party", "either", help="One of the parties.")
@click.option("--kind", "kinds", multiple=True, help="treaty, alliance, war, …; may be repeated.")
@since_until
@format_option()
def relations(
    record_path: str,
    either: str | None,
    kinds: tuple[str, ...],
    since: str | None,
    until: str | None,
    format_: str,
) -> None:
    """List standing facts: treaties, wars, deployments, sanctions in force."""
    from communique.export.rows import relation_row

    where = filters(party=party(either), kinds=kinds, since=first_day(since), until=last_day(until))

    def rows(record: Record) -> Iterator[Row]:
        for relation in record.relations(where):
            yield relation_row(relation) | (relation_cells(relation) if format_ == "table" else {})

    _list(record_path, rows, format_, ("valid", "kind", "name", "between", "evidence", "origins", "relation_id"))


@click.command()
@record_option
@click.option("--country", help="Only this country's.")
@format_option()
def actors(record_path: str, country: str | None, format_: str) -> None:
    """List actors: names, codes, and how often each was named."""
    from communique.export.rows import actor_row

    code = party(country)

    def rows(record: Record) -> Iterator[Row]:
        for actor, mentions, reports_ in record.actors(code):
            yield actor_row(actor, mentions, reports_)

    columns = ("actor_id", "name", "kind", "country", "sector", "office", "mentions", "reports")
    _list(record_path, rows, format_, columns)


def event_cells(event: Any) -> dict[str, Any]:
    """The cells of an event in a table for a person."""
    from communique.export.rows import day, who

    return {
        "when": day(event.when),
        "event": f"{event.type} {event.mode}".strip(),
        "from": who(event.actors),
        "to": who(event.recipients),
        "evidence": event.evidence[0].text,
        "origins": f"{event.origins} of {len(event.reports)}" if len(event.reports) > 1 else str(event.origins),
        "event_id": event.event_id,
    }


def relation_cells(relation: Any) -> dict[str, Any]:
    """The cells of a standing fact in a table for a person."""
    from communique.export.rows import day, who

    return {
        "valid": day(relation.valid),
        "between": who(relation.parties),
        "evidence": relation.evidence[0].text,
        "origins": str(relation.origins),
    }


def _list(record_path: str, rows: Callable[[Record], Iterable[Row]], format_: str, columns: tuple[str, ...]) -> None:
    from communique.store import open_record

    with open_record(record_path) as record:
        count = emit(rows(record), format_, columns=columns)
        if not count:
            held = counted(record.counts()["report"], "report")
            note(f"nothing found; {record_path} holds {held} in all: loosen the filters to see more")


__all__ = ["actors", "event_cells", "events", "relation_cells", "relations", "reports", "statements", "stories"]
