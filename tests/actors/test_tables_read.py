"""The rows behind the names: holders by date, outlets, names alone, the gazetteer pass."""

from __future__ import annotations

import datetime as dt

import pytest

from communique import actors
from communique.actors import gazetteer
from communique.actors.holders import Person, Term, holder
from communique.actors.rows import first_day, fold, last_day, slug


def test_a_date_as_coarse_as_a_year_has_a_first_and_a_last_day() -> None:
    assert (first_day("1949"), last_day("1949")) == (dt.date(1949, 1, 1), dt.date(1949, 12, 31))
    assert last_day("2024-02") == dt.date(2024, 2, 29)
    assert first_day("") is None


def test_foreign_letters_are_printed_as_wires_print_them() -> None:
    assert fold("Søren Łukasiewicz") == "Soren Lukasiewicz"
    assert slug("Kim Jong-un") == "kim-jong-un"


@pytest.mark.parametrize(
    ("iso3", "phrase", "day", "name"),
    [
        ("GBR", "prime minister", dt.date(1985, 1, 5), "thatcher"),
        ("USA", "president", dt.date(1962, 10, 22), "kennedy"),
        ("PRK", "leader", dt.date(2005, 1, 5), "kim-jong-il"),
    ],
)
def test_an_office_is_held_by_one_person_on_a_day(iso3: str, phrase: str, day: dt.date, name: str) -> None:
    held = holder(iso3, phrase, day)
    assert held is not None
    assert name in held[0].person_id


def test_an_office_without_a_date_has_no_holder() -> None:
    assert holder("GBR", "prime minister", None) is None


def test_a_term_left_open_by_an_old_list_is_not_held_for_ever() -> None:
    term = Term("person:x", "AAA", "leader", (), dt.date(2010, 1, 1), None, 3, known_to=dt.date(2015, 12, 31))
    person = Person("person:x", "X", "AAA", "X", ("X",), (term,))
    assert person.in_office(dt.date(2014, 1, 1))
    assert not person.in_office(dt.date(2020, 1, 1))


@pytest.mark.parametrize(
    ("text", "code"), [("CHN", "CHN"), ("North Korea", "PRK"), ("Chinese", "CHN"), ("the Netherlands", "NLD")]
)
def test_a_country_is_known_by_code_name_and_people(text: str, code: str) -> None:
    assert actors.country_code(text) == code
    found = actors.resolve_name(text)
    assert found is not None
    assert found.country == code


def test_a_name_of_two_states_resolves_to_none() -> None:
    assert actors.resolve_name("Congo") is None
    assert actors.country_code("no such land") is None


def test_a_person_and_a_body_are_known_by_name() -> None:
    person = actors.resolve_name("Kim Jong Un")
    body = actors.resolve_name("nato")
    assert person is not None
    assert body is not None
    assert (person.actor_id, body.actor_id) == ("person:kim-jong-un", "org:nato")


def test_a_subdomain_belongs_to_its_outlet() -> None:
    row = actors.outlet("https.english.kcna.kp")
    assert row is not None
    assert row.country == "PRK"
    assert row.state_media is True
    assert actors.outlet("example.invalid") is None


def test_the_longest_name_is_found_and_only_whole_words() -> None:
    text = "Equatorial Guinea, not Romania or Omanis' chadors"
    assert [text[hit.start : hit.end] for hit in gazetteer.scan(text)][:2] == ["Equatorial Guinea", "Romania"]
    assert not gazetteer.scan("Iranistic Chadwick Peruse")


def test_a_state_actor_carries_its_codes() -> None:
    actor = actors.country_actor("FRA")
    assert (actor.actor_id, actor.kind, actor.cow, actor.gw) == ("FRA", "state", 220, 220)
    assert actors.country_actor("ZZZ").name == "ZZZ"
