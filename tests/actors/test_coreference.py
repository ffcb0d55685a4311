"""What refers back, and what is left open."""

from __future__ import annotations

from collections.abc import Callable

from communique.records import Mention

Find = Callable[..., dict[str, Mention]]


def codes(mention: Mention) -> list[str]:
    return sorted(str(actor.country) for actor in mention.actors)


def test_two_leaders_are_the_two_just_named(find: Find) -> None:
    text = "French President Emmanuel Macron received Polish Prime Minister Donald Tusk. The two leaders spoke of arms."
    assert codes(find(text, "2024-02-13")["The two leaders"]) == ["FRA", "POL"]


def test_both_sides_are_not_those_who_urge_them(find: Find) -> None:
    text = "Peru and Ecuador fired across the river. Brazil urged both sides to stop."
    assert codes(find(text)["both sides"]) == ["ECU", "PER"]


def test_three_states_leave_two_countries_open(find: Find) -> None:
    text = "Peru met Chile. Bolivia met Brazil. Uruguay met Paraguay. The two countries signed."
    assert find(text)["The two countries"].actors != ()
    text = "Peru, Chile and Bolivia met. The two countries signed."
    assert find(text)["The two countries"].actors == ()


def test_a_state_is_taken_up_by_it(find: Find) -> None:
    mention = find("Norway said it would pay.")["it"]
    assert codes(mention) == ["NOR"]
    assert mention.antecedent is not None


def test_an_empty_it_stands_for_nobody(find: Find) -> None:
    assert "It" not in find("Norway paid. It is clear that winter has come.")


def test_she_is_not_a_man(find: Find) -> None:
    text = "German Chancellor Angela Merkel met Robert Miller. She left early."
    assert [actor.name for actor in find(text, "2015-03-03")["She"].actors] == ["Angela Merkel"]


def test_a_subject_whom_nobody_knows_stops_the_pronoun(find: Find) -> None:
    text = "Teams from Morocco and Iran rebuilt their robots."
    assert find(text)["their"].actors == ()


def test_a_delegation_does_not_visit_its_own_state(find: Find) -> None:
    text = "Laos has few visitors. A Danish delegation visited the country."
    assert codes(find(text)["the country"]) == ["LAO"]


def test_his_country_is_the_speakers(find: Find) -> None:
    text = "Irish Prime Minister Leo Varadkar said his country would stay neutral."
    assert codes(find(text, "2018-01-05")["his country"]) == ["IRL"]


def test_an_office_in_apposition_is_its_holder(find: Find) -> None:
    found = find("The Danish foreign minister, Lars Holm, resigned.")
    assert found["Danish foreign minister"].actors == found["Lars Holm"].actors


def test_a_counterpart_holds_the_same_office_elsewhere(find: Find) -> None:
    mention = find("Kenyan Defence Minister Adan Okoth called his Somali counterpart.")["Somali counterpart"]
    assert codes(mention) == ["SOM"]
    assert "defence" in mention.actors[0].office.lower() or mention.actors[0].kind == "person"


def test_the_north_needs_a_report_about_korea(find: Find) -> None:
    assert codes(find("North Korea fired a missile. The North gave no warning.")["The North"]) == ["PRK"]
    assert (
        find("Italy is rich. The North has the factories.").get("The North") is None
        or not find("Italy is rich. The North has the factories.")["The North"].actors
    )


def test_the_bloc_is_the_body_just_named(find: Find) -> None:
    assert [actor.actor_id for actor in find("ASEAN met in Bali. The bloc agreed on fish.")["The bloc"].actors] == [
        "org:asean"
    ]
