"""Where characters came from, whatever was done to the text in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.cleaning.offsets import OffsetMap


def edits_of(draw: st.DrawFn, length: int) -> list[tuple[int, int, int]]:
    found = []
    done = 0
    for _ in range(draw(st.integers(0, 6))):
        if done >= length:
            break
        start = draw(st.integers(done, length))
        end = draw(st.integers(start, min(length, start + 4)))
        size = draw(st.integers(0, 4)) if end > start else draw(st.integers(1, 3))
        found.append((start, end, size))
        done = end + 1
    return found


@st.composite
def maps(draw: st.DrawFn, length: int | None = None) -> tuple[int, OffsetMap]:
    raw = draw(st.integers(0, 40)) if length is None else length
    return raw, OffsetMap.of_edits(raw, edits_of(draw, raw))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[OffsetMap, OffsetMap]:
    _, inner = draw(maps())
    _, outer = draw(maps(inner.length))
    return outer, inner


@given(st.integers(0, 50))
def test_an_unchanged_text_maps_to_itself(length: int) -> None:
    same = OffsetMap.identity(length)
    assert [same.raw(at) for at in range(length + 1)] == list(range(length + 1))


@given(pairs())
def test_two_steps_lead_where_each_step_after_the_other_leads(both: tuple[OffsetMap, OffsetMap]) -> None:
    outer, inner = both
    joined = outer.compose(inner)
    assert joined.length == outer.length
    if inner.length:
        assert [joined.raw(at) for at in range(outer.length)] == [
            inner.raw(outer.raw(at)) for at in range(outer.length)
        ]


@given(maps(), st.data())
def test_a_cut_text_still_knows_where_each_character_came_from(
    made: tuple[int, OffsetMap], data: st.DataObject
) -> None:
    _, offsets = made
    places = sorted(data.draw(st.lists(st.integers(0, offsets.length), min_size=0, max_size=6)))
    spans = list(zip(places[0::2], places[1::2], strict=False))
    kept = [at for at in range(offsets.length) if not any(start <= at < end for start, end in spans)]
    cut = offsets.cut(spans)
    assert cut.length == len(kept)
    assert [cut.raw(new) for new in range(cut.length)] == [offsets.raw(old) for old in kept]


@given(maps(), st.data())
def test_a_slice_is_the_map_of_the_stretch(made: tuple[int, OffsetMap], data: st.DataObject) -> None:
    _, offsets = made
    start = data.draw(st.integers(0, offsets.length))
    end = data.draw(st.integers(start, offsets.length))
    part = offsets.slice(start, end)
    assert [part.raw(at) for at in range(end - start)] == [offsets.raw(at) for at in range(start, end)]


@given(maps())
def test_the_segments_are_all_that_a_report_needs_to_keep(made: tuple[int, OffsetMap]) -> None:
    _, offsets = made
    again = OffsetMap.from_segments(offsets.segments, offsets.length)
    assert [again.raw(at) for at in range(offsets.length + 1)] == [offsets.raw(at) for at in range(offsets.length + 1)]


def test_a_ligature_that_became_two_letters_maps_both_to_itself() -> None:
    offsets = OffsetMap.of_edits(4, [(1, 2, 2)])
    assert [offsets.raw(at) for at in range(5)] == [0, 1, 1, 2, 3]
    assert offsets.span(2, 3) == (1, 2)
    assert offsets.raw(5) == 4


def test_segments_out_of_order_are_an_error_that_says_where() -> None:
    with pytest.raises(ValueError, match="overlap at 2"):
        OffsetMap.from_segments([(0, 0, 5), (2, 9, 1)])
