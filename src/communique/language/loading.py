"""The spaCy pipeline from its package's files, without what only training and spaCy's own command line need.

Importing spaCy and its package's own `load()` take 0.9 s of processor time: they import two HTTP clients and a template
engine, resolve a configuration through a registry, make the tokenizer's 1,300 special cases twice and read every string
that was seen in training. Of the build whose parts are known, the same objects are made here by calling what the
configuration names, in 0.5 s. Any other build is loaded as its package loads it.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from communique.standins import standing_in

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load"]

# BLAKE2b of `config.cfg` of the builds whose parts are those of `_built`.
_KNOWN = frozenset({"1c18ff7e463d58c90a0df07022447035"})
# What a spaCy whose parts go by other names or take other arguments raises.
_OTHERWISE_BUILT = (AttributeError, ImportError, KeyError, OSError, TypeError, ValueError)

_WIDTH, _DEPTH, _WINDOW, _PIECES = 96, 4, 1, 3
_HIDDEN, _HIDDEN_PIECES = 64, 2
_SHARED = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}
_OF_NAMES = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}


def load(package: str) -> Language:
    """The pipeline of an installed model package. Raises `ImportError` where there is none of that name."""
    _import_spacy()
    model: Any = importlib.import_module(package)
    folder = _folder(model)
    if folder is not None and _digest(folder / "config.cfg") in _KNOWN:
        from srsly.msgpack import msgpack_decoders  # type: ignore[import-untyped]

        searched = msgpack_decoders.entry_points
        # For each of a hundred arrays it would ask all installed packages whether they have a decoder to add.
        msgpack_decoders.entry_points = False
        try:
            return _built(folder)
        except _OTHERWISE_BUILT:
            pass
        finally:
            msgpack_decoders.entry_points = searched
    nlp: Language = model.load(exclude=["senter"])
    return nlp


def _import_spacy() -> None:
    """Import spaCy without its command line, which its package imports for the one function `spacy.info`."""
    if "spacy" in sys.modules:
        return

    def info(*args: Any, **kwargs: Any) -> Any:
        from spacy.cli.info import info

        return info(*args, **kwargs)

    with standing_in("spacy.cli", "spacy.cli.info") as empty:
        empty["spacy.cli.info"].info = info  # type: ignore[attr-defined]
        importlib.import_module("spacy")


def _folder(model: ModuleType) -> Path | None:
    """The folder of a model package that holds the pipeline's files."""
    found = list(Path(str(model.__file__)).parent.glob("*/config.cfg"))
    return found[0].parent if len(found) == 1 else None


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _built(folder: Path) -> Language:
    from spacy.lang.en import English
    from spacy.lang.en.lemmatizer import EnglishLemmatizer
    from spacy.ml.models import build_tagger_model, build_tb_parser_model
    from spacy.ml.models.tok2vec import tok2vec_listener_v1
    from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer, Tagger, Tok2Vec
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.vocab import create_vocab

    vocab = create_vocab("en", English.Defaults)
    # The strings seen in training are left out: each one that a text or a rule brings is added when it comes.
    vocab.from_disk(folder / "vocab", exclude=["strings", "vectors"])
    nlp = English(vocab, create_tokenizer=lambda nlp: Tokenizer(nlp.vocab))
    tokenizer: Any = nlp.tokenizer
    tokenizer.from_disk(folder / "tokenizer", exclude=["vocab"])

    def steps(vectors: Any, kind: Literal["parser", "ner"]) -> Any:
        return build_tb_parser_model(vectors, kind, False, _HIDDEN, _HIDDEN_PIECES, True, None)

    def shared() -> Any:
        return tok2vec_listener_v1(_WIDTH, "tok2vec")

    parts: dict[str, Any] = {
        "tok2vec": Tok2Vec(vocab, _vectors(_SHARED), "tok2vec"),
        "tagger": Tagger(vocab, build_tagger_model(shared()), "tagger"),
        "parser": DependencyParser(vocab, steps(shared(), "parser"), "parser"),
        "attribute_ruler": AttributeRuler(vocab, "attribute_ruler"),
        "lemmatizer": EnglishLemmatizer(vocab, None, "lemmatizer", mode="rule"),
        "ner": EntityRecognizer(vocab, steps(_vectors(_OF_NAMES), "ner"), "ner"),
    }
    for name, part in parts.items():
        part.from_disk(folder / name, exclude=["vocab"])
        for label in getattr(part, "labels", ()):
            vocab.strings.add(label)
        nlp._components.append((name, part))
    nlp._link_components()
    return nlp


def _vectors(rows: dict[str, int]) -> Any:
    from spacy.ml.models import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model

    embed = MultiHashEmbed(_WIDTH, list(rows), list(rows.values()), False)
    return build_Tok2Vec_model(embed, MaxoutWindowEncoder(_WIDTH, _WINDOW, _PIECES, _DEPTH))
