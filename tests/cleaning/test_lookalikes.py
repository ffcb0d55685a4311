"""Letters that are not what they look like are mended; words that are what they look like are left."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.cleaning.lookalikes import repair

ENGLISH = (
    "The foreign minister of Kenya told reporters in Nairobi that a new agreement on fishing would be signed soon. "
    "He said that all sides had accepted it, and that I have a copy of the text in my office."
)
CYRILLIC = str.maketrans("aceopxyijsdhqwABCEHIJKMOPSTXY", "асеорхуіјѕԁһԛԝАВСЕНІЈКМОРЅТХУ")


def swap(text: str) -> str:
    return text.translate(CYRILLIC)


def test_a_text_with_every_letter_swapped_that_can_be_comes_back_letter_by_letter() -> None:
    swapped = swap(ENGLISH)
    found = repair(swapped)
    assert found.text == ENGLISH
    assert len(found.repairs) == sum(a != b for a, b in zip(swapped, ENGLISH, strict=True))
    assert all(item.kind == "look-alike" and swapped[item.start : item.end] == item.was for item in found.repairs)


@pytest.mark.parametrize("word", ["а", "І", "сосоа", "реасе", "Норе"])
def test_one_wholly_swapped_word_in_an_english_text_is_mended(word: str) -> None:
    text = f"They said that {word} was in the new agreement on fishing."
    assert all(letter.isascii() for letter in repair(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "The Russian word «хор» means choir, and the minister wrote Мы не забудем in the book.",
        "The Ukrainian parliament (Верховна Рада) voted, said Сергій Оса, and then СССР was mentioned.",
        "His Greek host said Ευχαριστώ and pointed at the sign ΑΘΗΝΑ over the gate.",
        "The dose of α particles was small, and the tube of 50 kΩ held 3 μg at Δt.",
        "An А-50 and a С-300 with Cyrillic names are codes, and so is М4.",
    ],
)
def test_real_foreign_words_and_codes_in_english_stay(text: str) -> None:
    assert repair(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Депутат заявил, что СССР и НАТО спорили о соли; с утра у реки росла сосна, а у неё — роса.",
        "Агентство Reuters и телеканал BBC писали об Apple, Boeing и OPEC; акции IBM упали.",
        "Президент обговорив із прем'єр-міністром постачання, а їжу привезли сім вантажівок.",
        "Министърът прие посланика и обсъди с него моста; ЕС ще поеме половината.",
        "Министар је рекао да ће ЕУ бити против, али ја не очекујем.",
        "Το ΝΑΤΟ και ο ΟΗΕ χαιρέτισαν την απόφαση· ο ΟΤΕ όχι.",
        "Երևանում նախարարը հանդիպեց դեսպանին։ Սա քայլ է, ասաց նա BBC-ին։",
        "会谈在２０２４年举行，ＡＰＥＣ峰会也在议程上。　下一次在东京。",
        "İki ülke Iğdır'da ılımlı bir adım attı.",
        "Le ministre a reçu l’ambassadeur : « Nous voulons », dit-il à Évian.",
    ],
)
def test_well_written_texts_of_other_languages_have_nothing_to_repair(text: str) -> None:
    found = repair(text)
    assert [(item.was, item.now) for item in found.repairs] == []
    assert found.text == text


def test_latin_letters_in_russian_words_become_cyrillic() -> None:
    good = "Министр сообщил о переговорах в Москве, а посол приехал с докладом о торговле и сотрудничестве."
    bad = good.translate(str.maketrans("асеорхуМСТ", "aceopxyMCT"))
    assert repair(bad).text == good


def test_an_english_name_in_an_attacked_russian_text_stays_english() -> None:
    text = "Министp сooбщил o пepeгoвopax c компанией Boeing и агентством Reuters в Mocкве."
    assert "Boeing" in repair(text).text
    assert "Reuters" in repair(text).text
    assert "Москве" in repair(text).text


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("the 1990\u200bs, 1\u200b2", "the 1990s, 12"),
        ("donâ€™t go to SÃ£o Paulo", "don’t go to São Paulo"),
        ("â€œWe donâ€™t know,â€\ufffd she said", "“We don’t know,” she said"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, the envoy said", "Привет, the envoy said"),
        ("donÃ¢â‚¬â„¢t", "don’t"),
        ("the oﬃce was ﬁne", "the office was fine"),
        ("Ｔｈｅ ｔａｌｋｓ", "The talks"),
        ("𝐓𝐡𝐞 𝓽𝓪𝓵𝓴𝓼", "The talks"),
        ("Ko\u200brea, co\u00adop\u00ader\u00ada\u00adtion \ufeffand", "Korea, cooperation and"),
        ("10\u00a0000 men,\u2009then\u2028more", "10 000 men, then\nmore"),
        ("He said ``we go'' and that it isn´t so.", "He said “we go” and that it isn't so."),
        ("the 60tһ anniversary in the 1990ѕ", "the 60th anniversary in the 1990s"),
    ],
)
def test_other_damage_is_mended_too(was: str, now: str) -> None:
    found = repair(was)
    assert found.text == now
    assert all(was[item.start : item.end] == item.was for item in found.repairs)


@pytest.mark.parametrize(
    "text",
    [
        "The 👩\u200d🚀 wore a ❤\ufe0f and the flag 🏴\U000e0067\U000e0062\U000e007f.",
        "وزیر گفت گفت\u200cوگوها ادامه می\u200cیابد.",
        "श्री\u200dलंका के साथ",
        "قال \u200fالوزير\u200f إن",
        """“So be it," said one, and "let it be”, said another; the pipe was 5'10" long.""",
        "“We won’t,” she said… CAFÉ »Bar« — ½ of 5 °C; façade, Łódź, Đinđić.",
    ],
)
def test_characters_with_work_to_do_stay(text: str) -> None:
    assert repair(text).text == text


def test_the_language_decides_where_every_letter_could_be_another() -> None:
    assert repair("оса", "ru").text == "оса"
    assert repair("а соре", "en").text == "a cope"


def test_the_words_it_knows_are_read_without_loading_the_parser() -> None:
    code = (
        "import sys; from communique.cleaning.lookalikes import repair; "
        "print(repair('They drank сосоа today.').text, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "They drank cocoa today. False"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("abot отскаАНο αΤﬁ\u200b\u00adâ€™ÃＡ𝐚 \u00a0.,-19é'’\n"), max_size=60))
def test_every_character_knows_where_it_came_from_and_a_mended_text_stays(text: str) -> None:
    found = repair(text)
    mended = {at for item in found.repairs for at in range(item.start, item.end)}
    for at, char in enumerate(found.text):
        source = found.offsets.raw(at)
        assert text[source] == char or source in mended
    assert all(text[item.start : item.end] == item.was for item in found.repairs)
    assert found.offsets.length == len(found.text)
