"""Reports for the tests of stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Report


@pytest.fixture
def report() -> Callable[..., Report]:
    """A report out of an ID, a text and other fields."""

    def made(report_id: str, text: str, **fields: object) -> Report:
        return Report(report_id=report_id, source=report_id, content_hash=report_id, text=text, **fields)  # type: ignore[arg-type]

    return made
