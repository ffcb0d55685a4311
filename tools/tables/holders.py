"""Read lists of office-holders: `@iso3|office|titles…|order`, then `start[..end] Name [=short form] [~ alias]…`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from common import several

Row = dict[str, str]
COLUMNS = "iso3 office title name aliases surname name_order start end source".split()
ORDERS = {"w": "western", "a": "asian", "r": "arabic", "s": "single"}
LINE = re.compile(r"(?P<start>\d{4}(?:-\d\d){0,2}|\?)(?:\.\.(?P<end>\d{4}(?:-\d\d){0,2}|\?))? (?P<rest>.+)")


def plain(text: str) -> str:
    """Lower case, no accents."""
    decomposed = unicodedata.normalize("NFD", text.replace("ı", "i").replace("ł", "l").replace("ø", "o").lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def unmarked(name: str) -> str:
    """The name as papers without accents print it."""
    table = str.maketrans(
        {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    )
    decomposed = unicodedata.normalize("NFD", name.translate(table))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def spellings(name: str, order: str) -> str:
    """Other spellings that follow by rule: without accents; Korean given names with a hyphen."""
    found = [unmarked(name)] if unmarked(name) != name else []
    parts = name.split()
    if order == "asian" and len(parts) == 3 and "-" not in name:
        found += [f"{parts[0]} {parts[1]}-{parts[2].lower()}", f"{parts[0]} {parts[1]}-{parts[2]}"]
    return "|".join(found)


def short_form(name: str, order: str) -> str:
    """What the press calls the person after the first mention."""
    return name.split()[0] if order == "asian" else name if order == "single" else name.split()[-1]


def holders(lines: Iterable[str], source: str) -> list[Row]:
    """One row a term; a term with no end ends where the next of the same office begins (then `implied` says "yes")."""
    rows: list[Row] = []
    head: tuple[str, str, str, str] = ("", "", "", "")
    pending: Row | None = None
    for line in lines:
        if line.startswith("@"):
            iso3, office, *titles = line[1:].split("|")
            order = ORDERS[titles.pop()] if titles and titles[-1] in ORDERS else "western"
            head, pending = (iso3, office, "|".join(titles), order), None
            continue
        match = LINE.fullmatch(line)
        if not match:
            raise SystemExit(f"Not a term of office: {line!r}. Write: start[..end] Name [=short form] [~ alias]…")
        names, *aliases = (part.strip() for part in match["rest"].split("~"))
        name, _, short = (part.strip() for part in names.partition("="))
        iso3, office, title, order = head
        start, end = (match["start"] or "").replace("?", ""), (match["end"] or "").replace("?", "")
        if pending is not None:
            pending["end"], pending["implied"] = start, "yes"
        if short and not any(short.lower() in each.lower() for each in [name, *aliases]):
            aliases.append(short)
        also = several("|".join(aliases), *(spellings(each, order) for each in [name, *aliases]))
        row = {
            "iso3": iso3,
            "office": office,
            "title": title,
            "name": name,
            "aliases": several(*(alias for alias in also.split("|") if alias != name)),
            "surname": short or short_form(name, order),
            "name_order": order,
            "start": start,
            "end": end,
            "source": source,
            "implied": "",
        }
        rows.append(row)
        pending = None if match["end"] or office.endswith("+") else row
    return rows
