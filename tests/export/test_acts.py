"""Events in plain words: the verb agrees with those who act."""

from __future__ import annotations

import pytest

from communique.export.acts import act
from communique.merge import conclude
from tests.making import mention, on, reading, state, story

PERU, CHILE, CHAD = state("PER", "Peru"), state("CHL", "Chile"), state("TCD", "Chad")


@pytest.mark.parametrize(
    ("kind", "mode", "one", "many"),
    [
        ("SUPPORT", "", "Chile backs Chad", "Chile and Peru back Chad"),
        ("REJECT", "", "Chile rejects or denies to Chad", "Chile and Peru reject or deny to Chad"),
        ("MOBILIZE", "", "Chile readies force against Chad", "Chile and Peru ready force against Chad"),
        ("COERCE", "", "Chile represses Chad", "Chile and Peru repress Chad"),
        ("COERCE", "seize", "Chile seizes property of Chad", "Chile and Peru seize property of Chad"),
        ("ACCUSE", "disapprove", "Chile criticises Chad", "Chile and Peru criticise Chad"),
    ],
)
def test_the_verb_agrees_with_who_acts(kind: str, mode: str, one: str, many: str) -> None:
    for actors, words in (([CHILE], one), ([CHILE, PERU], many)):
        told = mention("a", kind, actors, [CHAD], on("2014-03-02"), mode=mode)
        [event] = conclude([reading("a", told)], [story(("a",))]).events
        assert act(event) == words
