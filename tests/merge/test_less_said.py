"""Tellings that say less of an event: without who did it, without any party, or from long after."""

from __future__ import annotations

import datetime as dt
import random

from communique.merge import conclude
from communique.records import Actor, Event, EventMention, Place, Reading, Story, When
from tests.making import mention, month, on, reading, state, story

ELN = Actor(actor_id="eln", name="ELN", kind="armed group", country="COL", sector="REB")
FARC = Actor(actor_id="farc", name="FARC", kind="armed group", country="COL", sector="REB")
ARMY = Actor(actor_id="army", name="Colombian army", kind="organisation", country="COL", sector="MIL")
HIKERS = Actor(actor_id="hikers", name="hikers", kind="people", country="COL", sector="CVL")
ISRAEL, LEBANON = state("ISR"), state("LBN")
DAY = on("2003-11-24")
APART = story(("a",), ("b",), ("c",), ("d",))

BY_WHOM = "The guerrillas let four hikers go in the Sierra Nevada on Monday."
TO_WHOM = "Four hikers held in the Sierra Nevada were freed on Monday, a priest said."
NEITHER = "The four hikers were let go at a clearing in the Sierra Nevada on Monday."


def freed(report: str, by: list[Actor], whom: list[Actor], text: str, **more: object) -> EventMention:
    return mention(report, "RETREAT", by, whom, more.pop("when", DAY), text, mode="release", **more)  # type: ignore[arg-type]


def told(mentions: list[EventMention], *stories: Story) -> tuple[Event, ...]:
    readings = [
        Reading(report_id=m.report_id, untied=(m,)) if not (m.actors or m.recipients) else reading(m.report_id, m)
        for m in mentions
    ]
    return conclude(readings, stories or (APART,)).events


def test_a_release_is_one_event_whoever_leaves_out_by_whom() -> None:
    tellings = [freed("a", [ELN], [], BY_WHOM), freed("b", [], [HIKERS], TO_WHOM), freed("c", [], [], NEITHER)]
    for _ in range(4):
        random.Random(3).shuffle(tellings)
        (event,) = told(tellings)
        assert event.origins == 3
        assert [actor.name for actor in event.actors] == ["ELN"]
        assert [actor.name for actor in event.recipients] == ["hikers"]
    assert "without who did it" in " ".join(event.why)


def test_what_names_no_party_founds_no_event() -> None:
    assert told([freed("a", [], [], NEITHER)]) == ()


def test_what_names_no_party_means_nothing_in_another_story() -> None:
    events = told([freed("a", [ELN], [], BY_WHOM), freed("x", [], [], NEITHER)], story(("a",)), story(("x",)))
    assert [event.reports for event in events] == [("a",)]


def test_an_unsaid_agent_does_not_chain_two_that_are_said() -> None:
    army, rebels = freed("a", [ARMY], [HIKERS], BY_WHOM), freed("b", [ELN], [HIKERS], BY_WHOM)
    events = told([army, rebels, freed("c", [], [HIKERS], BY_WHOM.replace("The guerrillas let", "Somebody let"))])
    assert sorted(event.reports for event in events) == [("a",), ("b",), ("c",)]


def test_the_same_party_at_both_ends_is_not_one_act() -> None:
    text = "The army of Colombia was attacked in the Sierra Nevada at dawn."
    acts = mention("a", "ASSAULT", [ARMY], [], DAY, "The army of Colombia attacked in the Sierra Nevada at dawn.")
    assert len(told([acts, mention("b", "ASSAULT", [], [ARMY], DAY, text)])) == 2


def test_a_state_and_those_who_fight_it_are_two_and_so_are_two_groups() -> None:
    apart = [mention(r, "ASSAULT", [who], [HIKERS], DAY, f"{who.name} shelled a market in the town.") for r, who in
             zip("abc", (ARMY, ELN, FARC), strict=True)]  # fmt: skip
    assert len(told(apart)) == 3


def test_a_group_struck_in_a_country_is_struck_where_another_says_the_country() -> None:
    group = Actor(actor_id="hizb", name="Hezbollah", kind="armed group", country="LBN", sector="REB|PTY")
    one = mention("a", "ASSAULT", [ISRAEL], [group], DAY, "Israel struck positions of Hezbollah in the south.")
    other = mention("b", "ASSAULT", [ISRAEL], [LEBANON], DAY, "Israeli jets struck the south of Lebanon.")
    assert len(told([one, other])) == 1


def test_a_report_of_years_later_tells_the_same_event() -> None:
    recalled = freed("b", [ELN], [], "The guerrillas had let four hikers go in the Sierra Nevada in 2003.",
                     when=month("2003-11"), status="historical")  # fmt: skip
    (event,) = told([freed("a", [ELN], [], BY_WHOM), recalled])
    assert (event.status, event.origins, str(event.when.start)) == ("reported", 2, "2003-11-24")


def test_what_is_recalled_by_its_month_is_neither_of_two_in_it() -> None:
    first, second = on("1998-05-11"), on("1998-05-13")
    text = "India set off nuclear devices in the desert."
    tests = [mention(r, "MOBILIZE", [state("IND")], [], when, text) for r, when in (("a", first), ("b", second))]
    later = mention("c", "MOBILIZE", [state("IND")], [], month("1998-05"), "In May India set off nuclear devices in the"
                    " desert.", status="historical")  # fmt: skip
    assert len(told([*tests, later])) == 3


def test_two_matters_of_one_day_are_two_accusations() -> None:
    texts = ("Peru accused Chile of moving buoys.", "Lima blamed its neighbour for a leaked letter.")
    pair = [
        mention(r, "ACCUSE", [state("PER")], [state("CHL")], DAY, text) for r, text in zip("ax", texts, strict=True)
    ]
    assert len(told(pair, story(("a",)), story(("x",)))) == 2


def test_a_copy_that_was_read_with_one_party_more_tells_the_same() -> None:
    bloc = Actor(actor_id="NATO", name="NATO", kind="organisation", country="IGO")
    text = "Troops of the alliance stood by Estonia at the opening of the ground"
    one = mention("a", "SUPPORT", [bloc], [state("EST")], DAY, f"{text}.")
    more = mention("b", "SUPPORT", [bloc, state("GBR")], [state("EST")], DAY, f"British-led {text.lower()}.")
    (event,) = told([one, more], story(("a", "b")))
    assert {actor.actor_id for actor in event.actors} == {"NATO", "GBR"}
    assert len(told([one, more], story(("a",), ("b",)))) == 2


def test_gunmen_are_the_group_that_another_report_names() -> None:
    gunmen = Actor(actor_id="COL-REB", name="Colombian rebels", kind="armed group", country="COL", sector="REB")
    text = "{} stormed a barracks in Tame on Monday and killed nine recruits."
    stormed = [
        mention("a", "ASSAULT", [gunmen], [HIKERS], DAY, text.format("Gunmen")),
        mention("b", "ASSAULT", [ELN], [HIKERS], DAY, text.format("The ELN")),
    ]
    (event,) = told(stormed)
    assert [actor.name for actor in event.actors] == ["ELN"]
    assert event.origins == 2
    army = mention("c", "ASSAULT", [ARMY], [HIKERS], DAY, text.format("The army"))
    assert len(told([stormed[0], army])) == 2


def test_gunmen_do_not_chain_two_groups() -> None:
    gunmen = Actor(actor_id="COL-REB", name="Colombian rebels", kind="armed group", country="COL", sector="REB")
    acts = [
        mention(report, "ASSAULT", [who], [HIKERS], DAY, f"{who.name} stormed a barracks in Tame on Monday.")
        for report, who in (("a", gunmen), ("b", ELN), ("c", FARC))
    ]
    assert len(told(acts)) == 3


def test_who_was_shot_at_may_be_left_out() -> None:
    shot = "Soldiers shot at a lorry that broke through the barrier at the ford."
    whom = "Soldiers shot at a lorry with hikers that broke through the barrier at the ford."
    (event,) = told(
        [mention("a", "ASSAULT", [ARMY], [], DAY, shot), mention("b", "ASSAULT", [ARMY], [HIKERS], DAY, whom)]
    )
    assert [actor.name for actor in event.recipients] == ["hikers"]


def test_one_town_and_one_day_are_one_attack_however_it_is_recalled() -> None:
    town = Place(name="Tame", country="COL", kind="city")
    past = {"status": "historical", "place": town}
    whole = When(start=dt.date(2003, 11, 1), end=dt.date(2003, 11, 30), precision="month", basis="stated")
    acts = [
        mention("a", "ASSAULT", [ELN], [HIKERS], DAY, "The ELN killed nine in Tame on 24 November 2003.", **past),
        mention("b", "ASSAULT", [], [HIKERS], whole, "Many thought of the attack on Tame of that November.", **past),
    ]
    (event,) = told(acts)
    assert event.when == DAY


def test_background_without_a_date_is_the_past_act_that_the_report_dates() -> None:
    year = When(start=dt.date(2003, 1, 1), end=dt.date(2003, 12, 31), precision="year", basis="stated")

    def closed(when: When, text: str, start: int, **more: str) -> EventMention:
        return mention("a", "COERCE", [ARMY], [HIKERS], when, text, start=start, **more)

    dated = closed(year, "The army closed the harbour mission in 2003.", 0, status="historical")
    (event,) = told([dated, closed(When(), "Since the army closed the harbour mission it has been empty.", 200)])
    assert (event.when, event.status) == (year, "historical")
    assert len(told([dated, closed(When(), "The army has closed many other harbour missions.", 200)])) == 2
