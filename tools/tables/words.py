"""Build tables/offices.csv and tables/agent_nouns.csv from the word lists in known/: `python words.py`."""

from __future__ import annotations

from common import cells, lines, several, write

SOURCE = "public record; sectors after the PLOVER manual 2.0"


def offices() -> None:
    """One row a phrase and office; `phrase:SECTOR` overrides the line's sector."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for line in lines("offices"):
        row = cells(line, ("office", "sector", "kind", "country_specific", "phrases"))
        for phrase in several(row["phrases"]).split("|"):
            words, _, sector = phrase.partition(":")
            rows.setdefault(
                (words, row["country_specific"]),
                {
                    "phrase": words,
                    "office": row["office"],
                    "sector": sector or row["sector"],
                    "kind": row["kind"],
                    "country_specific": row["country_specific"],
                    "source": SOURCE,
                },
            )
    write("offices", ("phrase", "office", "sector", "kind", "country_specific", "source"), rows.values())


def plural(noun: str) -> str:
    """The regular plural of a noun's last word."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def agent_nouns() -> None:
    """One row a noun; `noun/plural:SECTOR`."""
    rows: dict[str, dict[str, str]] = {}
    for line in lines("agent_nouns"):
        sector, kind, nouns = line.split(";")
        for entry in several(nouns).split("|"):
            words, _, own = entry.partition(":")
            noun, _, irregular = words.partition("/")
            rows.setdefault(
                noun,
                {
                    "noun": noun,
                    "plural": irregular or plural(noun),
                    "sector": own or sector,
                    "kind": kind,
                    "source": SOURCE,
                },
            )
    write("agent_nouns", ("noun", "plural", "sector", "kind", "source"), rows.values())


if __name__ == "__main__":
    offices()
    agent_nouns()
