"""The tables of places: coordinates on the globe, countries that exist, kinds that mean something."""

from __future__ import annotations

from communique.tables import load


def test_every_place_lies_on_the_globe_and_has_a_source() -> None:
    for table in ("seas", "places_extra", "regions", "country_points"):
        for row in load(table):
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row
            assert row["source"], row


def test_no_sea_and_no_site_is_named_twice() -> None:
    names = [row["name"] for table in ("seas", "places_extra") for row in load(table)]
    assert len(names) == len(set(names))


def test_countries_of_sites_have_a_point() -> None:
    known = {row["iso3"] for row in load("country_points")} | {"UMI"}
    for row in load("places_extra"):
        assert set(filter(None, row["country"].split("|"))) <= known, row["name"]
