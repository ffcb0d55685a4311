"""Numbers the sources in the order in which they are first cited; a copy is cited as what it copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.briefing.shapes import Cite, Source
from communique.export.rows import day
from communique.records import Evidence, Report
from communique.store import Filter, Record

__all__ = ["Sources"]

# Characters of the text that stand for a title where there is none.
_TITLE = 60


class Sources:
    """The sources of one dossier."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._numbers: dict[str, int] = {}
        self._reports: dict[str, Report | None] = {}

    def cite(self, evidence: Sequence[Evidence], quoted: Evidence | None = None) -> tuple[Cite, ...]:
        """One citation an origin: what is quoted, else the original where it is among the evidence, else a copy."""
        by_origin: dict[str, Evidence] = {}
        for one in [*([quoted] if quoted is not None else []), *self.ranked(evidence)]:
            report = self._report(one.report_id)
            by_origin.setdefault(report.origin if report and report.origin else one.report_id, one)
        return tuple(self._cite(one) for one in by_origin.values())

    def ranked(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence with originals before copies, in the order of their texts."""
        return sorted(evidence, key=lambda one: (self._is_copy(one.report_id), one.report_id, one.start))

    def origins(self, reports: Iterable[str]) -> int:
        """How many independent pieces of reporting these reports go back to."""
        found = (self._report(report_id) for report_id in reports)
        return len({report.origin or report.report_id for report in found if report})

    def listed(self) -> tuple[Source, ...]:
        """The sources that were cited, by number."""
        cited = sorted(self._numbers.items(), key=lambda item: item[1])
        return tuple(self._source(report_id, number) for report_id, number in cited)

    def _cite(self, one: Evidence) -> Cite:
        number = self._numbers.setdefault(one.report_id, len(self._numbers) + 1)
        report = self._report(one.report_id)
        return Cite(number, one.start, one.end, _outlet(report))

    def _report(self, report_id: str) -> Report | None:
        if report_id not in self._reports:
            self._reports[report_id] = self._record.report(report_id)
        return self._reports[report_id]

    def _is_copy(self, report_id: str) -> bool:
        report = self._report(report_id)
        return report is not None and report.derived_from is not None

    def _source(self, report_id: str, number: int) -> Source:
        report = self._report(report_id)
        if report is None:
            return Source(number=number, title="", outlet="", when="", source="", report_id=report_id, copies=())
        family = list(self._record.reports(Filter(story=report.story_id))) if report.story_id else []
        kin = {one.report_id: one.source for one in family if one.origin == report.origin}
        first = self._first(report, kin)
        copies = [source for key, source in kin.items() if key != report_id and first == report_id]
        return Source(
            number=number,
            title=report.title or f"“{report.text[:_TITLE].strip()}…”",
            outlet=_outlet(report),
            when=day(report.published),
            source=report.url or report.source,
            report_id=report_id,
            copies=tuple(sorted(copies)),
            copy_of="" if first == report_id else self._cited(first, kin),
        )

    def _first(self, report: Report, kin: Mapping[str, str]) -> str:
        """Which report of an origin stands for it here: the original where it is cited, else the first cited."""
        cited = [key for key in self._numbers if key in kin]
        original = [key for key in cited if not self._is_copy(key)]
        return (original or cited or [report.report_id])[0]

    def _cited(self, report_id: str, kin: Mapping[str, str]) -> str:
        return f"[{self._numbers[report_id]}]" if report_id in self._numbers else kin[report_id]


def _outlet(report: Report | None) -> str:
    return (report.outlet or report.agency if report else "") or "outlet unknown"
