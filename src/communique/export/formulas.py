"""A speaker's wording as one HTML page: a formula a row, an occasion a column, every cell with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from communique.export.rows import day
from communique.records import Evidence
from communique.statements.wording import Step, Wording

__all__ = ["page"]

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; background: #fff; }
table { border-collapse: collapse; } caption { text-align: left; padding-bottom: .5rem; }
th, td { border: 1px solid #bbb; padding: .5rem; vertical-align: top; text-align: left; max-width: 24rem; }
.kind { font-size: .8rem; font-weight: 600; } .dropped { background: #fbeaea; } .new { background: #eaf6ea; }
.strengthened, .weakened { background: #fdf6e0; } .evidence, .changed { font-size: .8rem; color: #555; }
"""


def page(found: Wording, speaker: str, about: str | None) -> str:
    """The page; it needs nothing beside itself."""
    title = f"{speaker} on {about}" if about else speaker
    threads = sorted({step.thread for turn in found.turns for step in turn.steps})
    head = "".join(
        f'<th scope="col">{escape(day(turn.when))}<br><small>{escape(", ".join(turn.occasions))}</small></th>'
        for turn in found.turns
    )
    body = "".join(_row(thread, [turn.steps for turn in found.turns]) for thread in threads)
    undated = f"<p>{len(found.undated)} statements have no date.</p>" if found.undated else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        "<table><caption>A formula a row; what became of it on each occasion. Copies count once.</caption>"
        f'<thead><tr><th scope="col">formula</th>{head}</tr></thead><tbody>{body}</tbody></table>{undated}'
        "</body></html>\n"
    )


def _row(thread: int, turns: Sequence[Sequence[Step]]) -> str:
    cells = "".join(_cell([step for step in steps if step.thread == thread]) for steps in turns)
    return f'<tr><th scope="row">{thread + 1}</th>{cells}</tr>'


def _cell(steps: Sequence[Step]) -> str:
    if not steps:
        return "<td></td>"
    step = steps[0]
    words = step.after or step.before
    changed = [f"lost {', '.join(step.lost)}"] * bool(step.lost) + [f"gained {', '.join(step.gained)}"] * bool(
        step.gained
    )
    told = f'<div class="changed">{escape("; ".join(changed))}</div>' if changed and step.kind != "new" else ""
    return (
        f'<td class="{step.kind}"><div class="kind">{step.kind}</div>'
        f"{_words(words, gone=step.kind == 'dropped')}{told}</td>"
    )


def _words(words: Evidence | None, *, gone: bool) -> str:
    if words is None:
        return ""
    said = f"<s>{escape(words.text)}</s>" if gone else escape(words.text)
    return f'“{said}”<div class="evidence">report {escape(words.report_id)} [{words.start}:{words.end}]</div>'
