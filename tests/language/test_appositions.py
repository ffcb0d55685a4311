from __future__ import annotations

import pytest

from communique.language import parse


def _joined(text: str, noun: str) -> set[str]:
    """The words that are joined to a noun, and the names in apposition to it."""
    (sentence,) = parse("r", text).sentences
    (token,) = (token for token in sentence.doc if token.text == noun)
    return {child.text for child in token.children if child.dep_ in {"conj", "appos"}}


@pytest.mark.parametrize(
    "text",
    [
        "The president of Peru, Juan Perezo, and the ambassador of Chile, Ana Gotelo, signed a border pact on Monday.",
        "The Peruvian president, Juan Perezo, and the Chilean ambassador, Ana Gotelo, signed a border pact on Monday.",
    ],
)
def test_whoever_is_joined_after_a_holders_name_is_joined_to_the_office(text: str) -> None:
    assert _joined(text, "president") == {"Perezo", "ambassador"}
    assert "Gotelo" in _joined(text, "ambassador")


def test_a_list_of_states_stays_a_list() -> None:
    text = "The minister of trade visited the capital of Peru, Lima, and Chile, Bolivia, and Ecuador."
    (sentence,) = parse("r", text).sentences
    assert not {child.text for child in next(t for t in sentence.doc if t.text == "minister").children} & {"Chile"}
