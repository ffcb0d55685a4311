"""Titles, bylines, agencies, datelines and dates, each with how it was found."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest

from communique import tables
from communique.cleaning import clean, of_settings, stamps
from communique.cleaning.furniture import lines
from communique.cleaning.html import Page
from communique.cleaning.outlets import UNKNOWN, facts_of
from communique.cleaning.page_metadata import of_page, shown, trim
from communique.cleaning.people import agency_in, authors
from communique.errors import UsageError
from communique.records import Document, Report

BODY = (
    "The foreign ministers of Peru and Bolivia met in Puno on Tuesday and agreed to open a second bridge over the "
    "border.\n\n"
    "The bridge will be paid for by both countries, and work on it is to begin in the spring, the ministers said.\n\n"
    "Peru and Bolivia had quarrelled over the bridge since the first one was closed by floods two years ago.\n"
)


def report(text: str, source: str = "story.txt", **fields: str) -> Report:
    return clean(Document(source=source, data=text.encode(), fields=fields))


@pytest.mark.parametrize(
    ("stamp", "value", "precision"),
    [
        ("2021-07-11", "2021-07-11", "day"),
        ("2021-07-11T23:30:00-05:00", "2021-07-11", "day"),
        ("Jan 5, 2021 10:32 AM", "2021-01-05", "day"),
        ("5 January 2021", "2021-01-05", "day"),
        ("Thursday, 14 October 1999", "1999-10-14", "day"),
        ("date 2021-07", "2021-07", "month"),
        ("March 2020", "2020-03", "month"),
        ("20190304", "2019-03-04", "day"),
        ("25/12/2018", "2018-12-25", "day"),
        ("12/25/2018", "2018-12-25", "day"),
        ("04/05/2018", "2018", "year"),
        ("15 de mayo de 2021", "2021-05-15", "day"),
        ("15 мая 2021 года", "2021-05-15", "day"),
        ("2021年5月15日", "2021-05-15", "day"),
    ],
)
def test_stamps_are_read_as_fine_as_they_are(stamp: str, value: str, precision: str) -> None:
    when = stamps.read(stamp)
    assert when is not None
    assert (when.value, when.precision) == (value, precision)


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("1418 170594 GMT", "1994-05-17"),
        ("OW071455Y Loro TNA in English 1436 GMT 7 Jun 78 OW", "1978-06-07"),
        ("in English 1200 gmt 5 May 1998", "1998-05-05"),
        ("in English 0800 gmt 3 Mar 07", "2007-03-03"),
    ],
)
def test_wires_and_monitoring_services_stamp_in_their_own_way(stamp: str, value: str) -> None:
    when = stamps.of_wire(stamp)
    assert when is not None
    assert when.value == value
    assert stamps.of_wire("1418 179994 GMT") is None


def test_a_wires_headline_and_day_are_read_from_its_frame() -> None:
    found = report(
        "r i BC-PERU-BOLIVIA-BRIDGE 05-17 0312\n^Peru, Bolivia agree on second bridge<\n    By Rosa Quispe\n"
        f"{BODY} REUTER\n 1418 170594 GMT\n"
    )
    assert (found.title, found.byline, found.published.value) == (
        "Peru, Bolivia agree on second bridge", "Rosa Quispe", "1994-05-17",
    )  # fmt: skip
    assert found.text.startswith("The foreign ministers")


def test_a_byline_and_its_stamps_in_one_line() -> None:
    found = report(
        "Second bridge agreed\n\nBy ROSA QUISPE | Published: Sat, July 20th 2019 at 00:00 | "
        "Updated: July 21st 2019 at 09:12 GMT +3\n\n" + BODY
    )
    assert (found.byline, found.published.value, found.updated.value) == ("ROSA QUISPE", "2019-07-20", "2019-07-21")


def test_a_headline_stacked_in_capitals_is_one() -> None:
    assert (
        report("SECOND BRIDGE AGREED\nBY PERU AND BOLIVIA\n\n" + BODY).title
        == "SECOND BRIDGE AGREED BY PERU AND BOLIVIA"
    )


def test_of_a_title_with_section_and_outlet_the_part_that_the_page_shows_is_the_headline() -> None:
    page = "Peru and Bolivia agree on bridge"
    assert shown(f"Radio Puno - News - {page}", lines.split(f"Home\n{page}\n{BODY}")) == page
    assert shown("Peru - Chile", lines.split(BODY)) == "Peru - Chile"


@pytest.mark.parametrize("stamp", ["2021-02-31", "32 May 2020", "1066-10-14", "no date", "9999-01-01"])
def test_impossible_dates_are_no_dates(stamp: str) -> None:
    assert stamps.read(stamp) is None


def test_a_date_in_the_future_is_refused() -> None:
    later = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=40)
    assert stamps.read(later.isoformat()) is None


def test_a_moment_in_utc_is_moved_to_the_outlets_zone() -> None:
    when = stamps.read("2023-12-23T03:22:07Z", zone="America/New_York")
    assert when is not None
    assert when.value == "2023-12-22"


def test_the_day_that_the_page_shows_for_a_moment_wins_over_utc() -> None:
    when = stamps.shown("2022-05-23T03:22:07Z", ["May 22, 2022, 10:22 PM EST"])
    assert when is not None
    assert when.value == "2022-05-22"
    assert stamps.shown("2022-05-23T03:22:07Z", ["May 22, 2022, 10:40 PM EST"]) is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2021/07/11/talks", "2021-07-11"),
        ("https://example.org/world/2021/jul/11/talks", "2021-07-11"),
        ("https://example.org/news/2019-12-19/talks", "2019-12-19"),
        ("https://example.org/2021/07/talks.html", "2021-07"),
        ("https://example.org/20210711-talks", "2021-07-11"),
    ],
)
def test_addresses_carry_dates(url: str, value: str) -> None:
    when = stamps.from_url(url)
    assert when is not None
    assert (when.value, when.basis) == (value, "url")


def test_numbers_in_addresses_are_no_dates() -> None:
    assert stamps.from_url("https://example.org/season-2023-24/id/20999") is None


def test_published_and_updated_are_told_apart() -> None:
    found = report("Bridge accord\n\nPublished: 4 March 2019 | Updated: 6 March 2019\n\n" + BODY)
    assert (found.published.value, found.updated.value) == ("2019-03-04", "2019-03-06")


def test_a_stamp_glued_to_the_text_becomes_metadata() -> None:
    found = report("date 2018-05 " + BODY)
    assert (found.published.value, found.published.precision, found.published.basis) == ("2018-05", "month", "stated")
    assert found.text.startswith("The foreign ministers")


def test_a_dateline_gives_place_and_agency() -> None:
    found = report("PUNO, March 5 (EFE) -- " + BODY)
    assert (found.dateline_place, found.agency) == ("Puno", "EFE")


def test_a_dateline_that_lost_its_dash_is_still_one() -> None:
    assert report("PUNO, Peru " + BODY).dateline_place == "Puno, Peru"


def test_a_byline_with_its_agency() -> None:
    found = report("Bridge accord\n\nBy Rosa Quispe, Reuters\n\n" + BODY)
    assert (found.byline, found.agency) == ("Rosa Quispe", "Reuters")


def test_an_archive_header_is_read_and_cut() -> None:
    found = report("Title: SECOND BRIDGE AGREED\nSource: The Puno Observer\nDate: 14 August 1955\nPage: 3\n\n" + BODY)
    assert (found.title, found.outlet, found.published.value) == (
        "SECOND BRIDGE AGREED",
        "The Puno Observer",
        "1955-08-14",
    )
    assert "Page: 3" not in found.text


def test_a_date_in_a_sentence_is_not_the_date_of_the_report() -> None:
    assert not report("The treaty was signed on 4 May 1961 by both sides. " + BODY).published.known


def test_the_url_dates_a_text_that_says_nothing() -> None:
    found = report(BODY, url="https://www.example.org/2019/03/06/bridge")
    assert (found.published.value, found.published.basis, found.outlet) == ("2019-03-06", "url", "example.org")


def test_linked_data_gives_title_date_and_authors() -> None:
    article = {
        "@graph": [
            {"@type": "WebPage"},
            {
                "@type": "NewsArticle", "headline": "Bridge accord", "datePublished": "2019-03-05T10:00:00-05:00",
                "dateModified": "2019-03-07", "author": [{"name": "Rosa Quispe"}, {"name": "Puno Daily Staff"}],
                "publisher": {"name": "Puno Daily"},
            },
        ]
    }  # fmt: skip
    found = of_page(
        Page(title="Bridge accord - Puno Daily", linked_data=[json.dumps(article)]), "https://example.org/x"
    )
    assert (found.title, found.byline, found.outlet) == ("Bridge accord", "Rosa Quispe", "Puno Daily")
    assert (found.published.value, found.updated.value) == ("2019-03-05", "2019-03-07")


def test_of_several_articles_in_linked_data_the_pages_own_is_read() -> None:
    def article(headline: str, day: str, url: str) -> str:
        return json.dumps({"@type": "NewsArticle", "headline": headline, "datePublished": day, "url": url})

    related = article("Port strike ends in Arica", "2019-03-09", "https://example.org/strike")
    own = article("Bridge accord signed in Puno", "2019-03-05", "http://www.example.org/bridge/")
    by_address = of_page(Page(linked_data=[related, own]), "https://example.org/bridge#top")
    assert (by_address.title, by_address.published.value) == ("Bridge accord signed in Puno", "2019-03-05")
    untied = [text.replace("example.org", "cdn.example.net") for text in (related, own)]
    by_title = of_page(Page(headings=["Bridge accord signed in Puno"], linked_data=untied), "https://example.org/x")
    assert by_title.published.value == "2019-03-05"


def test_an_outlets_clock_moves_utc_stamps_and_its_age_refuses_older_dates() -> None:
    known = of_settings(
        {"puno.example": {"name": "Puno Daily", "timezone": "America/Lima", "founded": 1988, "country": "PER"}}
    )
    page = (
        "<html><head><meta property='article:published_time' content='{}'></head><body>"
        + "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
        + "<footer>Published: 4 March 2019</footer></body></html>"
    )

    def read(stamp: str, url: str = "https://www.puno.example/bridge") -> Report:
        return clean(Document(source=url, data=page.format(stamp).encode(), media="text/html"), known=known)

    found = read("2019-03-05T02:30:00Z")
    assert (found.published.value, found.outlet, found.outlet_country) == ("2019-03-04", "Puno Daily", "PER")
    assert read("2019-03-05T02:30:00Z", "https://other.example/bridge").published.value == "2019-03-05"
    assert read("1970-01-01T00:00:00Z").published.value == "2019-03-04"


def test_a_text_cannot_be_older_than_its_outlet() -> None:
    known = of_settings({"The Puno Observer": {"founded": "1950-06"}})
    text = "Title: SECOND BRIDGE AGREED\nSource: The Puno Observer\nDate: 14 August {}\n\n" + BODY

    def read(year: int) -> Report:
        return clean(Document(source="a.txt", data=text.format(year).encode()), known=known)

    assert read(1955).published.value == "1955-08-14"
    assert not read(1945).published.known


def test_a_name_that_several_outlets_have_tells_nothing_of_any() -> None:
    assert facts_of("", "Reuters").country == "GBR"
    names = Counter(
        name for row in tables.load("outlets") for name in {row["name"], *row["aliases"].split("|")} if name
    )
    shared = next(name for name, count in names.items() if count > 1)
    assert facts_of("", shared) == UNKNOWN


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"timezone": "Lima"}, "no IANA name"),
        ({"founded": "long ago"}, "no date"),
        ({"zone": "America/Lima"}, "no 'zone'"),
        ("PER", "must be a table"),
    ],
)
def test_settings_of_an_outlet_that_cannot_be_used_are_named(row: object, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        of_settings({"puno.example": row})


def test_a_section_is_read_from_page_and_header() -> None:
    assert of_page(Page(metas=[("article:section", "World")])).section == "World"
    assert report("Source: The Puno Observer\nSection: Foreign News\nDate: 14 August 1955\n\n" + BODY).section


@pytest.mark.parametrize(
    ("title", "outlet", "trimmed"),
    [
        ("Talks resume in Arica after storm | The Herald", "", "Talks resume in Arica after storm"),
        ("Peru - Chile", "", "Peru - Chile"),
        ("Bridge accord - Puno Daily", "Puno Daily", "Bridge accord"),
    ],
)
def test_outlets_are_trimmed_from_titles(title: str, outlet: str, trimmed: str) -> None:
    assert trim(title, outlet) == trimmed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Rosa Quispe and Ian O'Hara", "Rosa Quispe, Ian O'Hara"),
        ("Staff reports", ""),
        ("Rosa Quispe, MD, RDN", "Rosa Quispe"),
        ("By Rosa Quispe @rosaq rosa@example.org", "Rosa Quispe"),
        ("Associated Press", ""),
    ],
)
def test_authors_are_people(text: str, names: str) -> None:
    assert authors(text) == names


def test_initials_name_an_agency_only_in_capitals() -> None:
    assert agency_in("SEOUL (AP)") == "Associated Press"
    assert agency_in("a day at the spa") == ""


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("19 September 2023", "2023-09-19"),
        ("Geneva, 4 May 1987", "1987-05-04"),
        ("(KCNA, Pyongyang, 3 March 1999)", "1999-03-03"),
        ("Tuesday, May 5, 2010, 10:22 PM EST", "2010-05-05"),
    ],
)
def test_a_day_that_ends_a_text_is_its_own(line: str, day: str) -> None:
    found = report(f"Bridge accord\n\n{BODY}\n\n{line}\n")
    assert (found.published.value, found.published.basis) == (day, "stated")
    assert line not in found.text


@pytest.mark.parametrize("lines", ["More on this story 4 May 2019", "Ferry sinks\n3 May 2019\nPort closed\n2 May 2019"])
def test_the_days_of_other_stories_are_not_its_own(lines: str) -> None:
    assert report(f"Bridge accord\n\n{BODY}\n\n{lines}\n").published.basis != "stated"


@pytest.mark.parametrize("line", ["Puno, 9 July (1976) - ", "Puno/La Paz, 9 July 1976. ", "Puno, July 9, 1976 – "])
def test_a_dateline_in_small_letters_dates_a_report(line: str) -> None:
    found = report(line + BODY)
    assert (found.published.value, found.published.basis) == ("1976-07-09", "dateline")
