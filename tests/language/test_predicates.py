"""A verb that the parser took for a participle of its subject."""

from __future__ import annotations

import pytest

from communique.language import parse


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The Saudi-led coalition bombed Sanaa on Monday.", "bombed"),
        ("The Saudi-led coalition bombed Sanaa on Monday, killing ten people, and vowed to go on.", "bombed"),
    ],
)
def test_a_participle_with_an_object_is_the_verb(text: str, verb: str) -> None:
    [sentence] = parse("r", text).sentences
    root = sentence.doc[:].root
    assert (root.text, root.dep_, root.tag_) == (verb, "ROOT", "VBD")
    assert [child.text for child in root.children if child.dep_ == "nsubj"] == ["coalition"]
    assert {token.i for token in root.subtree} == set(range(len(sentence.doc)))


@pytest.mark.parametrize("text", ["A man given a prize.", "A report read by the king."])
def test_a_headline_of_a_noun_keeps_its_root(text: str) -> None:
    [sentence] = parse("r", text).sentences
    assert sentence.doc[:].root.pos_ != "VERB"
