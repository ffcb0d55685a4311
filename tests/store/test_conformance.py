"""What a record does, on every backend alike."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import msgspec
import pytest

from communique.errors import RecordError
from communique.records import Reading, When
from communique.store import Filter, open_record, rows, schema
from tests.making import document, mention, on, reading, report, state, story
from tests.store.making import CHILE, PERU, filled, judged, readings, settle

_ODD_QUERIES = (
    '"', "AND", "a* OR NEAR(", "title:x", "-", "''", "((", '"unclosed phrase', "%", "^x", "a\\", "&|!", "it's", "_x_",
    "\0", "x" * 3000, ":*",
)  # fmt: skip


def test_reports_and_events_come_back_as_they_were_stored(place: str) -> None:
    with filled(place) as record:
        assert [r.report_id for r in record.reports(Filter(refused=False))] == ["a", "b"]
        assert [r.report_id for r in record.reports(Filter(refused=True))] == ["c"]
        assert [event.type for event in record.events()] == ["ACCUSE", "CONSULT"]
        assert [one.cue for one in record.statements()] == ["protest"]
        assert [one.name for one in record.relations()] == ["Treaty of Lima"]
        assert [(actor.name, mentions) for actor, mentions, _ in record.actors()] == [("Peru", 2), ("Chile", 1)]
        assert [one.story_id for one in record.stories()] == ["story-a", "story-b"]
        assert [one.story_id for one in record.stories(1)] == ["story-a"]
        assert record.raw("a") == document("a").data
        assert list(record.readings()) == readings()
        assert record.known() == {"a", "b", "c"}


def test_what_is_counted_is_what_is_there(place: str) -> None:
    with filled(place) as record:
        assert record.counts() == {
            "report": 3, "refused": 1, "story": 2, "origins": 2, "statement": 1, "repeat": 0, "event": 2, "relation": 1,
            "actor": 2, "judgement": 0,
        }  # fmt: skip
        assert record.pairs() == [("CHL", "PER", 2)]
        assert record.span() == ("2014-03-02", "2015-06-01")


def test_a_record_that_is_opened_again_is_the_same(place: str) -> None:
    filled(place).close()
    with open_record(place) as record:
        assert record.counts()["event"] == 2
        assert record.state() == "s1"


def test_filters_hold_together(place: str) -> None:
    with filled(place) as record:
        assert len(list(record.events(Filter(pair=("CHL", "PER"))))) == 2
        assert [e.type for e in record.events(Filter(recipient="CHL"))] == ["ACCUSE"]
        assert [e.type for e in record.events(Filter(actor="CHL"))] == ["CONSULT"]
        assert [e.type for e in record.events(Filter(since=on("2015-01-01").start))] == ["CONSULT"]
        assert [e.type for e in record.events(Filter(until=on("2014-12-31").start))] == ["ACCUSE"]
        assert list(record.events(Filter(party="BOL"))) == []
        assert [e.type for e in record.events(Filter(outlet="sample", types=("CONSULT",)))] == ["CONSULT"]
        assert [e.type for e in record.events(Filter(story="story-b"))] == ["CONSULT"]
        assert [s.cue for s in record.statements(Filter(actor="PER", report="a"))] == ["protest"]
        assert [s.cue for s in record.statements(Filter(pair=("CHL", "PER")))] == ["protest"]
        assert list(record.statements(Filter(actor="CHL"))) == []
        assert [r.kind for r in record.relations(Filter(pair=("PER", "CHL"), since=on("2020-01-01").start))] == []


def test_a_listing_in_pages_is_the_listing(place: str) -> None:
    with open_record(place, create=True) as record:
        read = [
            reading(f"r{n}", mention(f"r{n}", kind, [PERU], [CHILE], on(f"20{10 + n % 7}-01-0{1 + n % 3}")))
            for n, kind in enumerate(["ACCUSE", "AID", "CONSULT"] * 7)
        ]
        record.add_reports([(document(one.report_id), report(one.report_id)) for one in read])
        record.add_readings(read, "1")
        settle(record, read)
        whole = [e.event_id for e in record.events(Filter(pair=("PER", "CHL")))]
        pages = [
            [e.event_id for e in record.events(Filter(pair=("PER", "CHL"), limit=4, offset=4 * page))]
            for page in range(1 + len(whole) // 4)
        ]
        assert [key for page in pages for key in page] == whole
        assert record.count_events(Filter(pair=("PER", "CHL"), limit=4)) == len(whole) > 4


def test_rows_are_sorted_byte_by_byte_whatever_the_servers_language(place: str) -> None:
    with open_record(place, create=True) as record:
        keys = ["b", "A", "a", "é", "B", "ä", "z", "_"]
        record.add_reports([(document(key), report(key)) for key in keys])
        assert [r.report_id for r in record.reports()] == sorted(keys)


def test_reports_are_listed_by_the_date_that_was_read(place: str) -> None:
    with open_record(place, create=True) as record:
        record.add_reports([(document(key), report(key)) for key in "abc"])
        dated = {"a": on("2020-01-01"), "b": When(), "c": on("2019-01-01")}
        record.add_readings([Reading(report_id=key, published=when) for key, when in dated.items()], "1")
        assert [r.report_id for r in record.reports()] == ["c", "a", "b"]
        assert [r.report_id for r in record.reports(Filter(since=on("2019-06-01").start))] == ["a"]
        assert [r.published for r in record.reports(Filter(report="c"))] == [on("2019-01-01")]


def test_a_report_added_twice_is_there_once(place: str) -> None:
    with filled(place) as record:
        assert record.add_reports([(document("a"), report("a")), (document("d"), report("d"))]) == 1
        assert record.counts()["report"] == 4
        assert [r.report_id for r in record.latest(2)] == ["d", "c"]


def test_only_reports_that_this_coder_has_not_read_are_read(place: str) -> None:
    with filled(place) as record:
        assert record.unread("1") == []
        assert record.unread("2") == ["a", "b"]
        record.add_readings([Reading(report_id="a")], "2")
        assert record.unread("2") == ["b"]


def test_a_fact_is_found_by_the_beginning_of_its_id(place: str) -> None:
    with filled(place) as record:
        event = next(iter(record.events()))
        assert record.find(event.event_id[:6]) == [("event", event.event_id)]
        assert record.fact("event", event.event_id) == event
        assert record.fact("event", "none") is None
        assert record.find("%") == record.find("_") == []


def test_conclusions_give_way_to_new_ones(place: str) -> None:
    with filled(place) as record:
        settle(record, readings()[:1], "s2")
        assert [e.type for e in record.events(Filter(pair=("PER", "CHL")))] == ["ACCUSE"]
        assert record.counts()["event"] == 1
        assert record.pairs() == [("CHL", "PER", 1)]
        assert record.state() == "s2"


def test_a_judgement_is_kept_in_order_and_taken_back_without_being_lost(place: str) -> None:
    with filled(place) as record:
        assert record.add_judgements([judged(2), judged(1)]) == 2
        assert record.add_judgements([judged(1)]) == 0
        assert record.undo("judgement-1", "2024-02-01")
        assert not record.undo("judgement-1", "2024-02-02")
        assert [one.judgement_id for one in record.judgements()] == ["judgement-2"]
        assert [one.judgement_id for one in record.judgements(undone=True)] == ["judgement-1"]


def test_words_phrases_and_parts_are_found(place: str) -> None:
    with open_record(place, create=True) as record:
        texts = {
            "a": "The talks on fishing rights failed.",
            "b": "Fishing boats; rights talks.",
            "c": "中国和朝鲜举行会谈。",
            "d": "A café in São Paulo.",
        }
        record.add_reports([(document(key), report(key, text)) for key, text in texts.items()])
        assert {key for key, _ in record.search("fishing rights")} == {"a", "b"}
        assert [key for key, _ in record.search('"fishing rights"')] == ["a"]
        assert [key for key, _ in record.search("和朝鲜")] == ["c"]
        assert [key for key, _ in record.search("CAFE sao")] == ["d"]
        assert {key for key, _ in record.search("ishin")} == {"a", "b"}
        assert record.search("nothing-like-it") == []


def test_no_phrase_reaches_from_the_title_into_the_text(place: str) -> None:
    with open_record(place, create=True) as record:
        record.add_reports([(document("a"), report("a", "rights failed", title="Talks on fishing"))])
        assert record.search('"on fishing"')
        assert record.search('"fishing rights"') == []


def test_no_query_breaks_the_search(place: str) -> None:
    with filled(place) as record:
        for query in _ODD_QUERIES:
            record.search(query)


def test_the_best_answer_comes_first_in_the_same_order_everywhere(tmp_path: Path, schema_address: str) -> None:
    rng = random.Random(5)
    words = [f"{a}{b}" for a in "barge coast envoy fleet quota strait treaty".split() for b in ("", "s", "er", "ing")]
    texts = {
        f"r{n:03}": " ".join(rng.choices(words, weights=range(len(words), 0, -1), k=rng.randrange(5, 60)))
        for n in range(150)
    }
    batch = [(document(key), report(key, text, title=" ".join(rng.choices(words, k=4)))) for key, text in texts.items()]
    queries = ["barge", "barge coast", '"coast barge"', "treatying", "envoys quota", "rait", "arge oast", "fleeter"]
    found = []
    for place in (f"{tmp_path}/r.communique", schema_address):
        with open_record(place, create=True) as record:
            record.add_reports(batch)
            found.append({query: record.search(query) for query in queries})
    assert found[0] == found[1]
    assert all(found[0].values())


def test_of_many_reports_that_hold_a_word_the_newest_come_first(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sqlite", "postgres_search"):
        monkeypatch.setattr(f"communique.store.{module}.RANKED", 3)
    with open_record(place, create=True) as record:
        record.add_reports([(document(key), report(key, f"boats {'boats ' * n}")) for n, key in enumerate("abcde")])
        assert [key for key, _ in record.search("boats", limit=4)] == ["e", "d", "c", "b"]
        assert [key for key, _ in record.search("oats", limit=2)] == ["e", "d"]
        assert len(record.search('"boats boats boats"')) == 3


def test_text_that_a_database_can_not_store_as_text_comes_back_whole(place: str) -> None:
    with open_record(place, create=True) as record:
        odd = report("a", "before\0after \U0001f600 \ufffe", title="\0", outlet="a\0b")
        record.add_reports([(document("a"), odd)])
        found = record.report("a")
        assert found is not None
        assert (found.text, found.title, found.outlet) == (odd.text, odd.title, odd.outlet)
        assert record.search("after") or record.search("before")
        assert [r.report_id for r in record.reports(Filter(outlet="A\0B"))] == ["a"]


def test_a_name_of_any_length_is_stored_and_found(place: str) -> None:
    rng = random.Random(3)
    long = "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(5000))
    with open_record(place, create=True) as record:
        one = msgspec.structs.replace(report("a", outlet=long), source=f"table.csv#{long}")
        record.add_reports([(document("a"), one)])
        assert [(r.outlet, r.source) for r in record.reports(Filter(outlet=long))] == [(long, one.source)]


def test_outlets_and_places_are_found_in_any_case_and_script(place: str) -> None:
    with open_record(place, create=True) as record:
        record.add_reports([(document("a"), report("a", outlet="ЭХО Straße"))])
        assert [r.report_id for r in record.reports(Filter(outlet="эхо STRASSE"))] == ["a"]


def test_a_batch_that_fails_leaves_nothing_behind(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(place) as record:

        def fails(*_: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(record._backend, "index", fails)
        with pytest.raises(RuntimeError):
            record.add_reports([(document("d"), report("d"))])
        assert record.known() == {"a", "b", "c"}
        assert record.raw("d") == b""


def test_conclusions_that_fail_half_way_leave_the_old_ones(place: str) -> None:
    with filled(place) as record:
        actors = {"X": (state("X"), 1, None)}
        with pytest.raises(RecordError):
            record.conclude(
                stories=[story(("a",))], pairs=[], events=[], relations=[], statements=[], actors=actors,  # type: ignore[arg-type]
                state="s2",
            )  # fmt: skip
        assert record.state() == "s1"
        assert [event.type for event in record.events()] == ["ACCUSE", "CONSULT"]


def test_a_reader_sees_a_record_as_it_was_when_it_began_to_read(place: str) -> None:
    with filled(place) as record, open_record(place) as writer:
        listing = record.reports()
        first = next(listing)
        writer.add_reports([(document("d"), report("d"))])
        settle(writer, readings()[:1], "s2")
        assert [first.report_id, *(one.report_id for one in listing)] == ["a", "b", "c"]
        assert record.counts()["report"] == 4


def test_a_long_listing_is_never_held_whole(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.store.connection._ROWS", 10)
    size, number = 50_000, 200
    with open_record(place, create=True) as record:
        for n in range(number):
            text = str(n) * (size // len(str(n)))
            with record._writing() as connection:
                connection.execute(schema.report.insert(), rows.report_row(report(f"r{n:03}", text), n))
        tracemalloc.start()
        try:
            assert sum(len(one.text) for one in record.reports()) > 0.9 * size * number
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < size * number / 4


def test_a_second_writer_waits_and_then_is_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sqlite", "postgres"):
        monkeypatch.setattr(f"communique.store.{module}._BUSY_SECONDS", 0.2)
    with filled(place) as record, open_record(place) as other:
        with record._writing():
            with pytest.raises(RecordError, match="locked by another program: wait"):
                other.add_reports([(document("d"), report("d"))])
            assert other.counts()["report"] == 3
        assert other.add_reports([(document("d"), report("d"))]) == 1


def test_a_whole_record_passes_its_check(place: str) -> None:
    with filled(place) as record:
        assert record.check() == []


def test_a_newer_record_says_to_upgrade(place: str) -> None:
    import sqlalchemy as sa

    with filled(place) as record, record._writing() as connection:
        connection.execute(sa.text("INSERT INTO version VALUES (99, '', '9.9')"))
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("PRAGMA user_version = 99"))
    with pytest.raises(RecordError, match=r"newer version \(its tables are version 99.*upgrade communique"):
        open_record(place)


@pytest.mark.slow
def test_both_backends_end_with_the_same_export_byte_for_byte(tmp_path: Path, schema_address: str) -> None:
    from communique.export.datasets import write
    from communique.pipeline import read
    from communique.run import engine

    press = Path(__file__).parents[2] / "examples" / "press"
    found = []
    for number, place in enumerate((str(tmp_path / "r.communique"), schema_address)):
        with open_record(place, create=True) as record, engine() as crew:
            read(sorted(press.glob("jpn-kor-*")), record, engine=crew)
            write(record, "jsonl", tmp_path / str(number))
        found.append({path.name: path.read_bytes() for path in (tmp_path / str(number)).iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) > 3
