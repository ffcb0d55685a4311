from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest

from communique import language
from communique.codebook import load
from communique.language import loading, parsing


def installed() -> str:
    return next(name for name in language._PACKAGES if importlib.util.find_spec(name))


@pytest.mark.slow
def test_the_pipeline_reads_as_the_one_that_its_package_loads() -> None:
    name = installed()
    theirs, ours = importlib.import_module(name).load(), loading.load(name)
    examples = (example for kind in load(examples=True).types.values() for example in kind.examples[:40])
    texts = [re.sub("<[^<>]+>", "", example.text) for example in examples]
    texts += ["It's 5.30pm: we're gonna meet Mr. O'Neill's U.S.-born aide at www.example.org.", "  \n", "Ürümqi…"]
    for mine, own in zip(ours.pipe(texts), theirs.pipe(texts), strict=True):
        assert parsing._seen(mine) == parsing._seen(own)
        assert [(t.text, t.norm_, t.shape_, t.whitespace_) for t in mine] == [
            (t.text, t.norm_, t.shape_, t.whitespace_) for t in own
        ]


def test_a_build_that_is_not_known_is_loaded_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_KNOWN", frozenset())
    nlp = loading.load(installed())
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]


def test_spacys_own_command_line_is_there_for_who_wants_it() -> None:
    code = (
        "import sys\n"
        "from communique.language import loading\n"
        "loading._import_spacy()\n"
        "import spacy\n"
        "assert 'spacy.cli' not in sys.modules\n"
        "assert spacy.info(silent=True)['spacy_version'] == spacy.__version__\n"
        "from spacy.cli import download\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
