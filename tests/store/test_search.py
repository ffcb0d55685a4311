from __future__ import annotations

import sqlite3

from communique.store.search import as_match, snippets
from communique.store.words import cut
from tests.making import report


def test_snippets_are_spans_of_the_report() -> None:
    one = report("a", "Nothing here. The talks on fishing failed. Fishing went on.")
    found = snippets(one, "fishing talks")
    assert found[0].text == "The talks on fishing failed."
    assert all(s.text == one.text[s.start : s.end] for s in found)
    assert as_match('two "a phrase"') == '"two" AND "a phrase"'


def test_text_is_cut_into_the_words_that_sqlite_finds() -> None:
    text = "Über-Café: naïve, 1e5 0x1f; 中国和朝鲜。 О'Нил's Ёлка_x"
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("INSERT INTO t VALUES (?)", (text,))
        for word in cut([text])[0]:
            assert connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (f'"{word}"',)).fetchone(), word
    assert cut(["a b", "", "a-b a"]) == [["a", "b"], [], ["a", "b", "a"]]
