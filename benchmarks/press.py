"""Generated press for benchmarks: reports about pairs of states out of templates, two in five of them copies.

    python benchmarks/press.py COUNT FOLDER     write COUNT pages of HTML

The names come from the project's own tables, every sentence from a template with slots, so hardly two sentences of
reports that are no copies are alike. Report number n is the same in every run and in every process.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from communique.tables import load

COPIES = 0.4
# A copy is of one of so many reports before it: the press repeats what is new.
_WINDOW = 200
_ACTS = (
    "{a} recalled its ambassador from {b} over {issue}",
    "{a} and {b} signed an agreement on {issue} in {city}",
    "{a} accused {b} of breaking the accord on {issue}",
    "{a} imposed sanctions on {number} companies of {b}, citing {issue}",
    "{a} offered {b} {number} million dollars in aid for {issue}",
    "{a} sent {number} soldiers to the border with {b} after a dispute over {issue}",
    "{a} rejected a proposal by {b} to settle {issue}",
    "{a} called on {b} to return to talks about {issue}",
    "{a} threatened to expel diplomats of {b} unless {issue} is settled",
    "Protesters in {city} burned flags of {b} over {issue}, police of {a} said",
)
_SAID = (
    "“{quote},” {person}, the foreign minister of {a}, told reporters in {city} on {day}.",
    "{person}, a spokesman for the government of {b}, said {clause}.",
    "A statement of the ministry in {city} said {clause}.",
    "{person} told the state news agency that {clause}, and added that {clause2}.",
    "According to officials in {city}, {clause}.",
    "“{quote}. {quote2},” said {person}, who has led the delegation of {b} since {year}.",
)
_MORE = (
    "The two neighbours have argued about {issue} since {year}, when a first round of talks broke down in {city}.",
    "At least {number} people were hurt in {city} last {weekday}, when a convoy of trucks was stopped at the crossing.",
    "Trade between {a} and {b} fell by {number} per cent in {year}, mostly in {goods} and {goods2}.",
    "In {year}, {person} and a delegation from {b} met in {city} for three days without a result.",
    "Analysts at a university in {city} doubt that {clause}.",
    "The price of {goods} rose after the news, and the exchange in {city} closed {number} points lower.",
    "Residents of {city} queued for {goods} on {day}, while schools near the border stayed closed.",
    "A commission with {number} members, half of them from {b}, is to report before the end of the year.",
    "It was the third such step in {number} months, after those on {goods} and on {goods2}.",
    "Some {number} lorries loaded with {goods} were waiting on the road between {city} and the coast.",
    "{person}, {number}, a shopkeeper, said she had seen nothing like it since {year}.",
    "Neither side would say who will pay for {issue}, which may cost {number} million dollars.",
)
_ISSUES = (
    "fishing rights|the river dam|a border post|the gas pipeline|import duties on {goods}|air space|refugees|"
    "the ferry line|a prisoner exchange|water for {goods}|the rail link to {city}|radio frequencies|overflight fees|"
    "the {year} treaty|illegal mining near {city}|the status of {city}|visa rules for drivers|"
    "a naval exercise off {city}"
).split("|")
_CLAUSES = (
    "talks on {issue} would go on in {city}|the {goods} quota of {year} no longer holds|{b} had been told on {day}|"
    "no decision would be taken before {day}|{number} families had left {city}|the other side must act first|"
    "the government of {a} wants peace but will defend its {goods} trade|"
    "both armies have pulled back {number} kilometres"
).split("|")
_GOODS = "copper wheat sugar timber cement coffee cotton gas fish rice steel tea maize salt cattle diesel".split()
_FIRST = "Ana Tomas Leila Viktor Amina Jonas Mei Carlos Sofia Omar Ingrid Pavel Nadia Samuel Yuki Elena".split()
_LAST = "Barros Okello Lindqvist Haddad Petrov Tanaka Moreno Novak Silva Mensah Costa Farah Weber Rossi Duarte".split()
_MENU = '<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
_ASIDE = (
    '<aside><h3>Most read</h3><ul><li><a href="/1">Harbour pilots end strike</a></li><li><a href="/2">Museum returns'
    " bronze head</a></li></ul></aside><footer>About us. Contact. All rights reserved.</footer>"
)
_OUTLETS = tuple(f"herald{number}.example" for number in range(60))


@functools.cache
def _states() -> list[tuple[str, str]]:
    rows = [row for row in load("countries") if not row["end"] and row["capital"]]
    return [(row["name"], row["capital"].split("|")[0]) for row in rows]


def text_of(number: int) -> tuple[str, list[str]]:
    """Title and paragraphs of report `number`, which is a copy of an earlier one or its own."""
    chance = random.Random(number)
    if number and chance.random() < COPIES:
        title, paragraphs = text_of(chance.randrange(max(0, number - _WINDOW), number))
        change = chance.random()
        if change < 0.3:
            paragraphs = paragraphs[: max(3, len(paragraphs) * 2 // 3)]
        elif change < 0.6:
            paragraphs = [*paragraphs, _fill(chance, chance.choice(_MORE), _slots(chance))]
        return title, paragraphs
    slots = _slots(chance)
    act = _fill(chance, chance.choice(_ACTS), slots)
    date = dt.date(2015, 1, 1) + dt.timedelta(days=number % 3000)
    first = f"{slots['city'].upper()}, {date:%B} {date.day}, {date.year} - {act} on {date:%A}, officials said."
    kinds = chance.choices((_SAID, _MORE), weights=(2, 3), k=chance.randint(7, 11))
    body = [" ".join(_fill(chance, chance.choice(kind), slots) for _ in range(2)) for kind in kinds]
    return act, [first, *body]


def _slots(chance: random.Random) -> dict[str, str]:
    (a, city), (b, other) = chance.sample(_states(), 2)
    return {"a": a, "b": b, "city": city, "other": other}


def _fill(chance: random.Random, template: str, slots: dict[str, str]) -> str:
    more = {
        "issue": chance.choice(_ISSUES), "clause": chance.choice(_CLAUSES), "clause2": chance.choice(_CLAUSES),
        "quote": chance.choice(_CLAUSES), "quote2": chance.choice(_CLAUSES), "goods": chance.choice(_GOODS),
        "goods2": chance.choice(_GOODS), "person": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        "number": str(chance.randint(2, 900)), "year": str(chance.randint(1961, 2014)),
        "day": chance.choice(("Monday", "Tuesday", "Thursday", "Friday", f"June {chance.randint(1, 30)}")),
        "weekday": chance.choice(("Monday", "Wednesday", "Sunday")),
    }  # fmt: skip
    if chance.random() < 0.5:
        slots = {**slots, "city": slots["other"], "a": slots["b"], "b": slots["a"]}
    said = template.format(**slots, **more)
    # What fills a slot may have slots itself.
    said = said.format(**slots, **{**more, "issue": "the border"})
    return said[:1].upper() + said[1:]


def pages(count: int, start: int = 0) -> Iterator[tuple[str, str]]:
    """Name and HTML of `count` reports."""
    for number in range(start, start + count):
        title, paragraphs = text_of(number)
        yield f"{number:08}.html", page(title, paragraphs, _OUTLETS[number % len(_OUTLETS)], number)


def page(title: str, paragraphs: list[str], outlet: str, number: int) -> str:
    """A page as a small outlet has it: menu, article, list of other stories, footer."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{html.escape(title)} | {outlet}</title>"
        f'<link rel="canonical" href="https://{outlet}/{number}"></head><body>{_MENU}<article>'
        f"<h1>{html.escape(title)}</h1>{body}</article>{_ASIDE}</body></html>"
    )


def write(count: int, folder: Path) -> None:
    """The pages as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(count):
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
