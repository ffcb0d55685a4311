from __future__ import annotations

from pathlib import Path

import communique


def test_every_public_name_is_there_and_nothing_else_is_promised() -> None:
    for name in communique.__all__:
        assert getattr(communique, name) is not None
    assert sorted(communique.__all__) == communique.__all__


def test_the_library_reads_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(
        "LIMA, March 4, 2014 - Peru recalled its ambassador from Chile on Tuesday after a border dispute.\n"
    )
    with communique.open(tmp_path / "r.communique", create=True) as record:
        result = communique.read([path], record)
        assert (result.documents, result.refused) == (1, ())
        assert [report.report_id for report in record.reports()]
        assert all(event.evidence for event in record.events())
