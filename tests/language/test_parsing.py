from __future__ import annotations

import numpy as np
import pytest

from communique import language
from communique.language import vectors
from communique.language.parsing import Parser, Plain, parser_of
from communique.language.vectors import Vectors

TEXTS = (
    "Go.",
    "",
    "Ms. Okello, who leads the Kenya Ports Authority, flew to Dar es Salaam on 3 March with $2 million in aid.",
    " ",
    "“We won't leave,” said the Bulgarian envoy. Then he left.",
    "\n",
    "The islands, which Chile's navy had patrolled since 1974, were handed to Peru, Bolivia and the United Nations.",
    " ".join(f"In {year}, Ghana and Togo met in Accra for the {year - 1957}th time;" for year in range(1960, 1999)),
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(language.pipeline())


def test_a_parse_is_that_of_the_pipeline(parser: Parser) -> None:
    found = parser([*TEXTS, *reversed(TEXTS)])
    expected = list(language.pipeline().pipe([*TEXTS, *reversed(TEXTS)]))
    assert [seen(doc) for doc in found] == [seen(doc) for doc in expected]
    assert any(doc.ents for doc in found)


def test_a_pipeline_of_another_build_is_read_by_spacy_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = language.pipeline()
    assert isinstance(parser_of(nlp), Parser)
    monkeypatch.setattr(vectors, "_LAYERS", ["another"])
    plain = parser_of(nlp)
    assert isinstance(plain, Plain)
    assert [seen(doc) for doc in plain(TEXTS[:3])] == [seen(doc) for doc in nlp.pipe(TEXTS[:3])]
    assert not any(doc.ents for doc in plain(TEXTS[2:3], names=False))


def test_no_vectors_are_kept_with_a_parse(parser: Parser) -> None:
    assert all(doc.tensor.size == 0 for doc in parser(TEXTS))


@pytest.mark.parametrize("name", ["tok2vec", "ner"])
def test_vectors_are_those_of_the_model(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # So few that it forgets, and more in one text than it remembers.
    monkeypatch.setattr(vectors, "_MOST", 16)
    nlp = language.pipeline()
    model = nlp.get_pipe(name).model
    model = model if name == "tok2vec" else model.get_ref("tok2vec").layers[0]
    of = Vectors(model)
    for texts in (TEXTS[:3], TEXTS[4:5], TEXTS[6:], TEXTS[2:5]):
        docs = [doc for doc in map(nlp.make_doc, texts) if len(doc)]
        for mine, theirs in zip(of(docs), model.predict(docs), strict=True):
            np.testing.assert_allclose(mine, theirs, atol=1e-4)


def seen(doc) -> list[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    names = ("text", "tag_", "dep_", "pos_", "morph", "lemma_", "ent_iob_", "ent_type_", "is_sent_start")
    return [(token.head.i, *(str(getattr(token, name)) for name in names)) for token in doc]
