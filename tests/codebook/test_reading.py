from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.codebook import NONE, load, marked, parse_entry
from communique.errors import UsageError

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
TYPE = """\
type: STATE-VISIT-CANCELLED
quad: verbal-conflict
score: -2.5
definition: A state visit that was announced does not take place.
modes:
  host: {score: -3, definition: The host takes the invitation back.}
lexicon:
  verbs:
    host:
      - disinvite obj=@actor
examples:
  - text: "<s>Oslo</s> disinvited <t>the Omani sultan</t>."
    trigger: disinvited
    mode: host
"""


def folder(path: Path, text: str = TYPE, **more: str) -> Path:
    (path / "STATE-VISIT-CANCELLED.yaml").write_text(text, encoding="utf-8")
    for name, content in more.items():
        file = path / "examples" / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return path


def test_the_shipped_codebook_has_the_sixteen_types_and_thirty_seven_contexts() -> None:
    book = load()
    assert set(book.types) == PLOVER
    assert len(book.contexts) == 37


def test_every_shipped_type_has_words_a_definition_and_boundaries_with_known_types() -> None:
    book = load()
    for kind in book.types.values():
        assert kind.entries, kind.name
        assert kind.definition.strip(), kind.name
        assert {boundary.against for boundary in kind.boundaries} <= PLOVER | {NONE}
        assert set(kind.inner) <= PLOVER
        assert set(kind.inner.values()) <= set(kind.modes)


def test_every_shipped_example_is_well_formed() -> None:
    book = load(examples=True)
    assert all(kind.examples for kind in book.types.values())
    assert book.none_examples


def test_a_user_adds_a_type_with_one_file(tmp_path: Path) -> None:
    book = load(folder(tmp_path), examples=True)
    kind = book.types["STATE-VISIT-CANCELLED"]
    assert kind.score_of("host") == -3
    assert kind.score_of("") == -2.5
    assert kind.entries[0].lemmas == ("disinvite",)
    assert kind.examples[0].mode == "host"


def test_examples_of_a_type_may_lie_in_several_files(tmp_path: Path) -> None:
    more = 'type: STATE-VISIT-CANCELLED\nexamples:\n  - text: "<s>Rome</s> disinvited <t>Tunis</t>."\n'
    book = load(folder(tmp_path, **{"STATE-VISIT-CANCELLED-2": more}), examples=True)
    assert len(book.types["STATE-VISIT-CANCELLED"].examples) == 2


def test_on_and_off_are_words(tmp_path: Path) -> None:
    text = TYPE.replace("disinvited <t>", "called off <t>").replace("trigger: disinvited", "trigger: off")
    assert load(folder(tmp_path, text), examples=True).types["STATE-VISIT-CANCELLED"].examples[0].trigger == "off"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("quad: verbal-conflict", "quad: verbal", "line 2"),
        ("score: -2.5", "score: low", "line 3"),
        ("modes:", "moods:", "moods"),
        ("obj=@actor", "obj", "no condition"),
        ("obj=@actor", "comp=TREATY", "'TREATY' is no type here"),
        ("    host:\n      - d", "    guest:\n      - d", "'guest'"),
        ("<t>the", "<t>the <s>x</s>", "<s>"),
        ("trigger: disinvited", "trigger: invites", "'invites'"),
        ("    mode: host", "    mode: guest", "'guest'"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, was: str, now: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load(folder(tmp_path, TYPE.replace(was, now)), examples=True)


def test_a_folder_without_types_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one file a type"):
        load(tmp_path)


def test_marks_give_spans_of_the_plain_text() -> None:
    plain = marked("Two <t>Russian</t> envoys left <s>Oslo</s>.")
    assert plain.text == "Two Russian envoys left Oslo."
    assert plain.actor is not None
    assert plain.recipient is not None
    assert plain.text[slice(*plain.actor)] == "Oslo"
    assert plain.text[slice(*plain.recipient)] == "Russian"


@pytest.mark.parametrize("text", ["<s>Oslo", "Oslo</s>", "<s>a</s> <s>b</s>", "<s>a <t>b</t></s>"])
def test_marks_that_do_not_close_are_an_error(text: str) -> None:
    with pytest.raises(UsageError):
        marked(text)


def test_a_line_with_more_conditions_weighs_more() -> None:
    bare = parse_entry("hold", type="X", mode="any", pos="verb")
    rich = parse_entry("hold obj=talk with=*", type="X", mode="any", pos="verb")
    assert bare.specificity < rich.specificity
    assert bare.mode == ""


def test_the_package_s_own_files_are_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from tools import codebook

    from communique.codebook import reading

    shipped = (codebook.FOLDER / "parsed.json").read_text(encoding="utf-8")
    assert codebook.parsed() == shipped, "run `python -m tools.codebook`"
    monkeypatch.setattr(reading, "parse", None)
    assert reading._load(codebook.FOLDER / "plover", examples=False) == load()


def test_a_file_that_was_changed_is_parsed(tmp_path: Path) -> None:
    from tools import codebook

    for path in (codebook.FOLDER / "plover").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^score: .*$", "score: 3.5", text, count=1, flags=re.M) if path.stem == "AID" else text
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    assert load(tmp_path).types["AID"].score == 3.5
    assert load(tmp_path).types["AGREE"] == load().types["AGREE"]


def test_every_type_has_lines_of_both_kinds_and_for_each_of_its_modes() -> None:
    types = load().types
    for name, kind in types.items():
        assert {entry.pos for entry in kind.entries} == {"verb", "noun"}, name
        # "threatened to expel": the mode is the governed act's own.
        governed = {mode for other in types.values() if other is not kind for mode in other.modes}
        assert set(kind.modes) - {entry.mode for entry in kind.entries} <= governed, name
