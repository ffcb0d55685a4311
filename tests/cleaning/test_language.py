"""The language of a report, or an honest unknown."""

from __future__ import annotations

import pytest

from communique.cleaning.language import identify


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The foreign ministers of Ghana and Togo met on Monday to talk about the border at Aflao.", "en"),
        ("Les ministres des Affaires étrangères du Ghana et du Togo se sont rencontrés lundi à Lomé.", "fr"),
        ("Los ministros de Relaciones Exteriores se reunieron el lunes para hablar de la frontera.", "es"),
        ("Министры иностранных дел встретились в понедельник и обсудили вопрос о границе.", "ru"),
        ("外交部长王毅周四会见了来访的代表团，双方就边境贸易交换了意见。", "zh"),
        ("التقى وزير الخارجية المصري نظيره السوداني وبحثا معه ملف المياه والحدود.", "ar"),
    ],
)
def test_the_language_of_a_sentence_of_news_is_named(text: str, code: str) -> None:
    assert identify(text) == code


@pytest.mark.parametrize("text", ["", "OK", "12:30 14.05.2020 +49 30 1234", "https://example.org/a/b/c/d", "— … —"])
def test_too_little_to_tell_is_unknown(text: str) -> None:
    assert identify(text) == ""


def test_menus_at_both_ends_do_not_hide_the_language_of_the_body() -> None:
    body = "Der Minister sprach am Dienstag mit seinem Kollegen über die Grenze und den Handel. " * 60
    assert identify("Home News Sport Contact " * 5 + body + " Home News Sport Contact" * 5) == "de"
