"""A parsed page: trafilatura's main text, and all that names its title, authors and dates; in a killable worker."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import msgspec

from communique.sources import sandbox

__all__ = ["Page", "begin", "parse", "read"]

# A page that takes longer is hostile: the slowest of real pages takes under a second.
_SECONDS = 6.0
_AUTHOR_PATHS = (
    "//*[@rel='author']", "//*[@itemprop='author']//*[@itemprop='name']", "//*[@itemprop='author']",
    "//*[self::a or self::span or self::div or self::p][contains(@class,'author') and contains(@class,'name')]",
    "//*[self::a or self::span or self::div or self::p][contains(@class,'byline')]",
    "//*[self::a or self::span or self::div or self::p][contains(@class,'author')]",
)  # fmt: skip
_ENOUGH = 12


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What the parser saw: the main text in paragraphs, and the raw material of metadata."""

    text: str = ""
    title: str = ""
    headings: list[str] = []
    metas: list[tuple[str, str]] = []
    linked_data: list[str] = []
    times: list[tuple[str, str]] = []
    authors: list[str] = []
    canonical: str = ""
    language: str = ""
    guessed_date: str = ""


def parse(source: str) -> Page:
    """`read` in the worker; raises `RefusedDocument` when the page breaks its limits."""
    return sandbox.run(read, source, seconds=_SECONDS, imports=("trafilatura", "htmldate"))


def begin(source: str) -> Callable[[], Page]:
    """Start `parse`; calling what comes back waits for its page. Meanwhile this process can look at the source."""
    outcome: list[Page | BaseException] = []

    def work() -> None:
        try:
            outcome.append(parse(source))
        except BaseException as error:
            outcome.append(error)

    # A thread for each page, not a pool: a pool would not survive a fork.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def result() -> Page:
        thread.join()
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    return result


def read(source: str) -> Page:
    """The page's main text and metadata. Call it through `parse`: foreign pages can make a parser run for minutes."""
    import trafilatura
    from trafilatura.utils import load_html

    tree = load_html(source)
    if tree is None:
        return Page()
    # Without its fallbacks (readability, jusText): the furniture model judges better than they do. F1 on the
    # development pages .929 for .927 with them, in three quarters of the time.
    extracted: Any = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, fast=True)
    metas = _metas(tree)
    linked = [node.text for node in tree.xpath("//script[@type='application/ld+json']")[:_ENOUGH] if node.text]
    page = Page(
        text=(extracted.text or "") if extracted is not None else "",
        title=_text(tree.find(".//title")),
        headings=[text for node in tree.xpath("//h1")[:_ENOUGH] if (text := _text(node))],
        metas=metas,
        linked_data=linked,
        times=[
            (str(node.get("datetime") or node.get("content") or ""), _text(node)[:80])
            for node in tree.xpath("//time|//*[@itemprop='datePublished']")[:_ENOUGH]
        ],
        authors=[] if _signed(metas, linked) else _authors(tree),
        canonical=next((str(link) for link in tree.xpath("//link[@rel='canonical']/@href")), ""),
        language=str(tree.get("lang") or "")[:12],
    )
    if re.search(r"datePublished|article:published", str(page.linked_data) + str(page.metas)):
        return page
    return msgspec.structs.replace(page, guessed_date=_guess(tree))


def _signed(metas: list[tuple[str, str]], linked: list[str]) -> bool:
    """Whether the page's head names an author: then the costly search for a visible one is spared."""
    return any(name == "author" and value for name, value in metas) and any('"author"' in text for text in linked)


def _metas(tree: Any) -> list[tuple[str, str]]:
    found = []
    for node in tree.xpath("//meta[@content]")[:300]:
        name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv")
        if name:
            found.append((str(name).lower(), " ".join(str(node.get("content")).split())[:500]))
    return found


def _authors(tree: Any) -> list[str]:
    found: list[str] = []
    for path in _AUTHOR_PATHS:
        texts = [_text(node) for node in tree.xpath(path)[:_ENOUGH]]
        found += [text for text in texts if 2 < len(text) < 120]
        if found:
            break
    return list(dict.fromkeys(found))


def _guess(tree: Any) -> str:
    """htmldate's reading of the page; slow, so only where the page itself says nothing plainly."""
    from copy import deepcopy

    from htmldate import find_date

    try:
        return str(find_date(deepcopy(tree), original_date=True, extensive_search=False) or "")
    except (ValueError, TypeError, AttributeError, KeyError):
        return ""


def _text(node: Any) -> str:
    return " ".join(node.text_content().split())[:500] if node is not None else ""
