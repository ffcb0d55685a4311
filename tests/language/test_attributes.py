from __future__ import annotations

import pytest

from communique import language

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


def seen(token: object) -> tuple[object, ...]:
    return tuple(str(getattr(token, name)) for name in ("text", "tag_", "dep_", "pos_", "morph", "lemma_", "ent_type_"))
