from __future__ import annotations

from communique.records import Actor
from tests.events.cast import relations

NATO = Actor(actor_id="org:nato", name="NATO", kind="organisation", country="IGO")


def test_a_treaty_has_parties_a_year_and_terms() -> None:
    text = "Under the 1976 Treaty of Amity, Peru and Chile pledged to consult before any attack."
    [relation] = relations(text, Peru="PER", Chile="CHL")
    assert relation.kind == "treaty"
    assert {actor.country for actor in relation.parties} == {"PER", "CHL"}
    assert relation.valid.start is not None
    assert relation.valid.start.year == 1976
    assert "consult" in relation.terms[0].text


def test_a_mutual_defence_pact_is_an_alliance() -> None:
    [relation] = relations("Japan and Chad have a defence pact between Japan and Chad.", Japan="JPN", Chad="TCD")
    assert relation.kind == "alliance"


def test_troops_that_are_stationed_are_a_deployment() -> None:
    [relation] = relations("About 900 French soldiers are still stationed in Gabon.", French="FRA", Gabon="GAB")
    assert (relation.kind, [actor.country for actor in relation.parties]) == ("deployment", ["FRA", "GAB"])


def test_troops_that_are_not_there_are_a_negated_deployment() -> None:
    [relation] = relations("Spain is not deploying troops to Gabon.", Spain="ESP", Gabon="GAB")
    assert relation.status == "negated"


def test_diplomatic_relations_begin_when_they_are_established() -> None:
    [relation] = relations("Cuba and Angola established diplomatic relations in 1975.", Cuba="CUB", Angola="AGO")
    assert relation.kind == "diplomatic-relations"
    assert relation.valid.start is not None
    assert relation.valid.start.year == 1975


def test_diplomatic_relations_end_when_they_are_broken_off() -> None:
    [relation] = relations("Cuba severed diplomatic relations with Angola in 1975.", Cuba="CUB", Angola="AGO")
    assert relation.valid.start is None
    assert relation.valid.end is not None


def test_sanctions_that_may_come_are_no_relation() -> None:
    assert relations("Canada could impose sanctions on Belarus.", Canada="CAN", Belarus="BLR") == []


def test_two_who_suffer_the_same_sanctions_are_no_two_sides() -> None:
    assert relations("Cuba and Angola are facing sanctions.", Cuba="CUB", Angola="AGO") == []


def test_since_when_is_said_and_not_guessed() -> None:
    [member] = relations("Turkey, a NATO member since 1952, agreed.", Turkey="TUR", NATO=NATO)
    assert (member.kind, member.valid.start and member.valid.start.year) == ("membership", 1952)
    [war] = relations("Peru and Chile fought a war in 1879.", Peru="PER", Chile="CHL")
    assert (war.kind, war.valid.start and war.valid.start.year) == ("war", 1879)
    [pact] = relations("Peru and Chile signed a peace treaty in March 1929.", Peru="PER", Chile="CHL")
    assert str(pact.valid.start) == "1929-03-01"
    assert pact.valid.end is None


def test_an_embargo_that_is_lifted_has_ended() -> None:
    [relation] = relations("Peru lifted its embargo on Chad on 3 May 2021.", Peru="PER", Chad="TCD")
    assert (relation.kind, relation.valid.start, str(relation.valid.end)) == ("sanctions", None, "2021-05-03")


def test_sanctions_that_are_lifted_in_part_have_not_ended() -> None:
    assert relations("Peru lifted some sanctions on Chad on 3 May 2021.", Peru="PER", Chad="TCD") == []


def test_an_armistice_is_that_of_those_who_sign_it() -> None:
    [relation] = relations("Peru and Chad signed an armistice on 3 May 2021.", Peru="PER", Chad="TCD")
    assert (relation.kind, str(relation.valid.start)) == ("armistice", "2021-05-03")


def test_who_leaves_a_part_of_a_body_does_not_leave_the_body() -> None:
    assert relations("France left the command of NATO in 1966.", France="FRA", NATO=NATO) == []
