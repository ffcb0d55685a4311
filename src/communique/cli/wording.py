"""`communique wording SPEAKER`: how a speaker's formulas change over time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from communique.asked import first_day, last_day, party
from communique.cli.options import format_option, record_option, since_until
from communique.cli.output import note
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.records import Evidence
    from communique.statements.wording import Step, Wording
    from communique.store import Record
    from communique.voices import Voice

_MARKS = {"kept": "=", "new": "+", "dropped": "-", "strengthened": "^", "weakened": "v"}
_COLOURS = {"new": "green", "dropped": "red", "strengthened": "yellow", "weakened": "yellow"}


@click.command()
@click.argument("speaker")
@record_option
@click.option("--about", help="Only words on this party: a code, a country or a person.")
@click.option(
    "--told-by",
    "media",
    multiple=True,
    help="Two media, the option given twice: how the second worded what the first told. Without regard to dates.",
)
@since_until
@format_option("table", "json", "html")
def wording(
    speaker: str,
    record_path: str,
    about: str | None,
    media: tuple[str, ...],
    since: str | None,
    until: str | None,
    format_: str,
) -> None:
    """Show how a speaker worded a subject, occasion by occasion: what was kept, new, dropped, stronger or weaker.

    SPEAKER is a person, a country, a medium ("KCNA": its own words and those it passes on) or a body of a government
    ("Chinese foreign ministry", "Pentagon": the ministry, its minister and its spokesmen). Statements in copies count
    once.
    """
    from communique.records import UNKNOWN_DATE
    from communique.statements.wording import Turn, Wording
    from communique.store import open_record
    from communique.voices import voice
    from communique.wordings import tellings, wording_of

    if len(media) not in {0, 2}:
        raise UsageError("--told-by needs two media to compare: give it twice, as in --told-by KCNA --told-by Xinhua")
    who, on = voice(speaker), party(about)
    with open_record(record_path) as record:
        found, all_told, _ = wording_of(record, who, on, since=first_day(since), until=last_day(until))
        if media:
            steps, told = tellings(record, who, on, (media[0], media[1]), since=first_day(since), until=last_day(until))
            turn = Turn(when=UNKNOWN_DATE, occasions=(f"{media[1]} against {media[0]}",), statements=(), steps=steps)
            found = Wording(turns=(turn,) if steps else ())
        if format_ == "html":
            from communique.export.formulas import page

            click.echo(page(found, speaker, about), nl=False)
        elif format_ == "json":
            click.echo(json.dumps(_rows(found), ensure_ascii=False, indent=2))
        else:
            _print(found)
        if not found.turns:
            subject = f" about {about}" if about else ""
            if media and all_told:
                counts = " and ".join(f"{medium} in {number}" for medium, number in zip(media, told, strict=True))
                note(f"{speaker}{subject}: told by {counts} statements of {record_path}; both must tell something")
            else:
                note(_nothing(record, who, subject, all_told, record_path))


def _nothing(record: Record, who: Voice, subject: str, all_told: int, path: str) -> str:
    """What is known where nothing was found: how much else the speaker says, or who else speaks."""
    if all_told:
        return f"{who.name} says nothing{subject} in {path} ({all_told} statements in all)"
    from communique.wordings import speakers_of

    others = ", ".join(f"{name} ({number})" for name, number in speakers_of(record, who.parties))
    return f"no statement by {who.name} in {path}; " + (
        f"the record has statements of: {others}" if others else "the record has no statements"
    )


def _print(found: Wording) -> None:
    from communique.export.rows import day

    for turn in found.turns:
        heading = [day(turn.when), ", ".join(one for one in turn.occasions if one)]
        # Of a country, a ministry or an agency, who it was.
        heading += [f"({', '.join(turn.speakers)})"] if turn.speakers else []
        click.secho("  ".join(filter(None, heading)), bold=True)
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
                "speakers": list(turn.speakers),
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
