from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sentences import split


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Ana M. Ruiz of the U.S. Army arrived on Feb. 3.", "She met Mr. Soto."],
        ["“We will not go,” he said.", "“Never.”", "The crowd left."],
        ["He asked: “Why now?”", "Nobody answered."],
        ["The strait is 3.5 km wide.", "Ships wait."],
        ["Talks ended at 5 p.m. on Monday.", "They resume today."],
        ["LIMA, March 4 (Sample) -", "Peru recalled its envoy."],
        ["NEW DELHI, Feb 7 (PTI)", "India sent teams."],
        ["JERUSALEM (Sample) May 5, 2001 -", "The envoy left."],
        ["QUITO, Ecuador", "The two presidents met."],
        ["MOSCOW, January 14. /TASS/.", "The minister left."],
        ["Tunis, 19 February (1976) -", "Tunisia left the talks."],
        ["Lima/La Paz, 9 July 2018.", "The two presidents met."],
        ["(Sample News) –", "The state news agency said so."],
        ["The talks ended.", "The minister left."],
        ["Polls close at 8 p.m. Monday in Lima.", "Counting begins at once."],
        ["The train left at 9 a.m. GMT.", "It was late."],
        ["NATO (the alliance) met its critics - and won."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_a_missing_space_after_a_full_stop_still_ends_a_sentence() -> None:
    assert cut("The talks ended.The minister left for home.") == ["The talks ended.", "The minister left for home."]


def test_paragraphs_are_counted_by_lines_that_hold_something() -> None:
    assert [s.paragraph for s in split("One. Two.\n\nThree.\nFour.")] == [0, 0, 1, 2]


@given(st.text(alphabet="aA. \n“”!?…()-–U.S", max_size=80))
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str) -> None:
    covered = [False] * len(text)
    for sentence in split(text):
        for at in range(sentence.start, sentence.end):
            assert not covered[at]
            covered[at] = True
    assert all(covered[at] or text[at].isspace() for at in range(len(text)))


def test_chinese_sentences_end_without_a_space() -> None:
    assert cut("两国举行会谈。双方签署协议！") == ["两国举行会谈。", "双方签署协议！"]


def test_a_line_of_megabytes_costs_time_in_proportion() -> None:
    def seconds(copies: int) -> float:
        text = "The talks ended on Monday. " * copies
        begun = time.process_time()
        split(text)
        return time.process_time() - begun

    assert seconds(40_000) < 8 * seconds(10_000) + 0.5


def test_a_line_of_a_million_capitals_is_one_sentence() -> None:
    assert [(one.start, one.end) for one in split("A" * 1_000_000)] == [(0, 1_000_000)]
