"""Whose words are meant: a party or person, a medium, or a body of a government ("Chinese foreign ministry").

A ministry's words are kept as its government's, its minister's or its spokesman's; it is found again by the words that
name the speaker, by the office held, and by the links of the chain.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from communique.asked import party
from communique.errors import UsageError
from communique.records import Frozen, Statement

__all__ = ["Voice", "speaks", "told_by", "voice"]

# What stands in a name beside the body and its country.
_BESIDE = re.compile(
    r"\b(?:a|an|the|of|for|in|at|its|officials?|spokes(?:man|woman|person|people)|statements?)\b|[’']s?\b|[,.]", re.I
)
# "former foreign minister": the ministry's no longer.
_FORMER = r"(?<!former )(?<!ex-)(?<!late )"
_CALLED = re.compile(
    r"\b(?:(?P<before>[a-z]+) (?:ministry|minister|department)|"
    r"(?:ministry|minister|department) of (?:the |national )?(?P<after>[a-z]+))\b"
)
_NO_FIELD = frozenset("the a an prime first deputy vice former new this that each every his her its their".split())


class Voice(Frozen, frozen=True, kw_only=True):
    """Who is meant: `name` as it was asked for, and what it is found by.

    `parties` are codes or actor IDs, any of which may have spoken; `body` is the part of their governments that is
    meant; `medium` the name of an outlet, whose words are those that it says itself and those that it passes on.
    """

    name: str
    parties: tuple[str, ...] = ()
    body: str = ""
    medium: str = ""


def voice(text: str) -> Voice:
    """The voice that a user names; a body of a government must say whose it is."""
    body, countries = _body(text)
    if body and not countries:
        raise UsageError(f"{text!r} names no country: say whose it is, as in 'Chinese foreign ministry'")
    if body:
        return Voice(name=text, parties=countries, body=body)
    from communique.actors import country_code, outlet

    medium = outlet(text) if country_code(text) is None else None
    if medium is not None:
        return Voice(name=text, medium=medium.name)
    return Voice(name=text, parties=tuple(filter(None, (party(text),))))


def speaks(who: Voice, statement: Statement) -> bool:
    """Whether a statement of the voice's parties is its own: that of a body, by the words that name who spoke."""
    if not who.body:
        return True
    speaker = statement.speaker
    named = [link.name for link in statement.chain if link.role == "spokesperson"]
    if speaker is not None:
        named.append(speaker.text)
        named += [speaker.actor.name, speaker.actor.office] if speaker.actor is not None else []
    wanted = _pattern(who.body, who.parties)
    return any(wanted.search(_plain(words)) for words in named)


def told_by(statements: Iterable[Statement], medium: str, published_by: Iterable[str] = ()) -> list[Statement]:
    """The statements that came through a medium, or that it made itself; by any of its names.

    `published_by` are the IDs of the medium's own reports: what they tell without another medium is told by it.
    """
    from communique.actors import outlet

    known = outlet(medium)
    name = known.name if known is not None else medium
    own = frozenset(published_by)
    return [one for one in statements if _passed_on(one, name) or (one.report_id in own and not _carried(one))]


def _passed_on(statement: Statement, name: str) -> bool:
    speaker = statement.speaker.actor if statement.speaker else None
    return any(link.name == name for link in statement.chain) or (speaker is not None and speaker.name == name)


def _carried(statement: Statement) -> bool:
    return any(link.role in ("agency", "outlet") for link in statement.chain)


def _body(text: str) -> tuple[str, tuple[str, ...]]:
    """The part of a government that a name means, and the countries whose it is; empty where it means none."""
    from communique.actors import country_code

    plain = _plain(text)
    found: list[tuple[int, int, str, tuple[str, ...]]] = [
        (match.start(), match.end(), body, countries)
        for body, words, countries in _rows()
        if (match := re.search(rf"\b{re.escape(words)}\b", plain))
    ]
    if not found:
        found = [(match.start(), match.end(), field, ()) for match, field in _called(plain)]
    if not found:
        return "", ()
    start, end, body, countries = max(found, key=lambda one: (one[1] - one[0], len(one[3])))
    rest = " ".join(_BESIDE.sub(" ", f"{plain[:start]} {plain[end:]}").split())
    if not rest:
        return body, countries
    code = country_code(rest) or country_code(rest.title())
    if code is None or (countries and code not in countries):
        # "Foreign Minister Wang Yi" is a person.
        return "", ()
    return body, countries or (code,)


def _called(plain: str) -> Iterator[tuple[re.Match[str], str]]:
    """ "Health ministry", "ministry of health": a body that no table knows is called by its field."""
    for match in _CALLED.finditer(plain):
        field = match["before"] or match["after"]
        if field not in _NO_FIELD:
            yield match, field


@functools.cache
def _pattern(body: str, countries: tuple[str, ...]) -> re.Pattern[str]:
    """What names the body of one of these countries."""
    words = [said for name, said, of in _rows() if name == body and (not of or set(of) & set(countries))]
    if not words:
        words = [f"{body} {kind}" for kind in ("ministry", "minister", "department", "secretary")]
        words += [f"{kind} of {of}{body}" for kind in ("ministry", "minister", "department") for of in ("", "the ")]
    return re.compile("|".join(rf"{_FORMER}\b{re.escape(said)}\b" for said in sorted(words, key=len, reverse=True)))


@functools.cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    from communique.tables import load

    return tuple(
        (row["body"], words, tuple(code for code in row["country"].split("|") if code))
        for row in load("government_bodies")
        for words in row["words"].split("|")
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
