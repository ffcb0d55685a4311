from __future__ import annotations

import pytest
from spacy.tokens import Doc

from communique import language
from communique.language.attributes import STEPS
from communique.tables import load

SENTENCES = (
    "Peru recalled its ambassador from Chile on Tuesday, but the talks hadn't ended.",
    "They're gonna sign the treaties that Kenya's leaders have been drafting since 2014.",
    "“Let's meet in Arica,” he said; the U.S. and its allies got to agree better terms.",
    "There are three boats near Arica, and there's a fourth.",
    "Nobody ain't leaving  the islands, wo they?",
    "The minister, herself a fisherman's daughter, lay down the law as she lies awake.",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_remembered_attributes_are_those_of_the_rules(text: str) -> None:
    expected = language.pipeline()(text)
    for parsed in (language.parse("first", text), language.parse("again", f"{text}\n{text} Indeed.")):
        doc = parsed.sentences[0].doc
        if doc.text == expected.text:
            assert [seen(token) for token in doc] == [seen(token) for token in expected]


def test_a_token_is_found_again_in_another_sentence() -> None:
    language.parse("first", "Peru recalled its ambassador from Chile on Tuesday.")
    found = language.parse("second", "Chile recalled its ambassador from Peru on Tuesday.").sentences[0].doc
    expected = language.pipeline()(found.text)
    assert [seen(token) for token in found] == [seen(token) for token in expected]


def test_a_march_that_was_staged_comes_of_stage_and_not_of_stag() -> None:
    doc = language.parse("first", "Miners staged a march in Oruro and were fined by a judge.").sentences[0].doc
    assert {"stage", "fine"} <= {token.lemma_ for token in doc}


@pytest.mark.parametrize("row", load("verb_forms"), ids=lambda row: row["form"])
def test_a_listed_form_comes_of_its_verb(row: dict[str, str]) -> None:
    alone = Doc(language.pipeline().vocab, words=[row["form"]], tags=["VBG" if row["form"].endswith("ing") else "VBD"])
    for step in STEPS:
        alone = language.pipeline().get_pipe(step)(alone)  # type: ignore[operator]
    assert alone[0].lemma_ == row["lemma"]


def seen(token: object) -> tuple[object, ...]:
    return tuple(str(getattr(token, name)) for name in ("text", "tag_", "dep_", "pos_", "morph", "lemma_", "ent_type_"))
