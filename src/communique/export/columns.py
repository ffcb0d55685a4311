"""The columns of each format, as `tables/export_columns.csv` documents them, and values that several formats share."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from communique.export.dyads import Dyad
from communique.records import Actor, Report
from communique.tables import load

__all__ = ["Row", "columns", "joined", "place_columns", "published", "sectors", "whole"]

Row = dict[str, Any]


@functools.cache
def columns(file: str) -> tuple[str, ...]:
    """The columns of a file, in order."""
    return tuple(row["column"] for row in load("export_columns") if row["file"] == file)


def whole(row: Row, file: str) -> Row:
    """A row with all columns of its file in order, the unfilled ones empty."""
    return {column: row.get(column, "") for column in columns(file)}


def place_columns(dyad: Dyad) -> Row:
    """The event's place in the columns that POLECAT and ICEWS have in common."""
    place = dyad.event.place
    if place is None:
        return {}
    return {
        "City": place.name if place.is_town else "",
        "Province": place.name if place.kind == "region" else "",
        "Country": place.country or "",
        "Latitude": place.lat if place.lat is not None else "",
        "Longitude": place.lon if place.lon is not None else "",
    }


def published(report: Report | None) -> str:
    """A report's date, empty where it is not known."""
    return str(report.published.start) if report and report.published.start else ""


def sectors(actor: Actor | None) -> str:
    """An actor's sectors, joined by `;`."""
    return ";".join(part for part in actor.sector.split("|") if part) if actor else ""


def joined(values: Iterable[str]) -> str:
    """Values once each in their order, joined by `;`."""
    return ";".join(dict.fromkeys(value for value in values if value))
