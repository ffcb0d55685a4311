from __future__ import annotations

from communique.stories.words import hash_of, shingles, words


def surfaces(text: str) -> list[str]:
    found = words(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def test_initialisms_and_numbers_are_one_word_each() -> None:
    assert surfaces("U.S.-led forces, 28,500 strong, in 3.5 hours.") == [
        "U.S", "led", "forces", "28,500", "strong", "in", "3.5", "hours",
    ]  # fmt: skip


def test_how_a_word_is_written_does_not_change_it() -> None:
    assert hash_of("Erdoğan") == hash_of("ERDOGAN")
    assert hash_of("U.S.") == hash_of("US")
    assert hash_of("28,500") == hash_of("28500")
    assert hash_of("３") == hash_of("3")


def test_other_numbers_are_other_words() -> None:
    assert hash_of("3.5") != hash_of("35")
    assert hash_of("1950") != hash_of("1953")


def test_stems_join_a_country_and_its_people() -> None:
    found = words("Ecuador Ecuadorean accuse accusation 19501 19502")
    assert found.stems[0] == found.stems[1]
    assert found.stems[2] == found.stems[3]
    assert found.stems[4] != found.stems[5]


def test_each_han_character_is_a_word() -> None:
    assert surfaces("北京 talks") == ["北", "京", "talks"]


def test_a_capital_after_a_stop_opens_a_sentence() -> None:
    found = words("It ended. The Council met.")
    assert found.capital.tolist() == [True, False, True, True, False]
    assert found.opening.tolist() == [True, False, True, False, False]


def test_a_text_without_words_has_no_shingles() -> None:
    assert len(words("")) == 0
    assert len(words("… — !")) == 0
    assert len(shingles(words("two words").hashes, 5)) == 0


def test_lone_surrogates_and_emoji_do_not_shift_offsets() -> None:
    assert surfaces("a\ud800b 🎈 c") == ["a", "b", "c"]
