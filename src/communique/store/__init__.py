"""The record: a file or a database that holds reports, what was read in them, and what came out of all of them."""

from communique.store.filters import Filter
from communique.store.record import Record, open_record, shown

__all__ = ["Filter", "Record", "open_record", "shown"]
