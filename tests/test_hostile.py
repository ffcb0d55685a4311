"""Nothing that a stranger sends stops a run: each nasty file is read, or refused with its reason, and soon."""

from __future__ import annotations

import random
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.cleaning import clean
from communique.records import Document
from communique.sources import documents
from tests import hostile
from tests.sources import test_readers as readers

pytestmark = pytest.mark.slow

# Of this process: the sandbox bounds its own time by the clock.
_MOST_SECONDS = 10.0
_MOST_MEMORY = 1_500 << 20


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, hostile.Nasty]]:
    folder = tmp_path_factory.mktemp("hostile")
    yield hostile.write(folder)
    for path in folder.iterdir():
        path.unlink()


@pytest.fixture(scope="module")
def found(corpus: dict[str, hostile.Nasty]) -> dict[str, tuple[list[Document], float]]:
    result = {}
    for path in corpus:
        start = time.process_time()
        read = list(documents([path]))
        result[path] = read, time.process_time() - start
    return result


def test_the_corpus_has_sixty_files_and_more(corpus: dict[str, hostile.Nasty]) -> None:
    assert len(corpus) >= 60


@pytest.mark.parametrize("name", [*(nasty.name for nasty in hostile.NASTY), *hostile.NO_FILES])
def test_each_file_is_read_or_refused_for_the_right_reason(
    name: str, corpus: dict[str, hostile.Nasty], found: dict[str, tuple[list[Document], float]]
) -> None:
    path = next(path for path in corpus if Path(path).name == name)
    read, seconds = found[path]
    reasons = [each.refused for each in read if each.refused]
    assert seconds < _MOST_SECONDS
    if corpus[path].reason:
        assert any(re.search(corpus[path].reason, reason) for reason in reasons), reasons
    else:
        assert read
        assert not reasons
    for reason in reasons:
        assert "Traceback" not in reason
        assert ":" in reason, "a reason says what to do after what is wrong"


def test_good_members_beside_bad_ones_are_read(
    corpus: dict[str, hostile.Nasty], found: dict[str, tuple[list[Document], float]]
) -> None:
    for name in ("escape.zip", "bomb.zip", "long-line.jsonl", "not-json.jsonl", "deep.jsonl", "ragged.csv", "cut.json"):
        read, _ = found[next(path for path in corpus if Path(path).name == name)]
        assert any(each.refused is None and each.data for each in read), name


def test_one_run_over_the_whole_folder_ends_with_every_file_accounted_for(corpus: dict[str, hostile.Nasty]) -> None:
    folder = Path(next(iter(corpus))).parent
    seen = {each.source.partition("#")[0] for each in documents([folder])}
    assert seen == set(corpus)


def test_cleaning_each_of_them_gives_a_report_or_a_reason_in_bounded_time_and_memory(
    found: dict[str, tuple[list[Document], float]],
) -> None:
    for read, _ in found.values():
        for document in read[:3]:
            start = time.process_time()
            report = clean(document)
            assert time.process_time() - start < _MOST_SECONDS, document.source
            assert report.text or report.refused, document.source
            assert "please report" not in (report.refused or ""), (document.source, report.refused)
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        assert resource.getrusage(who).ru_maxrss * 1_024 < _MOST_MEMORY


@pytest.mark.parametrize("seed", range(40))
def test_a_good_file_with_bytes_changed_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    good = {
        "a.docx": readers.word_file([readers.STORY] * 5),
        "a.pdf": readers.pdf_file([readers.STORY] * 3),
        "a.eml": readers.mail().as_bytes(),
        "a.xml": readers.FEED.encode(),
        "a.warc": readers.warc_record("conversion", "http://a.example/1", hostile.TEXT, "text/plain") * 3,
        "a.jsonl": b'{"text": "The envoys met."}\n' * 3,
        "a.csv": b'id,text\n1,"The envoys\nmet."\n2,again\n',
        "a.html": hostile.PAGE.format(readers.STORY).encode(),
    }
    name = chance.choice(list(good))
    data = bytearray(good[name])
    for _ in range(chance.choice([1, 3, 20])):
        at = chance.randrange(len(data))
        if chance.random() < 0.7:
            data[at] = chance.choice([0, 255, 10, 34, 60, chance.randrange(256)])
        else:
            del data[at : at + chance.randrange(20)]
    (tmp_path / name).write_bytes(data)
    for document in documents([tmp_path / name]):
        assert document.refused or document.data
