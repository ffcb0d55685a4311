"""Evidence as a page shows it: lit in its sentence, under its report, copies folded under their origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.records import Evidence, Frozen, Report
from communique.store import Filter, Record
from communique.web.marking import sentence_around


class Cited(Frozen, frozen=True, kw_only=True):
    """A stretch of a report with what stands around it in its sentence; `report` is `None` where it is gone."""

    evidence: Evidence
    report: Report | None
    before: str = ""
    after: str = ""

    @property
    def href(self) -> str:
        """The address of the stretch in its report."""
        return f"/report/{self.evidence.report_id}#at-{self.evidence.start}"


class Origin(Frozen, frozen=True, kw_only=True):
    """One independent piece of reporting: the evidence nearest to its source, and that of the copies."""

    first: tuple[Cited, ...]
    copies: tuple[Cited, ...]


def reports_of(record: Record, evidence: Iterable[Evidence]) -> dict[str, Report]:
    """The reports that evidence stands in, by ID."""
    ids = tuple(sorted({one.report_id for one in evidence}))
    return {report.report_id: report for report in record.reports(Filter(reports=ids))} if ids else {}


def cite(evidence: Evidence, reports: dict[str, Report]) -> Cited:
    """One stretch in its sentence."""
    report = reports.get(evidence.report_id)
    if report is None:
        return Cited(evidence=evidence, report=None)
    before, after = sentence_around(report.text, evidence.start, evidence.end)
    return Cited(evidence=evidence, report=report, before=before, after=after)


def by_origin(record: Record, evidence: Sequence[Evidence]) -> list[Origin]:
    """Evidence grouped by the reporting that it goes back to, in order of its date."""
    reports = reports_of(record, evidence)
    groups: dict[str, list[Cited]] = {}
    for one in evidence:
        report = reports.get(one.report_id)
        groups.setdefault((report.origin if report else "") or one.report_id, []).append(cite(one, reports))
    return [_origin(group) for group in groups.values()]


def _origin(group: list[Cited]) -> Origin:
    """The report that was derived from no other stands for its copies; where none is there, the first does."""
    own = [one for one in group if one.report is not None and one.report.derived_from is None]
    head = (own or group)[0].evidence.report_id
    return Origin(
        first=tuple(one for one in group if one.evidence.report_id == head),
        copies=tuple(one for one in group if one.evidence.report_id != head),
    )
