"""The formats that the field already uses, and the files of each.

What each column holds, and why some are empty, stands in `tables/export_columns.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.export.columns import Row
from communique.export.followthemoney import entities
from communique.export.gdelt import gdelt, gdelt_mentions
from communique.export.icews import icews
from communique.export.plover import plover
from communique.export.polecat import polecat
from communique.store import Record

__all__ = ["JSON", "TABLES"]

Files = dict[str, Callable[[Record], Iterator[Row]]]

TABLES: dict[str, Files] = {
    "polecat": {"polecat": polecat},
    "gdelt": {"gdelt": gdelt, "gdelt_mentions": gdelt_mentions},
    "icews": {"icews": icews},
}
JSON: dict[str, Files] = {
    "plover-json": {"plover": plover},
    "followthemoney": {"entities": entities},
}
