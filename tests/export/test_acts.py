"""Events in plain words: the verb agrees with those who act."""

from __future__ import annotations

import pytest

from communique.export.acts import act
from communique.merge import conclude
from communique.records import Actor
from tests.making import mention, on, reading, state, story

PERU, CHILE, CHAD = state("PER", "Peru"), state("CHL", "Chile"), state("TCD", "Chad")


@pytest.mark.parametrize(
    ("kind", "mode", "one", "many"),
    [
        ("SUPPORT", "", "Chile backs Chad", "Chile and Peru back Chad"),
        ("REJECT", "", "Chile says no to Chad", "Chile and Peru say no to Chad"),
        ("MOBILIZE", "", "Chile readies force against Chad", "Chile and Peru ready force against Chad"),
        ("COERCE", "", "Chile represses Chad", "Chile and Peru repress Chad"),
        (
            "COERCE",
            "seize",
            "Chile seizes property or power from Chad",
            "Chile and Peru seize property or power from Chad",
        ),
        ("ASSAULT", "aerial", "Chile attacks Chad from the air", "Chile and Peru attack Chad from the air"),
        ("RETREAT", "release", "Chile frees people of Chad", "Chile and Peru free people of Chad"),
        ("ACCUSE", "disapprove", "Chile criticises Chad", "Chile and Peru criticise Chad"),
    ],
)
def test_the_verb_agrees_with_who_acts(kind: str, mode: str, one: str, many: str) -> None:
    for actors, words in (([CHILE], one), ([CHILE, PERU], many)):
        told = mention("a", kind, actors, [CHAD], on("2014-03-02"), mode=mode)
        [event] = conclude([reading("a", told)], [story(("a",))]).events
        assert act(event) == words


def test_who_acts_alone_has_a_verb_in_the_singular() -> None:
    told = mention("a", "MOBILIZE", [CHILE], [], on("2014-03-02"), mode="weapons")
    [event] = conclude([reading("a", told)], [story(("a",))]).events
    assert act(event) == "Chile shows or tests weapons"


def test_a_treaty_is_signed_and_a_friend_is_backed() -> None:
    for text, words in (
        ("Chile and Peru signed an accord.", "sign an accord"),
        ("They stood together.", "back each other"),
    ):
        told = mention("a", "SUPPORT", [CHILE, PERU], [], on("2014-03-02"), text)
        [event] = conclude([reading("a", told)], [story(("a",))]).events
        assert act(event) == f"Chile and Peru {words}"


def test_whom_a_description_or_a_plural_name_tells_has_an_article() -> None:
    envoy = Actor(actor_id="x", name="Chilean ambassador", kind="office", country="CHL")
    crew = Actor(actor_id="y", name="Chilean sailors", kind="people", country="CHL")
    states = state("USA", "United States")
    told = mention("a", "RETREAT", [states], [crew, envoy], on("2014-03-02"), mode="release")
    [event] = conclude([reading("a", told)], [story(("a",))]).events
    assert act(event) == "The United States frees the Chilean ambassador and Chilean sailors"


def test_an_envoy_is_expelled_himself_and_the_police_act_as_many() -> None:
    envoy = Actor(actor_id="x", name="Indian diplomat", kind="office", country="IND", office="diplomat")
    police = Actor(actor_id="y", name="Chinese police", kind="organisation", country="CHN", sector="COP")
    told = mention("a", "SANCTION", [police], [envoy], on("2014-03-02"), mode="expel")
    [event] = conclude([reading("a", told)], [story(("a",))]).events
    assert act(event) == "The Chinese police expel the Indian diplomat"
