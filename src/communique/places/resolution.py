"""Which place each name means: by what the text says next to it, by the countries it names, by nearness and by size."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence

from communique.places.gazetteer import Candidate, lookup
from communique.places.recognition import Named
from communique.records import Place, Span
from communique.tables import load

__all__ = ["kilometres", "resolve"]

# What a name means before any context: a country before its namesakes, a region before a town of its name.
_KIND = {"country": 6.0, "continent": 6.0, "ocean": 6.0, "region": 2.2, "capital": 4.0, "county": -0.5, "city": 0.0}
_OTHER_KIND = 3.0
_QUALIFIED = re.compile(r"\s*,\s*(?:in\s+)?(?:the\s+)?$")


def resolve(named: Sequence[Named], text: str, dateline: str = "") -> list[Place | None]:
    """A place for each name in order, `None` where nothing of that name is known.

    Two rounds: countries, regions and names with one meaning first, then the rest by them. One name means one place
    all through a report unless it is qualified anew.
    """
    qualifiers = [_qualifier(at, named, text) for at in range(len(named))]
    options = [_options(item, qualifiers[at] is not None) for at, item in enumerate(named)]
    countries: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    points: list[tuple[float, float]] = []
    for found in options:
        if found and (len(found) == 1 or found[0].kind in {"country", "region"}):
            _count(found[0], countries, regions, points)
    if dateline:
        for found_in in lookup(dateline)[:1]:
            countries[found_in.country or ""] += 1
    chosen: dict[str, Candidate] = {}
    result: list[Place | None] = []
    order = sorted(range(len(named)), key=lambda at: (qualifiers[at] is None, at))
    picked: dict[int, Candidate] = {}
    for at in order:
        if not options[at]:
            continue
        again = chosen.get(named[at].text)
        if again is not None and qualifiers[at] is None:
            picked[at] = again
            continue
        own = _shared_names(options[at], text[named[at].end : named[at].end + 30])
        best = max(
            options[at],
            key=lambda item: (
                _score(item, qualifiers[at], countries, regions, points, own),
                item.population,
                -(item.geonameid or 0),
            ),
        )
        picked[at] = best
        chosen.setdefault(named[at].text, best)
        if best.kind != "country":
            points.append((best.lat, best.lon))
            regions[best.region] += 1
    for at, item in enumerate(named):
        result.append(_place(picked[at], item) if at in picked else _unlisted(item))
    return result


def _options(item: Named, qualified: bool) -> list[Candidate]:
    if item.role == "adjective":
        return list(_of_adjective(item.text))
    found = list(lookup(item.text))
    if qualified or not any(
        option.kind in {"country", "region", "capital"} or option.population > 500_000 for option in found
    ):
        found = list(lookup(item.text, small=True)) or found
    return sorted(found, key=lambda option: -(_KIND.get(option.kind, _OTHER_KIND) + math.log10(option.population + 10)))


@functools.cache
def _adjectives() -> dict[str, str]:
    found = {"European": "Europe", "Asian": "Asia", "African": "Africa", "Latin American": "Latin America"}
    for row in load("countries"):
        if not row["end"]:
            for name in (*row["adjectives"].split("|"), *row["demonyms"].split("|")):
                found.setdefault(name, row["name"])
    return found


def _of_adjective(text: str) -> tuple[Candidate, ...]:
    """The country or continent of an adjective or demonym."""
    return lookup(_adjectives().get(text, ""))[:1]


def _count(item: Candidate, countries: Counter[str], regions: Counter[str], points: list[tuple[float, float]]) -> None:
    if item.country:
        countries[item.country] += 1
    if item.region:
        regions[item.region] += 1
    if item.kind != "country":
        points.append((item.lat, item.lon))


def _qualifier(at: int, named: Sequence[Named], text: str) -> Named | None:
    """ "Paris, Texas": the name that follows after a comma."""
    if at + 1 < len(named) and _QUALIFIED.fullmatch(text[named[at].end : named[at + 1].start]):
        return named[at + 1]
    return None


def _score(
    item: Candidate,
    qualifier: Named | None,
    countries: Counter[str],
    regions: Counter[str],
    points: Sequence[tuple[float, float]],
    own: dict[str, bool],
) -> float:
    score = _KIND.get(item.kind, _OTHER_KIND) + math.log10(item.population + 10)
    if item.region in own and item.kind == "region":
        score += 4 if own[item.region] else -4
    if qualifier is not None:
        for outer in lookup(qualifier.text):
            if outer.kind == "country" and outer.country == item.country and item.kind != "country":
                score += 6
            elif outer.kind in {"region"} and outer.region == item.region and item.kind != "region":
                score += 8
    total = sum(countries.values())
    if item.country and total:
        score += 3 * countries[item.country] / total
    if item.region and item.kind != "region":
        score += 2.0 * min(regions[item.region], 2)
    if points and item.kind not in {"country", "continent"}:
        nearest = min(kilometres(item.lat, item.lon, lat, lon) for lat, lon in points)
        score += 1.5 if nearest < 100 else 0.7 if nearest < 300 else 0.0
    return score


def _shared_names(options: Sequence[Candidate], after: str) -> dict[str, bool]:
    """Regions that share their name with a city inside them, and whether the region is meant."""
    said = (
        re.match(r"\s+(?:region|province|oblast|state|prefecture|governorate|county|canton|district)s?\b", after, re.I)
        is not None
    )
    # With a tenth of the region's people its city is the better known ("Geneva"), else the region ("Quebec").
    sizes = {item.region: item.population for item in options if item.kind in {"city", "capital"}}
    return {
        item.region: said or sizes[item.region] < 0.1 * item.population
        for item in options
        if item.kind == "region" and item.region in sizes
    }


def _place(item: Candidate, named: Named) -> Place:
    return Place(
        name=re.sub(r"^[Tt]he (?!Hague|Gambia|Bahamas)", "", named.text), country=item.country,
        geonameid=item.geonameid, lat=item.lat, lon=item.lon, kind=item.kind, span=Span(named.start, named.end),
    )  # fmt: skip


def _unlisted(named: Named) -> Place:
    """A place that the text names and no table knows: its name and nothing more."""
    return Place(name=named.text, kind="unlisted", span=Span(named.start, named.end))


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
