"""Places on the ground, and the place of an event."""

from __future__ import annotations

from communique import places
from communique.language import parse
from communique.records import Actor, Mention, Place, Report


def found(text: str, mentions: tuple[Mention, ...] = ()) -> dict[str, Place]:
    return {text[p.span.start : p.span.end]: p for p in places.find(parse("r", text), mentions) if p.span}


def of(text: str, trigger: str, dateline: str = "") -> str | None:
    parsed = parse("r", text)
    report = Report(report_id="r", source="r", content_hash="", text=text, dateline_place=dateline)
    for sentence in parsed.sentences:
        for token in sentence.doc:
            if token.text == trigger:
                place = places.of_event(sentence, token, places.find(parsed, ()), report)
                return place.name if place else None
    raise AssertionError(trigger)


def test_a_city_has_country_id_and_point() -> None:
    place = found("The envoys met in Tashkent on Monday.")["Tashkent"]
    assert (place.country, place.geonameid) == ("UZB", 1512569)
    assert place.lat is not None
    assert abs(place.lat - 41.26) < 0.1


def test_a_region_after_the_comma_decides_which_paris() -> None:
    assert found("Police in Paris, Texas, arrested him.")["Paris"].country == "USA"
    assert found("Police in Paris arrested him.")["Paris"].country == "FRA"


def test_a_capital_that_stands_for_a_government_is_no_place() -> None:
    text = "Ankara rejected the demand."
    actor = Actor(actor_id="a", name="Turkey", kind="state", country="TUR")
    metonym = Mention(start=0, end=6, text="Ankara", kind="metonym", head=0, actors=(actor,))
    assert found(text, (metonym,)) == {}


def test_parts_of_other_names_are_no_places() -> None:
    assert "England" not in found("The Bank of England raised rates in London.")
    assert "Washington" not in found("The Washington Post quoted him.")


def test_seas_straits_and_islands_are_known() -> None:
    sea = found("Ships collided in the South China Sea near Scarborough Shoal.")
    assert sea["South China Sea"].kind == "sea"
    assert sea["South China Sea"].country is None
    assert "Scarborough Shoal" in sea


def test_a_village_that_no_table_knows_keeps_its_name() -> None:
    place = found("Fighting broke out near the village of Qorvalda.")["Qorvalda"]
    assert (place.kind, place.lat, place.country) == ("unlisted", None, None)


def test_the_event_is_where_it_happened_and_not_every_place_named() -> None:
    text = "North Korea fired a missile from Wonsan, Japan said in Tokyo."
    assert of(text, "fired") == "Wonsan"


def test_what_was_visited_or_struck_is_the_place() -> None:
    assert of("Jets bombed Aleppo on Monday.", "bombed") == "Aleppo"
    assert of("The premier visited Baku on Monday.", "visited") == "Baku"


def test_a_place_before_the_noun_names_the_talks() -> None:
    assert of("The Geneva talks ended without a deal.", "talks") == "Geneva"


def test_the_dateline_counts_only_for_here() -> None:
    assert of("The ministers gathered here for talks.", "gathered", dateline="Nairobi") == "Nairobi"
    assert of("The ministers signed the pact.", "signed", dateline="Nairobi") is None


def test_adjectives_are_toponyms_but_no_places() -> None:
    parsed = parse("r", "Spanish police arrested a Kenyan in Madrid.")
    assert [p.name for p in places.find(parsed, ())] == ["Madrid"]
    assert [p.country for p in places.toponyms(parsed)] == ["ESP", "KEN", "ESP"]
