"""A value as the text of one cell, made harmless for spreadsheets."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

# A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str:
    """A value as the text of one cell; lists of words are joined, anything deeper is JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float | dt.date):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def defused(text: str) -> str:
    """The text of a cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it."""
    if text.startswith(_FORMULA) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
