"""`communique show ID`: one fact with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import format_option, record_option
from communique.cli.output import emit
from communique.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.records import Evidence, Member, Report, Statement
    from communique.store import Record


@click.command()
@click.argument("fact_id", metavar="ID")
@record_option
@format_option("table", "json")
def show(fact_id: str, record_path: str, format_: str) -> None:
    """Show one fact: a report, story, event, statement, relation or actor.

    ID may be cut short as long as it names one fact only.
    """
    from communique.store import open_record

    with open_record(record_path) as record:
        kind, whole = _one(record, fact_id, record_path)
        fact = record.fact(kind, whole)
        if format_ == "json":
            emit([_row(kind, fact)], "json")
            return
        click.secho(f"{kind} {whole}", bold=True)
        _SHOWN[kind](record, fact)


def _one(record: Record, fact_id: str, record_path: str) -> tuple[str, str]:
    found = record.find(fact_id)
    exact = [entry for entry in found if entry[1] == fact_id]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise UsageError(f"no fact of {record_path} has an ID that begins with {fact_id!r}: take one from a listing")
    options = ", ".join(f"{kind} {key}" for kind, key in found[:6])
    raise UsageError(f"{fact_id!r} may be any of {len(found)} facts: {options}; give more digits")


def _row(kind: str, fact: Any) -> dict[str, Any]:
    from communique.export import rows

    if kind == "actor":
        return rows.actor_brief(fact)
    row: dict[str, Any] = getattr(rows, f"{kind}_row")(fact)
    return row


def _event(record: Record, event: Any) -> None:
    from communique.export.rows import day, who

    _line("what", f"{event.type} {event.mode}".strip() + f" ({event.quad}, {event.score:+g})")
    _line("who", who(event.actors))
    _line("to whom", who(event.recipients) or "–")
    _line("when", f"{day(event.when)} ({event.when.precision}, {event.when.basis})" if event.when.known else "unknown")
    # A shoal or a strait is no one state's.
    _line("where", ", ".join(filter(None, (event.place.name, event.place.country))) if event.place else "unknown")
    _line("status", event.status)
    _line("contexts", ", ".join(event.contexts))
    _known_from(event)
    _confidence(event)
    if event.judged:
        _line("judged", event.judged)
    if event.why:
        _line("why merged", "; ".join(event.why))
    for said in dict.fromkeys(map(_said_by, _statements(record, event.asserted_by))):
        _line("on the word of", said)
    for evidence in event.evidence:
        _evidence(record, evidence)
    for one in event.contradictions:
        other = f" (event {one.other})" if one.other else ""
        click.secho(f"  reports disagree on {one.about}: {one.a_value} or {one.b_value}{other}", fg="yellow")
        _evidence(record, one.a)
        _evidence(record, one.b)
    _denied(record, event)


def _denied(record: Record, event: Any) -> None:
    """The statements that deny the event, equal words once."""
    shown: set[tuple[str, str]] = set()
    for statement in _statements(record, event.denied_by):
        words = _said_by(statement), statement.content.text
        if not statement.repeats and words not in shown:
            click.secho(f"  {'denied by:':<16}{words[0]}", fg="yellow")
            _evidence(record, statement.content)
        shown.add(words)


def _statements(record: Record, keys: Iterable[str]) -> list[Statement]:
    """The statements with these IDs, without those that a person rejected."""
    found = (record.fact("statement", key) for key in keys)
    return [statement for statement in found if statement is not None]


def _known_from(event: Any) -> None:
    flags = [
        *(["a single origin"] if event.single_origin else []),
        *(["state media only"] if event.state_media_only else []),
    ]
    counts = f"{_count(event.origins, 'independent origin')}, {_count(len(event.reports), 'report')}"
    _line("known from", counts + (f": {', '.join(flags)}" if flags else ""))


def _confidence(event: Any) -> None:
    """The confidence with the factors that it is the product of, one a line."""
    _line("confidence", f"{event.confidence:g} = " + " × ".join(f"{f.value:g} {f.name}" for f in event.factors))
    for factor in event.factors:
        click.secho(f"{'':<18}{factor.name} {factor.value:g}: {factor.why}", dim=True)


def _count(number: int, thing: str, several: str = "") -> str:
    return f"{number} " + (thing if number == 1 else several or thing + "s")


def _statement(record: Record, statement: Any) -> None:
    from communique.export.acts import act
    from communique.export.rows import day

    _line("speaker", _said_by(statement))
    _line("cue", f"{statement.cue} ({statement.quote})")
    _line("to", statement.addressee.name if statement.addressee else "–")
    _line("occasion", statement.occasion or "–")
    _line("when", day(statement.when))
    if not statement.about:
        _line("about", "–")
    for key, bearing in zip(statement.about, statement.bearing, strict=True):
        event = record.fact("event", key)
        _line(bearing, f"{key}" + (f"  {day(event.when)}  {act(event)}" if event else ""))
    if statement.repeats:
        _line("repeats", f"{statement.repeats}: a copy's, counted once with it")
    if statement.copies:
        _line("repeated in", f"{_count(len(statement.copies), 'copy', 'copies')}: {', '.join(statement.copies)}")
    _evidence(record, statement.content)


def _relation(record: Record, relation: Any) -> None:
    from communique.export.rows import day, who

    _line("what", f"{relation.kind}: {relation.name}")
    _line("between", who(relation.parties))
    dated = "dates" in relation.from_table
    _line("valid", day(relation.valid) + (" (from the table)" if dated else f" ({relation.valid.basis})"))
    _line("known from", _count(relation.origins, "independent origin"))
    if relation.known:
        only = f"; {' and '.join(relation.from_table)} only there" if relation.from_table else ""
        _line("in the table", f"of dated facts, row {relation.known}{only}: no report's evidence")
    for evidence in relation.evidence:
        _evidence(record, evidence)
    for dispute in relation.disputes:
        click.secho(f"  disputed: {dispute}", fg="yellow")
    for evidence in relation.denials:
        click.secho("  a report says that it does not hold:", fg="yellow")
        _evidence(record, evidence)


def _report(record: Record, report: Any) -> None:
    from communique.export.rows import day

    _line("source", report.source)
    if report.refused:
        _line("refused", report.refused)
        return
    _line("title", report.title)
    _line("outlet", report.outlet or "unknown")
    _line("byline", report.byline or "–")
    _line("published", f"{day(report.published)} ({report.published.basis})")
    _line("story", f"{report.story_id}: {report.copy_kind}" + _derived(report))
    _line("mended", f"{len(report.repairs)} repairs, {len(report.furniture)} stretches of furniture cut")
    click.echo()
    click.echo(report.text)


def _derived(report: Report) -> str:
    return f" of {report.derived_from}" if report.derived_from else ""


def _story(record: Record, story: Any) -> None:
    _line("title", story.title)
    _line("origins", str(story.origins))
    for member in story.members:
        _member(record, member)


def _member(record: Record, member: Member) -> None:
    report = record.report(member.report_id)
    source = report.source if report else ""
    of = f" of {member.derived_from}" if member.derived_from else ""
    click.echo(f"  {member.report_id}  {member.copy_kind}{of}  {source}")
    for reason in member.reasons:
        click.secho(f"      {reason}", dim=True)


def _actor(record: Record, actor: Any) -> None:
    _line("name", actor.name)
    _line("kind", actor.kind)
    _line("country", actor.country or "unknown")
    _line("sector", actor.sector or "–")
    _line("office", actor.office or "–")


def _judgement(record: Record, judgement: Any) -> None:
    _line("kind", judgement.kind)
    _line("action", f"{judgement.action} {judgement.target}")
    _line("by", f"{judgement.by}, {judgement.at}")
    _line("why", judgement.why)


def _said_by(statement: Any) -> str:
    speaker = statement.speaker
    name = (speaker.actor.name if speaker.actor else speaker.text) if speaker else "unknown"
    links = [link.name + (" (state media)" if link.state_media else "") for link in statement.chain]
    return " ← ".join([name, *links])


def _line(label: str, value: str) -> None:
    click.echo(f"  {label + ':':<16}{value}")


def _evidence(record: Record, evidence: Evidence) -> None:
    report = record.report(evidence.report_id)
    source = report.source if report else evidence.report_id
    click.echo(f"  “{evidence.text}”")
    click.secho(f"      {source} [{evidence.start}:{evidence.end}]", dim=True)


_SHOWN = {
    "event": _event,
    "statement": _statement,
    "relation": _relation,
    "report": _report,
    "story": _story,
    "actor": _actor,
    "judgement": _judgement,
}
