"""`communique wording SPEAKER`: how a speaker's formulas change over time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from communique.asked import first_day, last_day, party
from communique.cli.options import filters, format_option, record_option, since_until
from communique.cli.output import note

if TYPE_CHECKING:
    from communique.records import Evidence
    from communique.statements.wording import Step, Wording
    from communique.store import Record

_MARKS = {"kept": "=", "new": "+", "dropped": "-", "strengthened": "^", "weakened": "v"}
_COLOURS = {"new": "green", "dropped": "red", "strengthened": "yellow", "weakened": "yellow"}


@click.command()
@click.argument("speaker")
@record_option
@click.option("--about", help="Only words on this party: a code, a country or a person.")
@since_until
@format_option("table", "json")
def wording(
    speaker: str, record_path: str, about: str | None, since: str | None, until: str | None, format_: str
) -> None:
    """Show how a speaker worded a subject, occasion by occasion: what was kept, new, dropped, stronger or weaker.

    SPEAKER is a person, a country or an agency. Statements in copies count once.
    """
    from communique.statements import wording as words
    from communique.store import open_record

    who, on = party(speaker), party(about)
    with open_record(record_path) as record:
        where = filters(actor=who, since=first_day(since), until=last_day(until))
        said = list(record.statements(where))
        reports = {report.report_id: report for report in record.reports() if report.refused is None}
        own = [one for one in said if reports[one.report_id].derived_from is None] or said
        chosen = words.select(
            own,
            {who or ""},
            _names(on),
            {key: report.text for key, report in reports.items()},
            {code for code in (on, _country(who)) if code},
        )
        found = words.align(chosen, {key: report.published for key, report in reports.items()})
        if format_ == "json":
            click.echo(json.dumps(_rows(found), ensure_ascii=False, indent=2))
            return
        _print(found, record)
    if not found.turns:
        subject = f" about {about}" if about else ""
        note(f"{speaker} says nothing{subject} in {record_path} ({len(said)} statements in all)")


def _names(code: str | None) -> set[str]:
    """The names by which a text may call a party."""
    if code is None:
        return set()
    from communique.tables import load

    row = next((row for row in load("countries") if row["iso3"] == code), None)
    if row is None:
        return {code.removeprefix("person:").replace("-", " ")}
    cells = (row["name"], row["names"], row["demonyms"], row["adjectives"], row["capital"])
    return {name for cell in cells for name in cell.split("|") if name}


def _country(who: str | None) -> str | None:
    from communique.actors import resolve_name

    if who is None or len(who) == 3:
        return who
    actor = resolve_name(who.removeprefix("person:").replace("-", " "), None)
    return actor.country if actor else None


def _print(found: Wording, record: Record) -> None:
    from communique.export.rows import day

    for turn in found.turns:
        click.secho(f"{day(turn.when)}  {', '.join(o for o in turn.occasions if o)}".rstrip(), bold=True)
        for step in turn.steps:
            _print_step(step)
    if found.undated:
        click.echo(f"{len(found.undated)} statements have no date")


def _print_step(step: Step) -> None:
    words = step.after or step.before
    text = words.text if words else ""
    click.secho(f"  {_MARKS[step.kind]} {step.kind:<12} ", fg=_COLOURS.get(step.kind), nl=False)
    click.echo(f"[{step.thread}] “{text}”")
    if step.kind in ("strengthened", "weakened") and step.before is not None:
        click.echo(f"                 before: “{step.before.text}”")
    changed = [f"lost {', '.join(step.lost)}"] * bool(step.lost) + [f"gained {', '.join(step.gained)}"] * bool(
        step.gained
    )
    if changed and step.kind != "new":
        click.secho(f"                 {'; '.join(changed)}", dim=True)
    if words is not None:
        click.secho(f"                 report {words.report_id} [{words.start}:{words.end}]", dim=True)


def _rows(found: Wording) -> dict[str, Any]:
    from communique.export.rows import when_row

    return {
        "turns": [
            {
                "when": when_row(turn.when),
                "occasions": list(turn.occasions),
                "statements": list(turn.statements),
                "steps": [_step_row(step) for step in turn.steps],
            }
            for turn in found.turns
        ],
        "undated": list(found.undated),
    }


def _step_row(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "thread": step.thread,
        "before": _evidence(step.before),
        "after": _evidence(step.after),
        "lost": list(step.lost),
        "gained": list(step.gained),
        "likeness": round(step.likeness, 3),
    }


def _evidence(words: Evidence | None) -> dict[str, Any] | None:
    from communique.export.rows import evidence_row

    return evidence_row(words) if words is not None else None
