from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.run import Engine, Inline, engine, exchange, shards
from communique.run.bench import Bench
from communique.run.task import BROKEN
from tests.run import work

MEGABYTE = 1 << 20
ENGINES = [("local", 1), ("local", 3), pytest.param(("ray", 2), marks=pytest.mark.slow)]


@pytest.fixture(scope="module", params=ENGINES, ids=lambda param: f"{param[0]}-{param[1]}")
def workers(request: pytest.FixtureRequest) -> Iterator[Engine]:
    name, count = request.param
    if name == "ray":
        pytest.importorskip("ray")
    # Room enough for the address space that the threads of Ray reserve.
    with engine(name, count, memory=800 * MEGABYTE) as found:
        yield found


def outcome(workers: Engine, items: list[str], size: int = 3) -> dict[str, str]:
    return dict(workers.map(work.WORK, shards(items, size), "> "))


def test_results_come_in_the_order_of_the_items(workers: Engine) -> None:
    items = [f"line {number}" for number in range(100)]
    assert list(workers.map(work.WORK, shards(items, 7), "> ")) == [(item, f"> {item}") for item in items]


def test_an_item_that_ends_its_worker_costs_itself_alone(workers: Engine) -> None:
    found = outcome(workers, ["one", "two", "die", "three", "four"])
    assert found == {"one": "> one", "two": "> two", "die": f"die: {BROKEN}", "three": "> three", "four": "> four"}


@pytest.mark.slow
def test_an_item_that_never_ends_is_given_up_when_its_time_is_over(workers: Engine) -> None:
    found = outcome(workers, ["one", "hang", "two"], size=1)
    assert "longer than 2 seconds" in found["hang"]
    assert (found["one"], found["two"]) == ("> one", "> two")


def test_an_item_that_wants_more_memory_than_a_worker_has_is_given_up(workers: Engine) -> None:
    found = outcome(workers, ["one", "eat 100", "eat 3000", "two"])
    assert found["eat 100"] == str(100 * MEGABYTE)
    assert found["eat 3000"] == f"eat 3000: {BROKEN}"
    assert found["two"] == "> two"


def test_an_item_that_raises_is_given_up_with_what_was_said(workers: Engine) -> None:
    found = outcome(workers, ["one", "raise no such day", "two"])
    assert "ValueError: no such day" in found["raise no such day"]
    assert found["two"] == "> two"


def test_a_worker_that_is_lost_once_changes_nothing(workers: Engine, tmp_path: Path) -> None:
    item = f"die-once {tmp_path / 'seen'}"
    assert outcome(workers, ["one", item, "two"]) == {"one": "> one", item: f"> {item}", "two": "> two"}


def test_a_worker_killed_from_outside_changes_nothing(workers: Engine) -> None:
    (pid,) = {int(pid) for pid in outcome(workers, ["who"]).values()}
    os.kill(pid, signal.SIGKILL)
    assert outcome(workers, ["one", "two"]) == {"one": "> one", "two": "> two"}


def test_what_the_user_can_mend_ends_the_run_as_it_is(workers: Engine) -> None:
    with pytest.raises(Exception, match="say what it is") as caught:
        outcome(workers, ["one", "misused"])
    assert caught.value.exit_code == UsageError.exit_code  # type: ignore[attr-defined]


def test_a_run_that_is_broken_off_leaves_nothing_for_the_next(workers: Engine) -> None:
    running = workers.map(work.WORK, shards([f"line {number}" for number in range(40)], 1), "old ")
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert outcome(workers, ["line 7"]) == {"line 7": "> line 7"}


def test_no_more_is_drawn_than_is_worked_on(workers: Engine) -> None:
    drawn = 0

    def source() -> Iterator[list[str]]:
        nonlocal drawn
        for number in range(2000):
            drawn += 1
            yield [f"line {number}"]

    running = workers.map(work.WORK, source(), "> ")
    next(running)
    assert drawn < 200
    running.close()  # type: ignore[attr-defined]


def test_without_workers_the_results_are_the_same() -> None:
    found = outcome(Inline(), ["one", "raise no such day", "two"])
    assert "ValueError: no such day" in found["raise no such day"]
    assert (found["one"], found["two"]) == ("> one", "> two")


def test_a_worker_warms_up_while_it_waits_and_fails_only_where_a_task_does() -> None:
    with engine("local", 1, memory=801 * MEGABYTE, warm="tests.run.work:warm") as crew:
        assert outcome(crew, ["steps", "one"])["steps"].startswith("first")
    with engine("local", 1, memory=802 * MEGABYTE, warm="tests.run.work:no_such_function") as crew:
        assert outcome(crew, ["one"]) == {"one": "> one"}


def test_a_worker_stops_warming_up_where_work_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "steps", [])
    bench = Bench.__new__(Bench)
    bench.warm("tests.run.work:warm", until=lambda: True)
    assert work.steps == ["first"]
    bench.warm("tests.run.work:warm", until=lambda: False)
    assert work.steps == ["first", "first", "second"]


def test_an_address_is_that_of_a_cluster() -> None:
    with pytest.raises(UsageError, match="--engine ray"):
        engine("local", 1, address="host:6379")


def test_shards_close_where_their_items_weigh_much() -> None:
    assert list(shards([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]
    assert list(shards(["a", "b", "c"], 9, lambda item: MEGABYTE if item == "a" else 1)) == [["a"], ["b", "c"]]


def test_items_of_one_key_go_together() -> None:
    keyed = [(3, "c"), (1, "a"), (3, "d"), (2, "b"), (3, "e")]
    assert list(exchange(keyed, 2)) == [["a", "b"], ["c", "d", "e"]]


def test_a_crowd_of_one_key_is_cut() -> None:
    assert [len(shard) for shard in exchange([(1, number) for number in range(70)], 4)] == [32, 32, 6]
