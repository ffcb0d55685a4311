"""A parsed page: trafilatura's main text, and all that names its title, authors and dates; in a killable worker."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from communique.sources import sandbox

__all__ = ["Page", "begin", "parse", "read"]

# A page that takes longer is hostile: the slowest of real pages takes under a second.
_SECONDS = 6.0
# Whatever may name an author, found in one walk through the page.
_MAY_SIGN = "//*[@rel='author' or @itemprop='author' or contains(@class,'author') or contains(@class,'byline')]"
_SIGNING_TAGS = frozenset({"a", "span", "div", "p"})
# A page with more of these is a list of comments or stories.
_MOST_SIGNING = 400
_ENOUGH = 12
# What no text stands in, or none of an article's: without these a page's tree is half as large, and each of the
# extractor's many walks through it half as long.
_IDLE = (
    "script", "style", "svg", "iframe", "noscript", "template", "head", "select", "button", "video", "audio", "object",
    "nav", "footer", "aside", "menu",
)  # fmt: skip


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
    from trafilatura.utils import load_html

    tree = load_html(source)
    if tree is None:
        return Page()
    metas = _metas(tree)
    linked = [node.text for node in tree.xpath("//script[@type='application/ld+json']")[:_ENOUGH] if node.text]
    dated = re.search(r"datePublished|article:published", str(linked) + str(metas))
    return Page(
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
        guessed_date="" if dated else _guess(tree),
        # Last, since it takes the tree apart.
        text=_main_text(tree, forum=any("DiscussionForumPosting" in text for text in linked)),
    )


def _main_text(tree: Any, *, forum: bool) -> str:
    """What trafilatura holds for the main text; of a forum's thread all posts, which it knows by the page's scripts."""
    import trafilatura
    from lxml import etree  # type: ignore[import-untyped]

    etree.strip_elements(tree, etree.Comment, *(_IDLE[1:] if forum else _IDLE), with_tail=False)
    # Without its fallbacks (readability, jusText), and leaning to too much: the furniture model judges better than they
    # do. F1 on the development pages .930; .929 without the leaning, .927 with the fallbacks too, and half as fast.
    extracted: Any = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=False, fast=True, favor_recall=True
    )
    return (extracted.text or "") if extracted is not None else ""


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
    """The names in the elements that say most surely that they name an author."""
    nodes = tree.xpath(_MAY_SIGN)[:_MOST_SIGNING]
    marked = [node for node in nodes if node.get("itemprop") == "author"]
    classes = [(node, str(node.get("class") or "")) for node in nodes if node.tag in _SIGNING_TAGS]
    ranked: tuple[Iterable[Any], ...] = (
        [node for node in nodes if node.get("rel") == "author"],
        [name for node in marked for name in node.xpath(".//*[@itemprop='name']")],
        marked,
        [node for node, name in classes if "author" in name and "name" in name],
        [node for node, name in classes if "byline" in name],
        [node for node, name in classes if "author" in name],
    )
    for found in ranked:
        texts = [_text(node) for node in itertools.islice(found, _ENOUGH)]
        if named := [text for text in texts if 2 < len(text) < 120]:
            return list(dict.fromkeys(named))
    return []


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
