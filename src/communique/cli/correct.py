"""`communique correct …`: record a person's judgement of a fact, take one back, pass them on, compare two readers."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import format_option, record_option
from communique.cli.output import emit, note
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.records import Action, Judgement
    from communique.store import Record

_ACTIONS = ("accept", "reject", "edit", "merge", "split")


@click.command()
@click.argument("action", required=False, type=click.Choice(_ACTIONS))
@click.argument("facts", nargs=-1, metavar="[ID]...")
@record_option
@click.option("--by", default=None, help="Who judges; the user of this machine if left out.")
@click.option("--why", default="", help="The reason, for the next reader.")
@click.option(
    "--set", "edits", multiple=True, metavar="FIELD=VALUE", help="For edit: type, mode, status, when, actors."
)
@click.option("--undo", "undo_id", metavar="ID", help="Take a judgement back.")
@click.option("--list", "list_", is_flag=True, help="List the judgements in force.")
@click.option(
    "--import", "import_", type=click.Path(dir_okay=False, exists=True), help="Add judgements of a JSONL file."
)
@click.option("--agreement", is_flag=True, help="Compare readers who judged the same facts (Cohen's kappa).")
@format_option()
def correct(
    action: Action | None,
    facts: tuple[str, ...],
    record_path: str,
    by: str | None,
    why: str,
    edits: tuple[str, ...],
    undo_id: str | None,
    list_: bool,
    import_: str | None,
    agreement: bool,
    format_: str,
) -> None:
    """Record a judgement: accept, reject, edit, merge or split a fact.

    Judgements are kept by the evidence of the fact, so they survive a new reading. `merge` takes two events, `split`
    one (into one event a report), `edit` one with --set. `communique export jsonl` writes the judgements, and --import
    takes them.
    """
    from communique.export.rows import judgement_row
    from communique.store import open_record

    with open_record(record_path) as record:
        if list_:
            rows = map(judgement_row, record.judgements())
            emit(rows, format_, columns=("judgement_id", "at", "by", "action", "kind", "target", "edits", "why"))
            return
        if agreement:
            from communique.merge.agreement import agreement_between

            emit(agreement_between(list(record.judgements())), format_)
            return
        if undo_id is not None:
            _undo(record, undo_id)
        elif import_ is not None:
            _import(record, Path(import_))
        elif action is not None:
            _judge(record, action, facts, by or getpass.getuser(), why, edits)
        else:
            raise UsageError("say what to do: accept, reject, edit, merge or split with an ID, or --undo, --list")
        from communique.pipeline import conclude

        conclude(record)


def _judge(record: Record, action: Action, facts: Sequence[str], by: str, why: str, edits: tuple[str, ...]) -> None:
    from communique.correcting import judge

    made = judge(record, action, facts, by=by, why=why, edits=dict(_pair(text) for text in edits))
    key = made.judgement_id
    note(f"recorded {key}: {action} {made.kind} {made.target}; take it back with --undo {key}")


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set {text!r} is not FIELD=VALUE: write for example --set status=historical")
    return field.strip(), value.strip()


def _undo(record: Record, judgement_id: str) -> None:
    from communique.correcting import take_back

    note(f"took back {take_back(record, judgement_id)}")


def _import(record: Record, path: Path) -> None:
    import msgspec

    from communique.records import Judgement

    found: list[Judgement] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=Judgement))
        except msgspec.MsgspecError as error:
            raise UsageError(f"{path}, line {number} is no judgement: {error}; nothing was added") from error
    note(f"{record.add_judgements(found)} of {len(found)} judgements are new")
