from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from communique.records import Change, Report
from communique.stories.alignment import align
from communique.stories.changes import changes
from communique.stories.texts import read
from communique.stories.traces import Traces
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]

BROKEN = WIRE.replace(" on ", ". on ", 1).replace("“", "").replace("”", "")
LONGER = WIRE.replace("three", "four") + "\nA fourth round is to follow in June.\nNobody was told where."
TEXTS = {"wire": WIRE, "own": OWN, "other": OTHER, "rewritten": REWRITTEN, "broken": BROKEN, "longer": LONGER}


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(TEXTS, 2)))
def test_traces_are_what_the_changes_show(report: Make, first: str, second: str) -> None:
    a, b = read(report("a", TEXTS[first])), read(report("b", TEXTS[second]))
    alignment = align(a, b)
    there, back = changes(a, b, alignment), changes(b, a, alignment.turned())
    traces = Traces(a, b, alignment)
    assert traces.broken() == (kinds(back).count("corrupted"), kinds(there).count("corrupted"))
    assert traces.longer() == kinds(there).count("added") - kinds(there).count("dropped")
    assert traces.edited() == any(change.a is not None and change.b is not None for change in there)
    gone = sum(change.note.startswith("the quotation marks are gone") for change in there)
    assert traces.unquoted() == gone - sum(change.note.startswith("put in quotation marks") for change in there)


def kinds(found: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in found]


def test_a_quotation_that_speaks_of_something_gone_is_not_lost(report: Make) -> None:
    plain = "The minister said the chance for talks is gone, and left the hall in Lima without a word."
    quoted = plain.replace("the chance for talks is gone", "“the chance for talks is gone”")
    a, b = read(report("a", plain)), read(report("b", quoted))
    assert Traces(a, b, align(a, b)).unquoted() == -1
