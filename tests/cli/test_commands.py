from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from communique.cli import cli
from tests.cli.conftest import Run


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_second_read_of_the_same_folder_changes_nothing_and_says_so(record: Path, press: Path, run: Run) -> None:
    before = run("events", "--record", record, "--format", "jsonl").out
    again = run("read", press, "--record", record)
    assert again.code == 0
    assert "nothing new" in again.err
    assert run("events", "--record", record, "--format", "jsonl").out == before


def test_every_event_stands_on_words_of_its_report(record: Path, run: Run) -> None:
    texts = {r["report_id"]: str(r["text"]) for r in lines(run("reports", "--record", record, "--format", "jsonl").out)}
    events = lines(run("events", "--record", record, "--format", "jsonl").out)
    assert events
    for event in events:
        for evidence in event["evidence"]:  # type: ignore[attr-defined]
            assert texts[evidence["report_id"]][evidence["start"] : evidence["end"]] == evidence["text"]


def test_a_timeline_shows_the_pair_either_way_round(record: Path, run: Run) -> None:
    one, other = (
        run("timeline", *pair, "--record", record, "--format", "jsonl")
        for pair in (("PER", "Chile"), ("Chilean", "Peru"))
    )
    assert one.code == 0
    assert one.out == other.out
    assert lines(one.out)


def test_an_empty_answer_says_what_the_record_holds(record: Path, run: Run) -> None:
    ran = run("timeline", "Norway", "Ghana", "--record", record)
    assert ran.code == 0
    assert "nothing between Norway and Ghana in the 2 reports" in ran.err


def test_unreadable_documents_are_refused_and_the_rest_is_read(press: Path, tmp_path: Path, run: Run) -> None:
    (press / "empty.txt").write_bytes(b"")
    (press / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    ran = run("read", press, "--record", tmp_path / "x.communique", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)[0]["refused"] == 2
    assert "empty.txt" in ran.err
    assert "picture.txt" in ran.err
    refused = lines(run("reports", "--refused", "--record", tmp_path / "x.communique", "--format", "jsonl").out)
    assert all(row["refused"] for row in refused)
    assert len(refused) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("read", "no/such/path", "--record", "R"), 2, "no/such/path"),
        (("read", "--record", "R"), 2, "PATHS"),
        (("events", "--record", "missing.communique"), 4, "missing.communique"),
        (("events", "--record", "R", "--type", "HUG"), 2, "HUG"),
        (("timeline", "Atlantis", "PER", "--record", "R"), 2, "Atlantis"),
        (("timeline", "PER", "Peru", "--record", "R"), 2, "one party"),
        (("events", "--record", "R", "--from", "yesterdayish"), 2, "yesterdayish"),
        (("show", "zzzz", "--record", "R"), 2, "zzzz"),
        (("compare", "nothing.txt", "wire.txt", "--record", "R"), 2, "nothing.txt"),
        (("raed",), 2, "did you mean 'read'"),
        (("evaluate", "luck"), 2, "luck"),
    ],
)
def test_a_wrong_call_says_what_was_wrong(
    record: Path, run: Run, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = run(*(str(record) if argument == "R" else argument for argument in arguments))
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert "Traceback" not in ran.err


def test_a_text_file_is_no_record(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes, please keep them")
    ran = run("events", "--record", path)
    assert ran.code == 4
    assert "not a record" in ran.err
    assert path.read_text() == "these are my notes, please keep them"


def test_show_prints_a_fact_with_its_evidence(record: Path, run: Run) -> None:
    event = lines(run("events", "--record", record, "--format", "jsonl").out)[0]
    ran = run("show", str(event["event_id"])[:10], "--record", record)
    assert ran.code == 0
    assert event["evidence"][0]["text"] in ran.out  # type: ignore[index]


def test_show_says_only_what_is_known(run: Run, tmp_path: Path) -> None:
    text = "A Chinese coast guard ship fired water cannon at a Philippine boat near Second Thomas Shoal, Manila said."
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "s.communique"
    run("read", tmp_path / "one.txt", "--record", path)
    event = lines(run("events", "--record", path, "--format", "jsonl").out)[0]
    shown = [line.split(maxsplit=1) for line in run("show", str(event["event_id"]), "--record", path).out.splitlines()]
    assert ["where:", "Second Thomas Shoal"] in shown
    assert ["when:", "unknown"] in shown


def test_search_is_narrowed_by_actor_type_date_and_outlet(record: Path, run: Run) -> None:
    def found(*more: str) -> int:
        return len(lines(run("search", "Peru Chile", "--record", record, "--format", "jsonl", *more).out))

    assert found() == 2
    assert found("--type", "consult") == found("--from", "2015") == found("--actor", "Peru", "--from", "2015") == 1
    assert found("--actor", "Ghana") == found("--outlet", "Nowhere") == found("--to", "2013") == 0


def test_search_answers_with_sentences(record: Path, run: Run) -> None:
    found = lines(run("search", "reopen border", "--record", record, "--format", "jsonl").out)
    assert [row["title"] for row in found] == ["Presidents meet"]
    assert "reopen the border" in found[0]["snippets"][0]["text"]  # type: ignore[index]


def test_clean_needs_no_record(press: Path, run: Run) -> None:
    rows = lines(run("clean", press, "--format", "jsonl").out)
    assert {row["title"] for row in rows} == {"Lima recalls envoy over border ruling", "Presidents meet"}
    assert set(rows[0]) >= {"source", "title", "byline", "published", "language", "text", "repairs", "furniture"}


def test_export_writes_what_the_listing_shows(record: Path, run: Run, tmp_path: Path) -> None:
    assert run("export", "jsonl", tmp_path / "out", "--record", record).code == 0
    assert (tmp_path / "out" / "events.jsonl").read_text() == run("events", "--record", record, "--format", "jsonl").out
    again = run("export", "jsonl", tmp_path / "out", "--record", record)
    assert again.code == 2
    assert "--force" in again.err


def test_settings_come_from_the_file_unless_the_environment_or_the_call_says_otherwise(
    record: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "communique.toml").write_text(f'record = "{record}"\n[events]\nformat = "jsonl"\n')
    assert lines(run("events").out)
    monkeypatch.setenv("COMMUNIQUE_RECORD", "elsewhere.communique")
    assert "elsewhere.communique" in run("events").err
    assert run("events", "--record", record).code == 0
    (tmp_path / "communique.toml").write_text("record = [broken")
    ran = run("events")
    assert ran.code == 2
    assert "communique.toml" in ran.err


def test_facts_about_outlets_come_from_the_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    row = {"url": "https://puno.example/a", "published": "2019-03-05T02:30:00Z", "text": "The bridge was opened. " * 9}
    Path("a.jsonl").write_text(json.dumps(row) + "\n")
    Path("communique.toml").write_text('[outlets."puno.example"]\ntimezone = "America/Lima"\n')
    assert '"2019-03-04"' in run("clean", "a.jsonl", "--format", "jsonl").out
    Path("communique.toml").write_text('[outlets."puno.example"]\ntimezone = "Lima"\n')
    ran = run("clean", "a.jsonl")
    assert ran.code == 2
    assert "no IANA name" in ran.err


def test_every_command_and_option_is_described() -> None:
    context = cli.make_context("communique", ["--help"], resilient_parsing=True)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or getattr(parameter, "help", None), (name, parameter.name)


@pytest.mark.slow
def test_help_answers_at_once() -> None:
    def once() -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "communique", "--help"], check=True, capture_output=True)
        return time.perf_counter() - begun

    def bare() -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import click"], check=True, capture_output=True)
        return time.perf_counter() - begun

    # Heavy imports are lazy: help costs little more than click itself.
    assert min(once() for _ in range(3)) < 4 * min(bare() for _ in range(3))


def test_a_judgement_is_kept_listed_passed_on_and_taken_back(record: Path, run: Run, tmp_path: Path) -> None:
    before = run("events", "--record", record, "--format", "jsonl").out
    event = lines(before)[0]
    done = run("correct", "reject", event["event_id"], "--by", "ana", "--why", "not an act", "--record", record)
    assert done.code == 0
    after = run("events", "--record", record, "--format", "jsonl").out
    assert str(event["event_id"]) not in after
    listed = lines(run("correct", "--list", "--record", record, "--format", "jsonl").out)
    assert (listed[0]["by"], listed[0]["why"]) == ("ana", "not an act")
    assert run("export", "jsonl", tmp_path / "out", "--record", record).code == 0
    again = run("correct", "--import", tmp_path / "out" / "judgements.jsonl", "--record", record)
    assert "0 of 1" in again.err
    assert run("correct", "--undo", listed[0]["judgement_id"], "--record", record).code == 0
    assert run("events", "--record", record, "--format", "jsonl").out == before


def test_search_takes_words_with_or_without_quotes_and_refuses_none(record: Path, run: Run) -> None:
    found = [
        run("search", *words, "--record", record, "--format", "jsonl").out
        for words in (("Peru Chile",), ("Peru", "Chile"))
    ]
    assert found[0] == found[1]
    assert run("search", " ", "--record", record).code == 2
    assert "is no event type" in run("search", "Peru", "--type", "FOO", "--record", record).err
