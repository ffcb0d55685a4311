"""The one exception family. Each error says what was wrong, with what, and what to do; each has its exit code."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of all errors that a user can cause or mend."""

    exit_code = 1


class UsageError(CommuniqueError):
    """The call is wrong: a path that does not exist, a filter that names nothing."""

    exit_code = 2


class RecordError(CommuniqueError):
    """The record is locked, damaged, newer than the program, or no record at all."""

    exit_code = 4


class TooSlow(RecordError):
    """A question to the record took longer than it may."""


class RefusedDocument(CommuniqueError):
    """One document can't be read; the message is the reason that its report carries."""
