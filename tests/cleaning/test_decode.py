"""Bytes of any origin become text, one for one, and never silently less of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.cleaning.decode import decode

RUSSIAN = "Министр прибыл в Минск и встретился с послом, сообщило агентство. " * 3
FRENCH = "Le président a reçu l’envoyé à l’Élysée ; « un geste », dit-il. " * 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marked_text_is_read_as_marked_and_the_mark_is_not_text(encoding: str) -> None:
    found = decode(RUSSIAN.encode(encoding))
    assert (found.text, found.lossy) == (RUSSIAN, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen_by_its_zero_bytes(encoding: str) -> None:
    assert decode(("The envoys met. " * 20).encode(encoding)).text.startswith("The envoys met.")


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (FRENCH, "cp1252")])
def test_undeclared_encodings_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_the_sender_is_believed_where_the_bytes_agree() -> None:
    assert decode("Kęstas atvyko į Vilnių".encode("cp1257"), "windows-1257").text == "Kęstas atvyko į Vilnių"


def test_the_sender_is_not_believed_against_good_utf_8() -> None:
    assert decode("naïve café".encode(), "shift_jis").text == "naïve café"


@pytest.mark.parametrize("name", ["rot13", "zip", "base64", "no-such", "\x00", "idna", "unicode_escape" * 9])
def test_a_page_cannot_choose_a_codec_that_is_no_character_set(name: str) -> None:
    assert decode(b"caf\xe9 and tea", name).text == "café and tea"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    page = b'<meta charset="iso-8859-1"><p>\x93Yes\x94</p>'
    assert "“Yes”" in decode(page).text


def test_a_zero_byte_keeps_its_place_so_that_no_offset_shifts() -> None:
    found = decode(b"be\x00fore")
    assert (found.text, found.lossy) == ("be\ufffdfore", True)


def test_half_a_surrogate_pair_costs_one_character_and_nothing_after_it() -> None:
    found = decode("before \ud83d after".encode("utf-8", "surrogatepass"))
    assert (found.text, found.lossy) == ("before \ufffd after", True)


def test_a_surrogate_pair_written_as_two_is_the_character_it_means() -> None:
    assert decode("ok \ud83d\ude00 ok".encode("utf-8", "surrogatepass")).text == "ok 😀 ok"


def test_a_windows_quote_pasted_into_utf_8_is_read_as_a_quote_and_said_to_be_a_guess() -> None:
    found = decode("café ".encode() * 5 + b"don\x92t")
    assert found.text.endswith("don’t")
    assert found.lossy


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "cp1251", "utf-16", "x-user-defined"]))
def test_no_bytes_make_it_fail_and_what_comes_out_can_be_stored(data: bytes, hint: str) -> None:
    text = decode(data, hint).text
    assert "\x00" not in text
    text.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=200))
def test_good_utf_8_comes_back_as_it_was(text: str) -> None:
    found = decode(text.encode())
    assert found.text == text
