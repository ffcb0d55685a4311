"""Options that several commands share, and how their values become filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.store import Filter

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "jsonl", "csv")


class RecordName(str):
    """A record's path or address, which shows no password where it is put into a message."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        from communique.store import shown

        return format(shown(self), spec)


record_option = click.option(
    "--record",
    "record_path",
    default="record.communique",
    show_default=True,
    envvar="COMMUNIQUE_RECORD",
    callback=lambda ctx, parameter, value: RecordName(value),
    help="The record: a file, or postgresql://USER@HOST/DATABASE.",
)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format` with the formats that a command can write."""
    choices = formats or FORMATS
    return click.option(
        "--format",
        "format_",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to write the rows to stdout.",
    )


def since_until(command: F) -> F:
    """`--from` and `--to`, both inclusive."""
    command = click.option("--to", "until", help="Last day: 2023-07-27, 2023-07 or 2023.")(command)
    return click.option("--from", "since", help="First day: 2023-07-27, 2023-07 or 2023.")(command)


def filters(**values: Any) -> Filter:
    """A `Filter` of what is set."""
    from communique.store import Filter

    return Filter(**{key: value for key, value in values.items() if value not in (None, ())})


def known_types(types: tuple[str, ...]) -> tuple[str, ...]:
    """Event types as the codebook writes them; a name that it lacks is refused."""
    if not types:
        return ()
    from communique import codebook

    known = codebook.load().types
    wanted = tuple(name.upper() for name in types)
    for name in wanted:
        if name not in known:
            raise UsageError(f"{name!r} is no event type: the codebook has {' '.join(sorted(known))}")
    return wanted
