"""The actors of all readings, counted while the readings are read one by one."""

from __future__ import annotations

from collections import Counter

import msgspec

from communique.records import Actor, Reading

__all__ = ["Census"]


class Census:
    """Who is mentioned in how many reports, and how often."""

    def __init__(self) -> None:
        self._known: dict[str, Actor] = {}
        self._mentions: Counter[str] = Counter()
        self._reports: Counter[str] = Counter()

    def counted(self, reading: Reading) -> Reading:
        """Count a report's mentions; its reading without them, and without times and places."""
        mentioned = [actor for mention in reading.mentions for actor in mention.actors]
        for actor in mentioned:
            self._known.setdefault(actor.actor_id, actor)
        self._mentions.update(actor.actor_id for actor in mentioned)
        self._reports.update({actor.actor_id for actor in mentioned})
        return msgspec.structs.replace(reading, mentions=(), times=(), places=())

    def actors(self) -> dict[str, tuple[Actor, int, int]]:
        """By its ID each actor, its mentions and its reports."""
        return {key: (self._known[key], self._mentions[key], self._reports[key]) for key in sorted(self._known)}
