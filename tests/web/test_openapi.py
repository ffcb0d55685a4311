"""What the schema of the API promises holds for what is asked at random."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from communique.web import create_app
from tests.web.making import two_reports

_EXAMPLES = 12


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    path = two_reports(tmp_path_factory.mktemp("openapi") / "r.communique")
    app = create_app(path, hosts=frozenset({"testserver", "localhost"}), seconds=600)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    return [one.ok() for one in schema.get_all_operations()]


def _ask(operation: Any, mode: GenerationMode) -> None:
    @settings(
        max_examples=_EXAMPLES, deadline=None, phases=[Phase.generate], database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Case) -> None:
        # A schema can't say which names mean a party, nor that February has no 30th: such a call is refused in words.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    call()


@pytest.mark.slow
def test_what_the_schema_allows_is_answered_as_it_says(operations: list[Any]) -> None:
    assert len(operations) > 15
    for operation in operations:
        _ask(operation, GenerationMode.POSITIVE)


@pytest.mark.slow
def test_what_the_schema_forbids_is_refused_as_it_says(operations: list[Any]) -> None:
    for operation in operations:
        if operation.query:
            _ask(operation, GenerationMode.NEGATIVE)
