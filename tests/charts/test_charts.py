from __future__ import annotations

import datetime as dt
import json

from communique import charts
from communique.charts.map import places
from communique.charts.series import scores
from communique.charts.timeline import lanes
from communique.merge import conclude
from communique.records import Event, Place, Relation, When
from tests.making import mention, month, on, reading, state, story

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")
ARICA = Place(name="Arica", country="CHL", lat=-18.5, lon=-70.3)


def events() -> list[Event]:
    told = [
        mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02")),
        mention("b", "CONSULT", [PERU, CHILE], [], month("2015-06"), "They met in Arica.", place=ARICA),
        mention("c", "THREATEN", [CHILE], [PERU], on("2015-07-01"), "It may act.", status="hypothetical"),
    ]
    readings = [reading(one.report_id, one) for one in told]
    return list(conclude(readings, [story((one.report_id,)) for one in told]).events)


def test_a_mark_is_as_wide_as_its_date_is_uncertain() -> None:
    spec = charts.timeline(events(), [], title="PER – CHL")
    rows = {row["type"]: row for row in spec["vconcat"][-1]["data"]["values"]}
    assert (rows["ACCUSE"]["start"], rows["ACCUSE"]["end"]) == ("2014-03-02", "2014-03-03")
    assert (rows["CONSULT"]["start"], rows["CONSULT"]["end"]) == ("2015-06-01", "2015-07-01")
    assert not rows["THREATEN"]["sure"]


def test_every_mark_of_the_page_leads_to_its_event() -> None:
    spec = charts.timeline_to_zoom(events(), [], [], sides={})
    panel = next(one for one in spec["vconcat"] if one["name"] == "events")
    assert {row["href"] for row in panel["data"]["values"]} == {f"/event/{event.event_id}" for event in events()}


def test_the_window_lies_within_all_time() -> None:
    meta = charts.timeline_to_zoom(events(), [], [], sides={})["usermeta"]
    assert meta["whole"][0] <= meta["window"][0] < meta["window"][1] <= meta["whole"][1]


def test_the_score_series_leaves_out_what_was_not_done() -> None:
    rows = scores(events())
    assert [row["start"] for row in rows] == ["2014-03-01", "2015-06-01"]


def test_a_place_is_a_circle_with_all_its_events() -> None:
    assert [(row["place"], row["events"]) for row in places(events())] == [("Arica", 1)]
    assert places(events(), "/events?type=CONSULT")[0]["href"] == "/events?type=CONSULT&place=Arica"


def test_a_network_joins_states_by_their_events() -> None:
    spec = charts.network([("CHL", "PER", 4, -8.0)], {"CHL": "Chile", "PER": "Peru"})
    (line,) = spec["layer"][0]["data"]["values"]
    assert (line["events"], line["score"]) == (4, -2.0)


def test_every_chart_can_be_drawn_without_a_browser() -> None:
    made = [
        charts.timeline(events(), [], title=""),
        charts.timeline_to_zoom(events(), [], [], sides={}),
        charts.timeline_to_zoom([], [], [], sides={}),
        charts.event_map(events()),
        charts.network([("CHL", "PER", 4, -8.0)], {"CHL": "Chile", "PER": "Peru"}),
    ]
    for spec in made:
        assert b"<svg" in charts.render(json.loads(json.dumps(spec)), "svg")


def test_an_anniversary_that_is_named_is_marked_on_its_day_and_is_no_event() -> None:
    text = "Peru and Chile exchanged messages for the 60th anniversary of their border treaty, officials said."
    told = mention("a", "CONSULT", [PERU, CHILE], [], on("2021-07-13"), text)
    [event] = conclude([reading("a", told)], [story(("a",))]).events
    treaty = Relation(
        relation_id="t", kind="treaty", name="Treaty of Arica", parties=(PERU, CHILE),
        valid=When(start=dt.date(1961, 7, 11), precision="day", basis="stated"), evidence=(told.evidence,),
    )  # fmt: skip
    spec = charts.timeline([event], [treaty], title="PER – CHL")
    above, below = spec["vconcat"]
    assert [row["what"] for row in above["data"]["values"] if row["sort"] == "anniversary"] == [
        "60th anniversary of their border treaty"
    ]
    assert next(row for row in above["data"]["values"] if row["sort"] == "anniversary")["start"] == "2021-07-11"
    assert len(below["data"]["values"]) == 1
    assert charts.render(spec, "svg").startswith(b"<svg")
    # On the page and where there are many events too.
    overview = charts.timeline_to_zoom([event], [treaty], [], sides={})["vconcat"][0]
    for panel in (overview, lanes([event], [treaty], title="")["vconcat"][0]):
        (mark,) = (layer for layer in panel["layer"] if layer["mark"]["type"] == "point")
        assert [row["start"] for row in mark["data"]["values"]] == ["2021-07-11"]
