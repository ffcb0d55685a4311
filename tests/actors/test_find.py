"""Actors named and described in one sentence or two."""

from __future__ import annotations

import datetime as dt

from communique import actors
from communique.language import parse
from communique.records import UNKNOWN_DATE, Mention, Report, When


def found(text: str, on: str = "") -> dict[str, Mention]:
    day = dt.date.fromisoformat(on) if on else None
    published = When(start=day, end=day, precision="day") if day else UNKNOWN_DATE
    report = Report(report_id="r", source="r.txt", content_hash="0", text=text, published=published)
    return {mention.text: mention for mention in actors.find(parse("r", text), report)}


def codes(mention: Mention) -> list[str | None]:
    return [actor.country for actor in mention.actors]


def test_a_title_and_a_name_are_one_mention_of_the_person() -> None:
    mention = found("Kenyan President William Ruto arrived on Monday.", "2023-05-02")["Kenyan President William Ruto"]
    assert mention.kind == "title"
    assert codes(mention) == ["KEN"]
    assert mention.actors[0].sector == "GOV"


def test_an_adjective_with_an_agent_noun_is_a_sector_of_its_state() -> None:
    mention = found("The Indian navy fired at two boats.")["Indian navy"]
    assert [(actor.country, actor.sector) for actor in mention.actors] == [("IND", "MIL")]


def test_a_capital_that_acts_is_a_government_and_one_that_is_visited_is_not() -> None:
    text = "Jakarta rejected the claim. Two envoys met in Hanoi."
    assert codes(found(text)["Jakarta"]) == ["IDN"]
    assert "Hanoi" not in found(text)


def test_a_sea_named_after_a_state_is_not_the_state() -> None:
    assert not any("CHN" in codes(m) for m in found("A ship sank in the South China Sea.").values())


def test_two_leaders_are_the_two_just_named() -> None:
    text = "French President Emmanuel Macron received Polish Prime Minister Donald Tusk. The two leaders spoke of arms."
    assert sorted(str(code) for code in codes(found(text, "2024-02-13")["The two leaders"])) == ["FRA", "POL"]


def test_mentions_stand_in_order_and_apart() -> None:
    text = "Chinese and Russian officials said their countries would help the U.S.-led force, Nigeria's army said."
    mentions = list(found(text).values())
    assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:], strict=False))
    assert all(text[m.start : m.end] == m.text for m in mentions)
