"""What is known of the reports behind the mentions: who copies whom, who speaks in them, whose media they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from communique.records import EventMention, Member, Reading, Statement, Story

__all__ = ["Medium", "Members", "Press", "members_of"]

Members = Mapping[str, tuple[str, Member]]
# What an original says, or an independent report; a copy only repeats, and may corrupt what it repeats.
_OWN_REPORTING = ("original", "independent")


@dataclass(frozen=True, slots=True)
class Medium:
    """Who vouches for a report's own account: its name, empty where unknown, and whether a state owns it."""

    name: str = ""
    state: bool = False


@dataclass(frozen=True)
class Press:
    """The reports' places in their stories, the statements by ID, and each report's medium."""

    members: Members
    statements: Mapping[str, Statement] = field(default_factory=dict)
    media: Mapping[str, Medium] = field(default_factory=dict)

    @cached_property
    def _reporting(self) -> Mapping[str, str]:
        """The report that is no copy, by origin."""
        own = [member for _, member in self.members.values() if member.copy_kind in _OWN_REPORTING]
        return {member.origin: member.report_id for member in sorted(own, key=lambda one: one.report_id, reverse=True)}

    @classmethod
    def of(cls, readings: Iterable[Reading], stories: Sequence[Story]) -> Press:
        """All that merging needs to know of these readings."""
        readings = list(readings)
        return cls(
            members_of(stories),
            {statement.statement_id: statement for reading in readings for statement in reading.statements},
            {reading.report_id: Medium(reading.medium, reading.state_media) for reading in readings},
        )

    def origin(self, mention: EventMention) -> str:
        """The piece of reporting that the mention's report goes back to; the report itself where no story has it."""
        known = self.members.get(mention.report_id)
        return known[1].origin if known else mention.report_id

    def story(self, mention: EventMention) -> str:
        """The story that the mention's report belongs to."""
        known = self.members.get(mention.report_id)
        return known[0] if known else mention.report_id

    def medium(self, mention: EventMention) -> Medium:
        """The medium of the mention's report; of a copy, that of the report which it goes back to, where it is known.

        The page that repeats a wire story is no witness beside the wire.
        """
        source = self._reporting.get(self.origin(mention), mention.report_id)
        return self.media.get(source) or self.media.get(mention.report_id) or Medium()

    def copied_from(self, report_id: str) -> str | None:
        """The report, as near to the origin as was read, that a copy was made from; `None` where there is none."""
        source = report_id
        for _ in range(len(self.members)):
            known = self.members.get(source)
            if known is None or known[1].derived_from is None or known[1].derived_from not in self.members:
                break
            source = known[1].derived_from
        return source if source != report_id else None

    def speaks_for_itself(self, mention: EventMention) -> bool:
        """Whether the report is no copy: a copy's corruption contradicts nobody."""
        return self.is_own_reporting(mention.report_id)

    def is_own_reporting(self, report_id: str) -> bool:
        """Whether a report is no copy of another."""
        known = self.members.get(report_id)
        return known is None or known[1].copy_kind in _OWN_REPORTING

    def independent(self, a: EventMention, b: EventMention) -> bool:
        """Whether two mentions go back to different pieces of reporting."""
        return a.report_id != b.report_id and self.origin(a) != self.origin(b)


def members_of(stories: Sequence[Story]) -> Members:
    """Each report's story ID and its place in it."""
    return {member.report_id: (story.story_id, member) for story in stories for member in story.members}
