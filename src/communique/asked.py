"""What a user typed, on the command line or in a URL: days, and parties by code, name or demonym."""

from __future__ import annotations

import datetime as dt

from communique.errors import UsageError


def first_day(text: str | None) -> dt.date | None:
    """The first day of a day, month or year."""
    return _day(text, last=False)


def last_day(text: str | None) -> dt.date | None:
    """The last day of a day, month or year."""
    return _day(text, last=True)


def _day(text: str | None, *, last: bool) -> dt.date | None:
    if text is None:
        return None
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return dt.date(*numbers)
        if len(numbers) > 3:
            raise ValueError
        month = numbers[1] if len(numbers) == 2 else (12 if last else 1)
        if not last:
            return dt.date(numbers[0], month, 1)
        following = dt.date(numbers[0] + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    except (ValueError, IndexError) as error:
        raise UsageError(f"{text!r} is no date: write 2023-07-27, 2023-07 or 2023") from error


def party(text: str | None) -> str | None:
    """A country code or an actor's ID for what a user typed: ISO3, a name, a demonym, a person."""
    if text is None:
        return None
    from communique import actors

    code = actors.country_code(text)
    if code is not None:
        return code
    actor = actors.resolve_name(text, None)
    if actor is not None:
        return actor.actor_id
    raise UsageError(f"{text!r} names no country and no actor: give an ISO code (CHN), a name (China) or a person")


def pair(a: str, b: str) -> tuple[str, str]:
    """Two parties."""
    first, second = party(a), party(b)
    if first is None or second is None or first == second:
        raise UsageError(f"{a!r} and {b!r} are one party: name two different ones")
    return first, second
