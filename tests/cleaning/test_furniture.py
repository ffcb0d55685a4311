"""Furniture is cut at its own borders and article text stays."""

from __future__ import annotations

import pytest

from communique import tables
from communique.cleaning import Repeats, clean
from communique.cleaning.furniture import cut, generate, inline, lines, model, phrases, train
from communique.cleaning.furniture.features import of_lines
from communique.cleaning.furniture.repeats import shape_of
from communique.records import Document

BODY = [
    "The navy of Tarento fired warning shots at two trawlers off the Velloso shoal on Thursday, officials said.",
    "The coastguard said the trawlers had crossed the boundary twice in a week and refused to be boarded.",
    "The government of Maresa protested to the ambassador of Tarento and asked for the release of the crew.",
    "Both countries have claimed the shoal since 1974, when a treaty over the boundary was left unsigned.",
]


def cleaned(*paragraphs: str) -> str:
    return clean(Document(source="story.txt", data="\n\n".join(paragraphs).encode())).text


def cut_inside(text: str) -> str:
    position, kept = 0, []
    for start, end, _ in inline.find(text):
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]])


def test_a_clean_article_loses_nothing() -> None:
    assert cleaned(*BODY) == "\n\n".join(BODY)


def test_headlines_of_other_stories_after_the_article_go() -> None:
    tail = [
        "Related Articles",
        "Fuel Prices to Rise Again From Monday",
        "Eagles Coach Quits After Cup Defeat",
        "Ten Dishes to Try",
    ]
    assert cleaned(*BODY, *tail) == "\n\n".join(BODY)


def test_truncated_teasers_of_other_stories_go() -> None:
    tail = ["Trending now", "Singer Cancels Her World Tour", "The singer told fans on Tuesday that her..."]
    tail += ["Snow Closes Mountain Pass", "Drivers were asked to stay at home as..."]
    assert cleaned(*BODY, *tail) == "\n\n".join(BODY)


def test_a_menu_before_the_article_goes() -> None:
    assert cleaned("Home", "World", "Sport", "Log in", *BODY) == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "The talks failed. Download the Merrow Post app for breaking news and weather The envoys left on Sunday.",
            "The talks failed. The envoys left on Sunday.",
        ),
        (
            "The talks failed. Sign up for our daily newsletter The envoys left on Sunday.",
            "The talks failed. The envoys left on Sunday.",
        ),
        ("The port was closed. (File photo) Ships waited outside.", "The port was closed. Ships waited outside."),
        ("The port was closed. Read more: Ships Wait Outside Merrow", "The port was closed. "),
        (
            "Minsk answered. Read more: Vilnius closes two crossings The journalist, who was jailed in the spring, was "
            "freed on Friday after talks between the two governments that had lasted the whole of the winter.",
            "Minsk answered. The journalist, who was jailed in the spring, was freed on Friday after talks between the "
            "two governments that had lasted the whole of the winter.",
        ),
        ("Seventeen people died. Enditem", "Seventeen people died. "),
        ("Prices rose. spot_img", "Prices rose. "),
        ("Prices rose, the bank said. (TNA)", "Prices rose, the bank said. "),
        ("Prices rose. Join the Merrow Post Telegram channel HERE.", "Prices rose. "),
        ("[Text] Prices rose in Loro.", "Prices rose in Loro."),
    ],
)
def test_furniture_inside_a_line_is_cut_at_its_own_borders(text: str, kept: str) -> None:
    assert cut_inside(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "He told voters to download the Merrow Post app for the results, and they did.",
        "The minister asked readers to sign up for the list before Friday.",
        "She read more: three letters, a will and a deed.",
        "The company said its new app had been copied by a rival in Seoul.",
    ],
)
def test_sentences_that_only_mention_such_things_stay(text: str) -> None:
    assert cut_inside(text) == text


def test_what_is_left_beside_a_prompt_is_the_prompts_own_if_it_speaks_to_the_reader() -> None:
    units = lines.split("\n".join([BODY[0], "Get the news on your phone. Download the Merrow Post app.", BODY[1]]))
    kept = cut(units, [True] * 3).kept
    assert [units[0].text, units[2].text] == [units_text(units, start, end) for start, end, _ in kept]


def units_text(units: list[lines.Line], start: int, end: int) -> str:
    return next(unit.text[start - unit.start : end - unit.start] for unit in units if unit.start <= start < unit.end)


def test_rules_page_numbers_and_a_wires_slugs_are_no_text() -> None:
    assert cleaned(*BODY[:1], "* * *", "-7-", "^BC-TARENTO-NAVY<", *BODY[1:]) == cleaned(*BODY)


def test_lines_of_one_shape_are_repeated_by_an_outlet() -> None:
    assert shape_of("By Ana Cruz, March 3") == shape_of("By Ho Chen, May 14") != ""
    assert shape_of("Tarento") == "", "half of all lines are but a name"
    assert shape_of(BODY[0]) == "", "a sentence says more than its shape"


def test_a_line_that_the_outlets_other_page_has_is_cut_and_one_of_its_own_that_tells_is_kept() -> None:
    shared = "The Merrow Post is read in Tarento and on both shores of the strait every morning."
    one, two = (
        Document(source=f"{number}.txt", data="\n".join([*page, shared]).encode(), fields={"outlet": "Merrow Post"})
        for number, page in enumerate((BODY, ["Rain fell in Loro for the ninth day in a row."]))
    )
    alone, together = clean(one), clean(one, repeats=Repeats.of([one, two]))
    assert shared not in together.text
    assert all(line in together.text for line in BODY)
    assert len(alone.text) >= len(together.text)


def test_an_agency_tag_goes_and_a_dateline_stays() -> None:
    tagged = cleaned("(Merrow News) – " + BODY[0], *BODY[1:])
    assert tagged.startswith("The navy of Tarento")
    assert cleaned("PORT LORO, July 9 (Reuters) - " + BODY[0], *BODY[1:]).startswith("PORT LORO, July 9")


def test_phrases_count_only_as_whole_words() -> None:
    units = lines.split("Ads\nThe roads and loads of Tarento")
    found = phrases.find(units)
    assert found[0]
    assert not found[1]


def test_every_phrase_in_the_table_has_a_known_kind_and_place() -> None:
    for row in tables.load("furniture_phrases"):
        assert row["kind"] in phrases.KINDS
        assert row["where"] in {"line", "start", "any"}
        assert row["phrase"] == row["phrase"].lower()


def test_made_up_pages_are_the_same_for_the_same_seed() -> None:
    assert generate.pages(2, 7) == generate.pages(2, 7)
    page = generate.pages(1, 8)[0]
    assert len(page.lines) == len(page.body) == len(page.repeated)
    assert any(page.body)


def test_the_stored_weights_fit_the_features() -> None:
    units = lines.split("\n".join(BODY))
    base, topics = of_lines(units)
    assert len(model.probabilities(units, base, topics)) == len(units) == len(BODY)


@pytest.mark.slow
def test_the_model_can_be_trained_again() -> None:
    pytest.importorskip("sklearn")
    weights = train.train(count=12, seed=3)
    assert {"first_w0", "second_w0", "price"} <= set(weights)


def test_the_likeliest_path_bridges_a_doubtful_line() -> None:
    import numpy as np

    assert model.body(np.array([0.99, 0.45, 0.99], dtype=np.float32)) == [True, True, True]
    assert model.body(np.array([0.01, 0.01, 0.01], dtype=np.float32)) == [False, False, False]
    assert model.body(np.zeros(0, dtype=np.float32)) == []
