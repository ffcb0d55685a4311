"""Relations: treaties, wars, deployments, sanctions and other facts that stand between parties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.records import Mention, RelationMention, Report, When

if TYPE_CHECKING:
    from communique.language import Parsed

__all__ = ["relations"]


def relations(
    parsed: Parsed, report: Report, mentions: Sequence[Mention], times: Sequence[When]
) -> tuple[RelationMention, ...]:
    """The standing facts that a report tells."""
    return ()
