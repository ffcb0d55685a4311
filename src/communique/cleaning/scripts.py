"""Scripts and the shapes of letters: which script a letter is of, and what it looks like in another."""

from __future__ import annotations

import functools
from collections import Counter
from typing import NamedTuple

from communique import tables

__all__ = ["TARGETS", "TELLING", "Option", "lookalike_letters", "options", "script", "script_of", "telling"]

# The scripts that words are read in; the others only lend letters.
TARGETS = ("Latin", "Cyrillic", "Greek")
# What a letter that looks like none of another script says of the script of a text; one that does says next to nothing.
TELLING = 1_000
_LANGUAGES = {"el": "Greek", **dict.fromkeys("ru uk be bg sr mk kk ky mn tg tt ba cv".split(), "Cyrillic")}

# (first, last, script) of the blocks whose letters the press uses or attackers borrow from.
_BLOCKS = (
    (0x0041, 0x024F, "Latin"), (0x0250, 0x02AF, "phonetic"), (0x0370, 0x03E1, "Greek"), (0x03E2, 0x03EF, "Coptic"),
    (0x03F0, 0x03FF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x0531, 0x058F, "Armenian"),
    (0x13A0, 0x13FF, "Cherokee"), (0x1C80, 0x1C8F, "Cyrillic"), (0x1D00, 0x1DBF, "phonetic"),
    (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "Greek"), (0x2C60, 0x2C7F, "Latin"), (0x2C80, 0x2CFF, "Coptic"),
    (0x2DE0, 0x2DFF, "Cyrillic"), (0xA4D0, 0xA4FF, "Lisu"), (0xA640, 0xA69F, "Cyrillic"),
    (0xA720, 0xA7FF, "phonetic"), (0xAB30, 0xAB6F, "phonetic"), (0xAB70, 0xABBF, "Cherokee"),
)  # fmt: skip
# Letters that Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian and Greek words are written with.
_WRITTEN = {
    "Cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѓќѕѝ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
}


class Option(NamedTuple):
    """One letter that another may stand for; `same` where the two shapes are alike in every common face."""

    letter: str
    same: bool


@functools.lru_cache(maxsize=4_096)
def script(letter: str) -> str:
    """The script of a letter; "symbol" for a sign that looks like a letter, "" for marks, digits and other signs."""
    if not letter.isalpha():
        return "symbol" if letter in _disguises() else ""
    code = ord(letter)
    name = next((name for first, last, name in _BLOCKS if first <= code <= last), "other")
    # A Latin letter that no living spelling has and that looks like a common one: "ẝ".
    return "phonetic" if name == "Latin" and letter in _disguises() else name


@functools.cache
def _disguises() -> frozenset[str]:
    return frozenset(row["letter"] for row in tables.load("confusables"))


@functools.lru_cache(maxsize=4_096)
def options(letter: str, target: str) -> tuple[Option, ...]:
    """What `letter` may stand for in the script `target`, the likeliest first; nothing if it looks like none of it."""
    return _shapes().get((letter, target), ())


def lookalike_letters(target: str) -> str:
    """All letters and signs of other scripts that look like a letter of this one."""
    return "".join(sorted(letter for letter, name in _shapes() if name == target and script(letter) != target))


def script_of(language: str) -> str:
    """The script that a language (ISO 639-1) is written in, of those that words are read in; Latin for all others."""
    return _LANGUAGES.get(language, "Latin")


def telling(text: str) -> Counter[str]:
    """Scripts by the letters that show them: one that looks like no letter of another script shows most."""
    found: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        own = script(letter)
        if own:
            shapes = [option for target in TARGETS if target != own for option in options(letter, target)]
            found[own] += count * (TELLING if not shapes else 20 if not any(option.same for option in shapes) else 1)
    return found


@functools.cache
def _shapes() -> dict[tuple[str, str], tuple[Option, ...]]:
    """Letter and target script → what it looks like there; two letters that look like one Latin letter look alike."""
    rows = [(row["letter"], row["looks_like"], row["likeness"] == "same") for row in tables.load("confusables")]
    shapes: dict[tuple[str, str], dict[str, bool]] = {}
    for letter, latin, same in rows:
        shapes.setdefault((letter, "Latin"), {}).setdefault(latin, same)
    for target, written in _WRITTEN.items():
        native = [row for row in rows if row[0].lower() in written and script(row[0]) == target]
        for letter, latin, same in native:
            shapes.setdefault((latin, target), {}).setdefault(letter, same)
            for other, as_latin, other_same in rows:
                if as_latin == latin and script(other) != target:
                    shapes.setdefault((other, target), {}).setdefault(letter, same and other_same)
    return {
        key: tuple(Option(*item) for item in sorted(found.items(), key=lambda item: not item[1]))
        for key, found in shapes.items()
    }
