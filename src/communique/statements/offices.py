"""Words by which a speaker is known for a state's: offices, ranks, bodies, and where he sat when he spoke."""

from __future__ import annotations

import re

__all__ = [
    "FORMAL",
    "HEARD_IN",
    "IN_CAPITAL",
    "MILITARY",
    "OFFICE",
    "OFFICER",
    "OF_BODY",
    "OF_STATE",
    "OWNED",
    "SAID_IN",
    "UNIFORMED",
]

IN_CAPITAL = re.compile(r"\bin (?P<town>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)$")
MILITARY = re.compile(
    r"\b(?:army|navy|air force|military|general|admiral|command|defen[cs]e|soldiers?|border|fleet)\b", re.I
)
# Titles that only a state gives: with one of these and no country named, a national agency speaks of its own people.
OF_STATE = re.compile(
    r"\b(?:minister|ministry|president|presidential|presidency|government|cabinet|general|admiral|palace|state|"
    r"embassy|parliament|federal)\b",
    re.I,
)
OFFICE = re.compile(
    rf"{OF_STATE.pattern}|\b(?:spokes\w+|advis[eo]r|aide|envoy|ambassador|secretary|commander|governor|colleague|"
    r"counterpart|opposite number)\b",
    re.I,
)
# "an official source", "the committee's spokesman", "a military communique" of a state agency.
FORMAL = re.compile(
    r"\b(?:(?:official|responsible|authori[sz]ed) source|"
    r"(?:committee|service|commission|council|agency|court)(?:['’]s)? spokes\w+|"
    r"(?:military|army|navy|air force|joint|official) (?:communiqu[eé]|statement|announcement|bulletin))\b",
    re.I,
)
OFFICER = re.compile(
    r"\b(?:colonel|brigadier|marshal|commodore|captain|commander|opposition leader|senator|lawmaker|chief of staff|"
    r"king|queen|prince|princess|emir|sultan|premier|chancellor|mayor|governor)\b"
    r"|\b(?:gen|adm|col|maj|lt|brig)\.",
    re.I,
)
UNIFORMED = re.compile(
    r"\b(?:general|admiral|colonel|brigadier|marshal|commodore|captain|commander)\b|\b(?:gen|adm|col|maj|lt|brig)\.",
    re.I,
)
OF_BODY = re.compile(
    r"\b(?:ministry|government|presidential|presidency|palace|cabinet|army|navy|air force|military|embassy)\b", re.I
)
# "Prensa Latina reported from St George's": where the words were heard, which is seldom the medium's own country.
HEARD_IN = re.compile(r"\breported from (?P<town>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
SAID_IN = re.compile(r"\b[Ii]n (?P<town>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b")
OWNED = re.compile(r"[A-Z][\w.-]+(?: [A-Z][\w.-]+)?['’]s? \w")
