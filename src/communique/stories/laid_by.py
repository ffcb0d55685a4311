"""Files for what does not fit into memory while stories are grouped; they are gone when they are closed."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from typing import IO

from communique.errors import CommuniqueError

__all__ = ["file", "room"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def file() -> IO[bytes]:
    """A file of this process alone, without a name."""
    return tempfile.TemporaryFile()


@contextlib.contextmanager
def room() -> Iterator[None]:
    """Says what to do where the files find no room. Raises `CommuniqueError`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise CommuniqueError(
            f"there is no room in {tempfile.gettempdir()} for what is laid by while stories are grouped "
            f"({error.strerror}): free some space there, or name another folder in TMPDIR, and read again"
        ) from error
