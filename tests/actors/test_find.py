"""Actors named and described in one sentence or two."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from communique.records import Mention

Find = Callable[..., dict[str, Mention]]


def codes(mention: Mention) -> list[str | None]:
    return [actor.country for actor in mention.actors]


def test_a_title_and_a_name_are_one_mention_of_the_person(find: Find) -> None:
    mention = find("Kenyan President William Ruto arrived on Monday.", "2023-05-02")["Kenyan President William Ruto"]
    assert mention.kind == "title"
    assert codes(mention) == ["KEN"]
    assert mention.actors[0].sector == "GOV"


def test_an_adjective_with_an_agent_noun_is_a_sector_of_its_state(find: Find) -> None:
    mention = find("The Indian navy fired at two boats.")["Indian navy"]
    assert [(actor.country, actor.sector) for actor in mention.actors] == [("IND", "MIL")]


def test_an_adjective_before_a_thing_is_the_state_alone(find: Find) -> None:
    assert find("Chilean copper was sold.")["Chilean"].actors[0].actor_id == "CHL"


def test_two_adjectives_share_their_agent_noun(find: Find) -> None:
    found = find("Laotian and Thai officials opened the bridge.")
    assert {actor.actor_id for text in ("Laotian", "Thai officials") for actor in found[text].actors} == {
        "LAO-GOV",
        "THA-GOV",
    }


def test_a_led_compound_names_the_state_not_the_force(find: Find) -> None:
    mention = find("Saudi-led troops took the port.")["Saudi"]
    assert mention.actors[0].actor_id == "SAU"


def test_names_of_seas_wars_and_banks_are_no_states(find: Find) -> None:
    text = "The South China Sea was calm. The Korean War ended. Shares of Bank of China fell."
    assert not any({"CHN", "KOR", "PRK"} & set(codes(mention)) for mention in find(text).values())


def test_a_former_minister_is_of_the_elite(find: Find) -> None:
    mention = find("Former British prime minister Tony Blair spoke.", "2016-07-06")
    assert next(iter(mention.values())).actors[0].sector == "ELI"


def test_a_person_whom_no_table_knows_is_an_actor_with_what_the_text_says(find: Find) -> None:
    mention = find("Ugandan fisherman Moses Okello was held.")["Ugandan fisherman Moses Okello"]
    assert codes(mention) == ["UGA"]
    assert mention.actors[0].name == "Moses Okello"


def test_words_after_a_name_tell_its_state_and_trade(find: Find) -> None:
    mention = find("Tesfaye Bekele, a spokesman for the Ethiopian army, denied it.")["Tesfaye Bekele"]
    assert codes(mention) == ["ETH"]


def test_a_surname_goes_back_to_the_full_name(find: Find) -> None:
    text = "Moses Okello was held for a week. A guard gave Okello water."
    found = find(text)
    assert found["Okello"].actors == found["Moses Okello"].actors


def test_an_unknown_surname_alone_is_nobody(find: Find) -> None:
    assert "Brown" not in find("The door was opened by Brown on Friday.")


def test_a_medium_is_cited_or_acts(find: Find) -> None:
    text = "The ship sank, Xinhua said. Washington sanctioned Xinhua in March."
    cited = find("The ship sank, Xinhua said.")["Xinhua"]
    acted_on = find("Washington sanctioned Xinhua in March.")["Xinhua"]
    assert cited.source_role
    assert not acted_on.source_role
    assert all(mention.actors for mention in find(text).values())


@pytest.mark.parametrize(
    ("text", "date", "code"),
    [
        ("Moscow denied the report.", "1983-09-02", "SUN"),
        ("Moscow denied the report.", "2015-09-02", "RUS"),
        ("Hanoi refused.", "1968-02-01", "VDR"),
        ("Hanoi refused.", "2014-02-01", "VNM"),
    ],
)
def test_a_capital_stands_for_the_state_of_its_day(find: Find, text: str, date: str, code: str) -> None:
    assert codes(next(iter(find(text, date).values()))) == [code]


def test_a_capital_that_acts_is_a_government_and_one_that_is_visited_is_not(find: Find) -> None:
    found = find("Jakarta rejected the claim. Two envoys met in Hanoi.")
    assert codes(found["Jakarta"]) == ["IDN"]
    assert "Hanoi" not in found


def test_a_name_of_two_states_stays_open_where_nothing_tells(find: Find) -> None:
    mention = find("A man from Congo won the race.")
    assert not any(found.actors for found in mention.values())


def test_words_beside_a_name_of_two_states_tell_which(find: Find) -> None:
    assert codes(find("Congo closed the bridge at Kinshasa.")["Congo"]) == ["COD"]
    assert not any("GEO" in codes(m) for m in find("Atlanta voted. Georgia's governor, a Republican, won.").values())


def test_teams_are_not_states(find: Find) -> None:
    text = (
        "Ghana beat Togo in the final. The striker scored a goal in the first half, the goalkeeper saved a penalty, "
        "and the coach praised the midfielder. Football fans filled the stadium."
    )
    assert not any(actor.kind == "state" for mention in find(text).values() for actor in mention.actors)


def test_mentions_stand_in_order_and_apart(find: Find) -> None:
    text = "Chinese and Russian officials said their countries would help the U.S.-led force, Nigeria's army said."
    mentions = list(find(text).values())
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_a_counterpart_from_a_country_is_that_countrys(find: Find) -> None:
    found = find("The foreign minister of Chile met his counterpart from Peru in Lima on Monday.")
    assert codes(found["counterpart from Peru"]) == ["PER"]
    assert "Peru" not in found


def test_a_name_that_ends_inside_a_word_hides_no_other(find: Find) -> None:
    assert [actor.country for actor in find("The Gambian president spoke in Oslo.")["Gambian president"].actors] == [
        "GMB"
    ]


def test_leaders_of_a_region_are_its_body(find: Find) -> None:
    assert codes(find("West African leaders closed the border.")["West African leaders"]) == ["IGO"]
    assert find("European observers were turned away.", "2020-05-02")["European observers"].actors[0].country == "EUR"


def test_the_regional_bloc_is_the_one_whose_members_are_named(find: Find) -> None:
    text = "Troops of Ghana, Togo and Benin crossed into Senegal. The regional bloc had sent them."
    assert find(text)["The regional bloc"].actors[0].actor_id == "org:ecowas"
    text = "Ghana and Chile agreed. The regional bloc had not been asked."
    assert "The regional bloc" not in find(text) or not find(text)["The regional bloc"].actors


def test_who_declines_to_recognise_a_regime_is_none_of_it(find: Find) -> None:
    found = find("Soldiers took power in Chad. Oslo declined to recognise the new regime.")
    assert "NOR" not in codes(found["the new regime"])


def test_a_ministry_that_only_tells_is_the_datelines(find: Find) -> None:
    found = find("ATHENS, May 3 - Greece is calm. Two ships were boarded off Chad, the Foreign Ministry said.")
    assert codes(found["the Foreign Ministry"]) == ["GRC"]


def test_a_commonwealth_of_states_is_not_the_commonwealth(find: Find) -> None:
    found = find("It asked its partners in the Commonwealth of Independent States for help.")
    assert any(actor.actor_id == "org:cis" for mention in found.values() for actor in mention.actors)


def test_an_envoy_is_whom_the_report_called_so_by_another_word(find: Find) -> None:
    found = find(
        "NAIROBI, March 27 - Uganda's high commissioner to Kenya denied that he had fled. The envoy told reporters "
        "that the president was well.",
        "1979-03-28",
    )
    assert codes(found["The envoy"]) == ["UGA"]


def test_a_king_is_never_the_president_of_a_republic(find: Find) -> None:
    found = find(
        "Jordanian King and Syrian President speak\n\nKing Abdullah II received a call from Syrian President Bashar "
        "al-Assad on Sunday. The King affirmed his support.",
        "2021-10-04",
    )
    assert not any(codes(mention) == ["SYR"] for words, mention in found.items() if words.endswith("King"))


@pytest.mark.parametrize(
    "text",
    [
        "The president of Peru, Juan Perezo, and the ambassador of Chile, Ana Gotelo, signed a pact on Monday.",
        "The ambassador of Chile, Ana Gotelo, met the president of Peru, Juan Perezo, on Monday.",
    ],
)
def test_a_name_after_an_office_with_of_is_its_holder(find: Find, text: str) -> None:
    found = find(text)
    assert codes(found["Juan Perezo"]) == ["PER"]
    assert codes(found["Ana Gotelo"]) == ["CHL"]
