"""The record: one SQLite file that holds reports, what was read in them, and what came out of all of them."""

from communique.store.filters import Filter
from communique.store.record import Record, open_record

__all__ = ["Filter", "Record", "open_record"]
