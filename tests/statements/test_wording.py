"""How a speaker's formulas change over the years."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from communique.errors import UsageError
from communique.export.formulas import page
from communique.records import Actor, Evidence, Link, Speaker, Statement, When, content_id
from communique.statements import formulas
from communique.statements.wording import align, compare, select
from communique.voices import Voice, speaks, told_by, voice


def said(year: int, words: str) -> Statement:
    day = dt.date(year, 3, 1)
    report = f"r{year}"
    return Statement(
        statement_id=content_id("statement", report, words),
        report_id=report,
        speaker=None,
        cue="said",
        cue_span=None,
        quote="indirect",
        content=Evidence(report_id=report, start=0, end=len(words), text=words),
        when=When(start=day, end=day, precision="day", basis="stated"),
    )


def kinds(*statements: Statement) -> list[list[str]]:
    return [[step.kind for step in turn.steps] for turn in align(statements).turns]


def test_two_translations_of_one_formula_are_one_formula() -> None:
    first, second = (
        said(2001, "the firm position of our party to develop ties"),
        said(2002, "our party’s fixed stand of developing relations"),
    )
    assert kinds(first, second) == [["new"], ["kept"]]


def test_a_stronger_word_for_the_same_thing_is_a_strengthened_formula() -> None:
    turns = align(
        [said(2001, "Lima regrets the closing of the port"), said(2003, "Lima condemns the closing of the port")]
    )
    step = turns.turns[1].steps[0]
    assert step.kind == "strengthened"
    assert step.before is not None
    assert step.before.text == "Lima regrets the closing of the port"


def test_a_formula_that_is_not_said_again_is_dropped_and_another_is_new() -> None:
    assert kinds(said(2001, "the brotherly alliance is eternal"), said(2002, "fishing quotas must be respected")) == [
        ["new"],
        ["new", "dropped"],
    ]


def test_a_copy_of_the_same_words_counts_once() -> None:
    words = "Quito will defend its waters"
    assert kinds(said(2001, words), said(2001, words)) == [["new"]]


def test_the_order_in_which_statements_come_does_not_matter() -> None:
    one, other = said(2001, "ties will be raised to a new level"), said(2009, "ties will be developed")
    assert align([one, other]) == align([other, one])


def test_two_agencies_on_one_message_are_compared_without_dates() -> None:
    (step,) = compare([said(2001, "they firmly support the pact")], [said(2001, "they support the pact")])
    assert step.kind == "weakened"


def test_a_negated_formula_is_not_the_formula() -> None:
    assert "not firm" in formulas.read("the line is not firm").concepts


def test_nobody_is_chosen_for_a_speaker_who_is_not_named() -> None:
    assert select([said(2001, "Peru is near")], ["Ana"], ["Peru"]) == []


ONE_FORMULA = [
    (
        "it is the fixed stand of the government to ceaselessly develop friendly relations",
        "he would elevate the relationship to unprecedented levels",
    ),
    ("the firm position of our party to develop ties", "our party’s fixed stand of developing relations"),
    ("Lima regrets the closing of the port", "Lima condemns the closing of the port"),
    ("the two peoples are bound by fraternal friendship", "the friendship between our nations is unbreakable"),
    ("we will safeguard our sovereignty and territorial integrity", "the nation shall defend its sovereignty"),
    ("the union urges all sides to show restraint", "the union calls on the parties to exercise restraint"),
    ("we reserve the right to respond", "we will respond in kind"),
    ("cooperation will be deepened in trade and energy", "the government intends to strengthen cooperation in energy"),
    ("the province is an inseparable part of the country", "the province has always been part of our country"),
    ("any attack will meet a merciless response", "an attack will be answered mercilessly"),
]
TWO_FORMULAS = [
    ("the brotherly alliance is eternal", "fishing quotas must be respected"),
    ("we will safeguard our sovereignty", "trade talks will resume in spring"),
    ("the union urges all sides to show restraint", "the fixed stand of the government to develop relations"),
    ("the port will be closed", "the province is an inseparable part of the country"),
    ("any attack will meet a merciless response", "cooperation will be deepened in trade"),
    ("we reserve the right to respond", "the friendship is unbreakable"),
    ("Lima regrets the closing of the port", "Lima supports the candidate for the council"),
    ("sanctions must be lifted", "the visit opened a new chapter"),
    ("his unwavering support for the ally", "he would elevate the relationship to unprecedented levels"),
    ("the army is ready for war", "the harvest was good this year"),
]


@pytest.mark.parametrize(("before", "now"), ONE_FORMULA)
def test_one_thing_said_in_other_words_is_one_formula(before: str, now: str) -> None:
    (step,) = compare([said(2001, before)], [said(2002, now)])
    assert step.kind in {"kept", "strengthened", "weakened"}


@pytest.mark.parametrize(("before", "now"), TWO_FORMULAS)
def test_words_on_another_matter_are_another_formula(before: str, now: str) -> None:
    assert {step.kind for step in compare([said(2001, before)], [said(2002, now)])} == {"new", "dropped"}


def test_a_page_shows_a_formula_a_row_and_escapes_what_was_said() -> None:
    found = align(
        [said(2001, "Lima regrets the <closing> of the port"), said(2003, "Lima condemns the <closing> of the port")]
    )
    made = page(found, "Lima", "Quito")

    assert made.count('scope="row"') == 1
    assert made.count('class="kind">strengthened') == 1
    assert "&lt;closing&gt;" in made
    assert "<closing>" not in made
    assert "report r2003 [0:" in made


def test_what_two_agencies_told_is_kept_apart_by_any_of_their_names() -> None:
    through = Link(name="Xinhua News Agency", role="agency", country="CHN", state_media=True)
    other = Link(name="Korean Central News Agency", role="agency", country="PRK", state_media=True)
    one = msgspec.structs.replace(said(2001, "our fixed stand of developing relations"), chain=(other,))
    two = msgspec.structs.replace(said(2001, "the firm position to develop ties"), chain=(through,))

    assert told_by([one, two], "KCNA") == [one]
    assert told_by([one, two], "Xinhua") == [two]
    assert [step.kind for step in compare([one], [two])] == ["kept"]


CHINA = Actor(actor_id="CHN-GOV", name="Chinese government", kind="organisation", country="CHN", sector="GOV")
SPOKESMAN = Actor(
    actor_id="person:a",
    name="Li Mingzi",
    kind="person",
    country="CHN",
    sector="GOV",
    office="Foreign Ministry spokesman",
)
LEADER = Actor(actor_id="person:b", name="Wang Da", kind="person", country="CHN", sector="GOV", office="President")


def by(actor: Actor, text: str, *chain: Link) -> Statement:
    return msgspec.structs.replace(
        said(2021, "We are ready to talk about the lake."),
        speaker=Speaker(text=text, start=0, end=len(text), actor=actor),
        chain=chain,
    )


@pytest.mark.parametrize(
    ("name", "parties", "body"),
    [
        ("Chinese foreign ministry", ("CHN",), "foreign affairs"),
        ("the Foreign Ministry of Kenya", ("KEN",), "foreign affairs"),
        ("Japan's defence ministry", ("JPN",), "defence"),
        ("State Department", ("USA",), "foreign affairs"),
        ("Pentagon", ("USA",), "defence"),
        ("White House", ("USA",), "presidency"),
        ("Kremlin", ("RUS", "SUN"), "presidency"),
        ("Norwegian fisheries ministry", ("NOR",), "fisheries"),
        ("a spokesman for the Peruvian interior ministry", ("PER",), "interior"),
    ],
)
def test_a_body_of_a_government_is_named_with_its_country_or_by_its_seat(
    name: str, parties: tuple[str, ...], body: str
) -> None:
    found = voice(name)
    assert (found.parties, found.body) == (parties, body)


def test_a_ministry_without_a_country_is_nobody_s() -> None:
    with pytest.raises(UsageError, match="say whose it is"):
        voice("foreign ministry")


def test_a_country_a_person_and_a_medium_are_no_bodies() -> None:
    assert voice("China") == Voice(name="China", parties=("CHN",))
    assert voice("Kim Jong Un").parties == ("person:kim-jong-un",)
    assert voice("KCNA").medium == "Korean Central News Agency"


def test_a_ministry_speaks_by_its_name_its_minister_and_its_spokesman() -> None:
    ministry = voice("Chinese foreign ministry")
    assert speaks(ministry, by(CHINA, "the foreign ministry in Beijing"))
    assert speaks(ministry, by(SPOKESMAN, "He"))
    assert speaks(ministry, by(CHINA, "Beijing", Link(name="China's Foreign Ministry", role="spokesperson")))
    assert not speaks(ministry, by(CHINA, "the commerce ministry"))
    assert not speaks(ministry, by(CHINA, "a former foreign minister"))
    assert not speaks(ministry, by(LEADER, "Wang Da"))


def test_what_a_medium_s_own_report_tells_is_told_by_it() -> None:
    own = by(CHINA, "China")
    through = by(CHINA, "China", Link(name="Tass", role="agency"))
    assert told_by([own, through], "Xinhua", ["r2021"]) == [own]
