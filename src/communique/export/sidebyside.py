"""Two reports side by side: every change with the words that changed marked, as pieces and as a page of its own."""

from __future__ import annotations

import difflib
import html as escaping
import re

from communique.records import Comparison, Report

Pieces = list[tuple[str, bool]]


def marked(a: str, b: str) -> tuple[Pieces, Pieces]:
    """The words of two texts in pieces, each with whether the other text lacks it."""
    one, other = (re.findall(r"\s+|[^\s]+", text) for text in (a, b))
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    left: Pieces = []
    right: Pieces = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if i < j:
            left.append(("".join(one[i:j]), tag != "equal"))
        if k < m:
            right.append(("".join(other[k:m]), tag != "equal"))
    return left, right


def html(comparison: Comparison, a: Report, b: Report) -> str:
    """The changes as a page without scripts; every text is escaped."""
    esc = escaping.escape
    rows = []
    for change in comparison.changes:
        left, right = marked(change.a.text if change.a else "", change.b.text if change.b else "")
        rows.append(
            f"<tr><th scope=row>{esc(change.kind)}<br><small>{esc(change.note)}</small></th>"
            f"<td>{_cell(left)}</td><td>{_cell(right)}</td></tr>"
        )
    shares = (
        f"{comparison.containment_a:.0%} of the first is in the second, {comparison.containment_b:.0%} the other way."
    )
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:80rem}table{border-collapse:collapse}"
        "th,td{text-align:left;vertical-align:top;padding:.4rem .8rem;border-bottom:1px solid #ccc}small{color:#555}"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{esc(comparison.kind)}</title>'
        f"<style>{style}</style></head><body><h1>{esc(comparison.kind)}</h1><p>{shares}</p>"
        f"<p>{esc('; '.join(comparison.reasons))}</p><table><thead><tr><th></th><th>{esc(a.title or a.source)}</th>"
        f"<th>{esc(b.title or b.source)}</th></tr></thead><tbody>{''.join(rows)}</tbody></table></body></html>\n"
    )


def _cell(pieces: Pieces) -> str:
    esc = escaping.escape
    return "".join(f"<mark>{esc(text)}</mark>" if new else esc(text) for text, new in pieces) or "–"
