"""Imports without what only costs time: a module that a package imports, and that nothing here calls, stands empty."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["standing_in"]


@contextmanager
def standing_in(*names: str) -> Iterator[dict[str, ModuleType]]:
    """Within it, imports of these modules find empty ones, which come out by name and may be filled.

    A module that is there already stays, and comes out as none. Afterwards whoever imports one gets the module itself.
    """
    empty = {name: ModuleType(name) for name in names if name not in sys.modules}
    sys.modules.update(empty)
    try:
        yield empty
    finally:
        for name in empty:
            del sys.modules[name]
