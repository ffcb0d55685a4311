"""Every format gives its documents; each file here is made by the test."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.records import Document
from communique.sources import Limits, documents

STORY = "The envoys of Peru and Chile met in Arica on Monday and agreed to reopen the border bridge.\n"


def read(path: Path, **options: object) -> list[Document]:
    return list(documents([path], **options))  # type: ignore[arg-type]


def test_a_missing_path_is_named_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        documents([tmp_path, tmp_path / "nowhere.txt"])


def test_a_pattern_that_matches_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\*\.html"):
        documents([tmp_path / "*.html"])


def test_a_mapping_to_no_field_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="headline"):
        documents([tmp_path], mapping={"headline": "title"})


def test_a_folder_is_read_in_order_with_all_below_it_but_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt"):
        (tmp_path / name).write_text(STORY)
    assert [Path(found.source).name for found in read(tmp_path)] == ["a.md", "b.txt", "c.txt"]


def test_markdown_front_matter_becomes_fields_and_leaves_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"---\ntitle: 'Bridge reopens'\ndate: 2022-03-07\ntags: [x]\n---\n{STORY}")
    (found,) = read(path)
    assert found.fields == {"title": "Bridge reopens", "published": "2022-03-07"}
    assert found.data.decode() == STORY


def test_front_matter_in_another_encoding_takes_nothing_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_bytes("---\ntitle: Café à Orléans, près de l'église\n---\n".encode("latin-1") + STORY.encode())
    (found,) = read(path)
    assert found.data.decode() == STORY
    assert found.fields["title"].startswith("Café à Orléans")
    path.write_text("---\ntitle: Bridge reopens\n---\n")
    (found,) = read(path)
    assert "no text" in (found.refused or "")


def test_html_is_known_by_its_first_bytes_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"<!-- saved -->\n<!DOCTYPE html><html><body><p>{STORY}</p></body></html>")
    assert read(path)[0].media == "text/html"


def test_json_lines_rows_have_the_id_or_the_line_as_key_and_mapped_fields(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": "x9", "text": STORY, "date": "2022-03-07", "author": ["A. Ruiz", "B. Soto"]}, {"text": STORY}]
    path.write_text("\n".join(map(json.dumps, rows)))
    first, second = read(path, mapping={"published": "date"})
    assert first.source == f"{path}#x9"
    assert first.media == "text/x-row"
    assert first.fields == {"published": "2022-03-07", "author": "A. Ruiz; B. Soto", "id": "x9"}
    assert second.source == f"{path}#2"


def test_a_broken_line_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "one"}\n{"text": \n[1]\n{"text": "two"}\n')
    found = read(path)
    assert [bool(each.refused) for each in found] == [False, True, True, False]
    assert "line 2" in (found[1].refused or "")


def test_a_lone_surrogate_costs_one_character_and_not_the_text_after_it(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "before \\ud83d after"}\n')
    assert read(path)[0].data.decode() == "before \ufffd after"


@pytest.mark.parametrize("size", [3, 200])
def test_a_json_list_is_read_object_by_object(tmp_path: Path, size: int) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([{"text": f"é{number} {STORY * 200}"} for number in range(size)], ensure_ascii=False))
    found = read(path)
    assert len(found) == size
    assert all(each.data.decode().startswith(f"é{number} The") for number, each in enumerate(found))


def test_a_json_object_with_one_list_gives_the_items_of_the_list(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"status": "ok", "articles": [{"text": STORY}, {"text": STORY}]}))
    assert [each.source for each in read(path)] == [f"{path}#1", f"{path}#2"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_any_separator_and_newlines_in_quotes(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'id{separator}text{separator}outlet\n7{separator}"one\ntwo, ""three"""{separator}Andina\n')
    (found,) = read(path)
    assert (found.source, found.data, found.fields["outlet"]) == (f"{path}#7", b'one\ntwo, "three"', "Andina")


def test_csv_in_windows_encoding_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("text;title\nLe président a reçu l’envoyé.;Été\n".encode("cp1252") * 1)
    (found,) = read(path)
    assert found.data.decode() == "Le président a reçu l’envoyé."


def test_a_table_without_a_text_column_says_which_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("head,body\n" + "a,b\n" * 500)
    found = read(path)
    assert len(found) < 150
    assert "head, body" in (found[-1].refused or "")
    assert "--map text=" in (found[-1].refused or "")
    assert len(read(path, mapping={"text": "body"})) == 500


def test_parquet_rows_are_read_by_column_name(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "rows.parquet"
    parquet.write_table(arrow.table({"text": [f"{number} {STORY}" for number in range(450)], "n": [1] * 450}), path)
    found = read(path)
    assert len(found) == 450
    assert found[449].data.decode() == f"449 {STORY}"


def test_a_word_file_gives_its_paragraphs_title_and_author(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word_file([STORY.strip(), "A second paragraph."]))
    (found,) = read(path)
    assert found.data.decode() == STORY + "A second paragraph."
    assert found.fields == {"title": "Bridge", "author": "A. Ruiz"}


def word_file(paragraphs: list[str]) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bridge</dc:title><dc:creator>A. Ruiz</dc:creator></c>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr("docProps/core.xml", core)
    return file.getvalue()


def test_a_pdf_gives_its_text_with_lines_joined(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(
        pdf_file(["The envoys of Peru and Chile met in Arica on", "Monday and agreed to reopen the bridge."])
    )
    (found,) = read(path)
    assert found.refused is None
    assert "in Arica on Monday and agreed" in found.data.decode()


def pdf_file(lines: list[str]) -> bytes:
    stream = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def mail(subject: str = "Bridge reopens") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Andina <alerts@example.org>"
    message["Date"] = "Mon, 07 Mar 2022 09:30:00 -0500"
    message.set_content(STORY)
    return message


def test_a_message_gives_its_body_its_date_and_its_attachments(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(STORY.encode(), maintype="text", subtype="plain", filename="annex.txt")
    path = tmp_path / "alert.eml"
    path.write_bytes(message.as_bytes())
    body, annex = read(path)
    assert body.fields["title"] == "Bridge reopens"
    assert body.fields["published"] == "2022-03-07T09:30:00-05:00"
    assert body.data.decode().strip() == STORY.strip()
    assert annex.source == f"{path}#annex.txt"


def test_a_mailbox_gives_one_document_a_message(tmp_path: Path) -> None:
    path = tmp_path / "alerts.mbox"
    path.write_bytes(
        b"".join(b"From x Mon Mar  7 09:30:00 2022\n" + mail(f"n{n}").as_bytes() + b"\n" for n in range(3))
    )
    assert [each.fields["title"] for each in read(path)] == ["n0", "n1", "n2"]


def warc_record(kind: str, url: str, body: bytes, media: str) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-03-07T00:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Type: {media}\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes, *, code: int = 200, media: str = "text/html", encoding: str = "") -> bytes:
    extra = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    head = f"HTTP/1.1 {code} OK\r\nContent-Type: {media}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages_and_no_images_or_failures(tmp_path: Path, packed: bool) -> None:
    page = f"<html><body><p>{STORY}</p></body></html>".encode()
    media = "application/http; msgtype=response"
    records = [
        warc_record("warcinfo", "", b"software: x", "application/warc-fields"),
        warc_record("response", "http://a.example/1", http(page), media),
        warc_record("response", "http://a.example/2", http(b"\x89PNG", media="image/png"), media),
        warc_record("response", "http://a.example/3", http(page, code=404), media),
        warc_record("response", "http://a.example/4", http(gzip.compress(page), encoding="gzip"), media),
        warc_record("conversion", "http://a.example/5", STORY.encode(), "text/plain"),
    ]
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    found = read(path)
    assert [each.fields["url"][-1] for each in found] == ["1", "4", "5"]
    assert all(each.refused is None and STORY.strip() in each.data.decode() for each in found)
    assert [each.media for each in found] == ["text/html", "text/html", "text/plain"]


def test_archives_within_archives_are_read_member_by_member(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w:gz") as archive:
        member = tarfile.TarInfo("news/a.txt")
        member.size = len(STORY)
        archive.addfile(member, io.BytesIO(STORY.encode()))
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as outer:
        outer.writestr("inner.tar.gz", inner.getvalue())
        outer.writestr("rows.jsonl", json.dumps({"id": "k", "text": STORY}))
        outer.writestr("__MACOSX/._rows.jsonl", "x")
    assert [each.source for each in read(path)] == [f"{path}#inner.tar.gz#news/a.txt", f"{path}#rows.jsonl#k"]


@pytest.mark.parametrize(("name", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_compressed_files_are_read_as_what_is_in_them(tmp_path: Path, name: str, pack: object) -> None:
    path = tmp_path / f"rows.jsonl.{name}"
    path.write_bytes(pack(json.dumps({"text": STORY}).encode()))  # type: ignore[operator]
    assert [each.source for each in read(path)] == [f"{path}#1"]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Andina</title>
<item><guid>g1</guid><title>Bridge</title><link>http://a.example/1</link>
<pubDate>Mon, 07 Mar 2022 09:30:00 -0500</pubDate>
<description>&lt;p&gt;The envoys met.&lt;/p&gt;</description></item>
<item><guid>g2</guid><title>Empty</title><link>http://a.example/2</link></item></channel></rss>"""


def test_a_feed_gives_its_items_and_says_which_have_no_text(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED)
    first, second = read(path)
    assert first.source == f"{path}#g1"
    assert first.fields["published"] == "2022-03-07T09:30:00-05:00"
    assert first.fields["outlet"] == "Andina"
    assert "http://a.example/2" in (second.refused or "")


@pytest.mark.parametrize(
    "text",
    [
        '<opml version="2.0"><body><outline xmlUrl="http://a.example/f"/></body></opml>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.example/1</loc></url></urlset>',
    ],
)
def test_a_list_of_addresses_is_refused_with_their_number(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.xml"
    path.write_text(f'<?xml version="1.0"?>{text}')
    assert "lists 1 address" in (read(path)[0].refused or "")


@pytest.mark.parametrize(
    "rule", ["{n} of 3 DOCUMENTS\n\n{story}", "{story}\nEnd of Document\n", "<DOC>\n{story}\n</DOC>\n"]
)
def test_an_export_of_many_articles_is_taken_apart(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "export.txt"
    path.write_text("\n".join(rule.format(n=n, story=f"Story {n}. " + STORY * 4) for n in (1, 2, 3)))
    found = read(path)
    assert [each.source for each in found] == [f"{path}#1", f"{path}#2", f"{path}#3"]
    assert all(f"Story {n}." in each.data.decode() for n, each in enumerate(found, 1))


def test_a_document_over_the_limit_is_refused_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY * 100)
    (tmp_path / "b.txt").write_text(STORY)
    first, second = read(tmp_path, limits=Limits(document=1_000))
    assert "larger than" in (first.refused or "")
    assert second.refused is None
