from __future__ import annotations

from collections.abc import Callable

from communique.records import Report
from communique.stories import compare

Make = Callable[..., Report]


def test_a_report_cut_to_its_first_sentence_is_still_taken_from_the_whole(report: Make) -> None:
    first = "Engineers from both ministries reopened the mountain railway between the two border towns on Thursday."
    rest = (
        " The line had been closed for eleven years after a landslide buried a tunnel. Traders cheered as the first"
        " train, loaded with timber and tea, crossed the bridge at noon. Customs officers said that four trains a week"
        " would run until the autumn. A second tunnel is being dug further north, where the valley narrows and the old"
        " road was washed away twice. Local mayors asked for a station at the springs."
    )
    whole, stub = report("whole", first + rest), report("stub", first)
    assert compare(whole, stub).kind in {"copy", "edited"}


def test_two_stubs_with_the_same_words_are_not_judged(report: Make) -> None:
    words = "Sign up for the morning letter from our desk and never miss a story again this year."
    assert compare(report("one", words), report("two", words)).kind not in {"copy", "edited"}
