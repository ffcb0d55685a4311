"""A codebook that a user wrote, trained and used: the linear half alone, which takes seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.events.classify import classify
from communique.events.instances import Instance
from communique.events.model import load_model
from communique.language import pipeline

pytestmark = pytest.mark.slow

_CANCELLED = """\
type: STATE-VISIT-CANCELLED
quad: verbal-conflict
score: -2.5
definition: A state visit that was announced does not take place.
modes:
  host: {{score: -3, definition: The host takes the invitation back.}}
lexicon:
  verbs:
    host:
      - disinvite obj=@actor
examples:
{examples}"""
_PRAISED = """\
type: PRAISED
quad: verbal-cooperation
score: 5
definition: One party praises another.
lexicon:
  verbs:
    any:
      - praise obj=@actor
examples:
{examples}"""
_NONE = """\
type: none
definition: No act.
examples:
{examples}"""


def _examples(pattern: str, places: list[str]) -> str:
    pairs = zip(places, places[1:] + places[:1], strict=True)
    return "".join(f'  - text: "{pattern.format(a=f"<s>{a}</s>", b=f"<t>{b}</t>")}"\n' for a, b in pairs)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch")
    from communique.events.training import Options, train

    places = ["Oslo", "Rome", "Lima", "Cairo", "Delhi", "Seoul"]
    folder, out = tmp_path_factory.mktemp("codebook"), tmp_path_factory.mktemp("model")
    files = {
        "STATE-VISIT-CANCELLED": _CANCELLED.format(examples=_examples("{a} disinvited {b}.", places)),
        "PRAISED": _PRAISED.format(examples=_examples("{a} praised {b}.", places)),
        "none": _NONE.format(examples=_examples("{a} lies north of {b}.", places)),
    }
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    train(folder, out, Options(epochs=0, folds=2), say=lambda line: None)
    return out


def test_a_trained_coder_knows_the_types_of_its_codebook(trained: Path) -> None:
    model = load_model(trained)
    assert set(model.book.types) == {"STATE-VISIT-CANCELLED", "PRAISED"}
    [prediction] = model.predict([Instance(pipeline()("Quito disinvited Tokyo."), (0, 5), (17, 22))])
    assert set(prediction.types) == {"STATE-VISIT-CANCELLED", "PRAISED", "none"}
    assert sum(prediction.types.values()) == pytest.approx(1)


def test_training_leaves_its_figures_beside_the_weights(trained: Path) -> None:
    figures = json.loads((trained / "figures.json").read_text(encoding="utf-8"))
    assert figures["rows"] == 18
    assert 0 <= figures["type_macro_f1"] <= 1


def test_marked_sentences_are_classified_in_order(trained: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("marked_sentence\n<s>Quito</s> praised <t>Tokyo</t>.\n<s>Bern</s> disinvited <t>Riga</t>.\n")
    rows = list(classify(path, model=trained))
    assert [row["row"] for row in rows] == [1, 2]
    assert all(row["probability"] == max(row["probabilities"].values()) for row in rows)  # type: ignore[attr-defined]


def test_a_file_without_the_column_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("sentence\nx\n")
    with pytest.raises(UsageError, match="marked_sentence"):
        list(classify(path))


def test_a_folder_that_holds_no_coder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="communique train"):
        load_model(tmp_path)
