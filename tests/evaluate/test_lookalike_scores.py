"""The attack does what the scorer says it does, and the scorer counts what it should."""

from __future__ import annotations

from communique.evaluate import lookalikes
from communique.evaluate.disguise import ALPHABETS, alphabet, disguise

TEXT = "The 60th envoys, from A4 offices in Oslo, accept a peace pact."


def test_a_full_attack_changes_every_word_that_it_can_and_no_word_with_a_digit() -> None:
    made = disguise(TEXT, alphabet("mathematical"), 1.0, seed=1)
    words = made.text.split()
    assert words[1] == "60th"
    assert words[4] == "A4"
    assert made.attacked == frozenset(range(len(words))) - {1, 4}


def test_the_same_seed_gives_the_same_attack() -> None:
    shapes = alphabet("any")
    assert disguise(TEXT, shapes, 0.3, seed=5) == disguise(TEXT, shapes, 0.3, seed=5)


def test_no_attack_alphabet_puts_a_letter_in_its_own_place() -> None:
    for name in ALPHABETS:
        assert all(letter not in others for letter, others in alphabet(name).items()), name


def test_words_lost_or_split_by_a_restorer_count_as_not_restored() -> None:
    score = lookalikes._score([TEXT], alphabet("full-width"), 1.0, lambda text: text + " more")
    assert score["restored"] == 0.0


def test_a_restorer_that_translates_real_russian_is_seen_to_harm() -> None:
    row = next(row for row in lookalikes.own_set() if row["id"] == "ru-2")
    assert lookalikes._harmed([row["text"]], lookalikes._plain_table)["harmed"] > 10


def test_every_clean_text_says_its_language_and_nothing_is_repaired_in_it() -> None:
    figures = lookalikes._clean([], lookalikes.own_set())
    assert len({row["language"] for row in lookalikes.own_set()}) >= 15
    assert {name for name, counts in figures.items() if counts["harmed"]} == set()
