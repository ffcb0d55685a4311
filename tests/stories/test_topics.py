from __future__ import annotations

from collections.abc import Callable

from communique.records import Report
from communique.stories.batches import together
from communique.stories.topics import similarity, topic, topics
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def test_topics_of_a_batch_are_those_of_its_reports(report: Make) -> None:
    texts = (WIRE, "", OWN + "\nSubscribe to our newsletter from Tarnow.", "Two words", OTHER, REWRITTEN)
    reports = [report(str(n), text, title=f"Envoys of Quarland meet {n}") for n, text in enumerate(texts)]
    for one, alone in zip(topics(together(reports)), map(topic, reports), strict=True):
        assert one.stems.tolist() == alone.stems.tolist()
        assert one.values.tolist() == alone.values.tolist()


def test_what_a_page_asks_of_its_readers_is_no_topic(report: Make) -> None:
    plain, asking = report("a", WIRE), report("b", WIRE + "\nSubscribe to our newsletter from Tarnow.")
    assert topic(asking).stems.tolist() == topic(plain).stems.tolist()


def test_a_report_without_words_is_like_nothing(report: Make) -> None:
    assert similarity(topic(report("a", "")), topic(report("b", WIRE))) == 0.0
    assert similarity(topic(report("b", WIRE)), topic(report("a", ""))) == 0.0
