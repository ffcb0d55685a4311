from __future__ import annotations

from collections.abc import Callable

from communique.records import Report
from communique.stories.texts import Text, quotations, read, weights
from communique.stories.words import words

Make = Callable[..., Report]


def own(text: Text) -> str:
    return " ".join(text.surface(i) for i in range(len(text.words)) if text.own[i])


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quotations(text)]


def test_quotations_in_three_kinds_of_marks() -> None:
    assert quoted("He said “peace now” and \"no war\" and 'not a step back', then left.") == [
        "peace now", "no war", "not a step back",
    ]  # fmt: skip


def test_apostrophes_are_no_quotation_marks() -> None:
    assert quoted("The ministers' plan and Norland's answer don't agree.") == []


def test_a_quotation_that_is_never_closed_ends_with_its_line() -> None:
    assert quoted("“We will not yield.\nThe talks ended.") == ["We will not yield."]


def test_quoted_words_are_not_the_reporters_own(report: Make) -> None:
    assert own(read(report("a", "Brandt said “the boat was warned” twice."))) == "Brandt said twice"


def test_a_statement_set_off_without_marks_is_not_the_reporters_own(report: Make) -> None:
    text = "The airline published a notice.\nWe regret the delay of our flight.\nPassengers waited.\nThe pilot slept."
    assert "regret" not in own(read(report("a", text)))


def test_a_column_in_the_first_person_is_its_authors_own(report: Make) -> None:
    assert "saw" in own(read(report("a", "I saw the ships leave. We waved. My father wept.")))


def test_world_war_one_is_no_first_person(report: Make) -> None:
    assert own(read(report("a", "The border was drawn after World War I. Both sides kept it.")))


def test_an_embedded_post_is_not_the_reporters_own(report: Make) -> None:
    text = "The rocket stood ready. It will fly next month from the old pad. — Jo Dale (@jodale) May 2\nCrowds came."
    assert own(read(report("a", text))) == "Crowds came"


def test_frequent_words_weigh_little_and_unknown_ones_most() -> None:
    the, said, iceberg, name = weights(words("the said iceberg Qvistgaard").hashes)
    assert the < said < iceberg <= name == 1.0


def test_an_empty_report_can_be_read(report: Make) -> None:
    text = read(report("a", ""))
    assert len(text.words) == 0
    assert text.sentences == []
