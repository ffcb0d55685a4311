"""Manners towards servers: their rules for robots, a pause between two requests, and patience where they ask for it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from communique.errors import RefusedDocument
from communique.sources import fetch
from communique.watch.state import Host

__all__ = ["Courtesy", "Forbidden", "Held", "host_of", "later", "may_fetch"]

# RFC 9309 wants 500 KiB of rules to be read, and rules not to be kept for longer than a day.
_MOST_RULES = 500 * 1024
_RULES_HOLD = dt.timedelta(days=1)
_RULES_FAILED = dt.timedelta(minutes=30)
# A pause longer than this would hold up all other hosts; such a host is asked once a round.
_LONGEST_PAUSE = 60.0
_FIRST = dt.timedelta(minutes=5)
_LONGEST = dt.timedelta(days=1)
# "Come later", in the words of HTTP; the rest of 5xx is a fault of one page.
HOLDING = frozenset({429, 503})
_FORBID_ALL = "User-agent: *\nDisallow: /\n"


class Forbidden(RefusedDocument):
    """The host's rules keep robots away from this page."""


class Held(RefusedDocument):
    """The host wants no requests for now."""


class Courtesy:
    """What is asked of a host, and when. `hosts` is kept from run to run, pauses are of this run."""

    def __init__(
        self,
        hosts: dict[str, Host],
        *,
        pause: float,
        now: Callable[[], dt.datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._hosts = hosts
        self._pause = pause
        self._now = now
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def permit(self, url: str) -> None:
        """Wait until `url` may be asked for; raises `Forbidden` or `Held` where it may not."""
        name = host_of(url)
        self._not_held(name)
        allowed, asked = may_fetch(self._rules(url, name), url)
        if not allowed:
            raise Forbidden(f"the rules of {name} for robots (robots.txt) keep programs away from it: read it yourself")
        if asked > _LONGEST_PAUSE and name in self._last:
            raise Held(f"{name} wants {asked:g} seconds between requests: the rest comes in later rounds")
        self._wait(name, max(self._pause, min(asked, _LONGEST_PAUSE)))

    def hold(self, answer: fetch.Answer) -> None:
        """Note that a server wants to be left alone, for as long as it says."""
        if answer.status in HOLDING:
            host = self._hosts.setdefault(host_of(answer.url), Host())
            host.held_until = later(self._now(), 1, answer)

    def _not_held(self, name: str) -> None:
        host = self._hosts.get(name)
        if host is not None and host.held_until is not None and ahead(host.held_until, self._now()):
            raise Held(f"{name} wants no requests before {host.held_until:%Y-%m-%d %H:%M} UTC: it is asked again then")

    def _rules(self, url: str, name: str) -> str:
        """The text of a host's robots.txt; none is no rule, and a host that fails to answer forbids all (RFC 9309)."""
        host = self._hosts.setdefault(name, Host())
        if ahead(host.rules_until, self._now()):
            return host.rules
        kept = _RULES_HOLD
        self._wait(name, self._pause)
        try:
            answer = fetch.ask(f"{urlsplit(url).scheme}://{name}/robots.txt", _MOST_RULES)
            host.rules = answer.data[:_MOST_RULES].decode("utf-8", "replace") if answer.status == 200 else ""
            if answer.status >= 500 or answer.status == 429:
                host.rules, kept = _FORBID_ALL, _RULES_FAILED
                self.hold(answer)
        except fetch.Unreachable:
            host.rules_until = None
            raise
        host.rules_until = self._now() + kept
        self._not_held(name)
        return host.rules

    def _wait(self, name: str, seconds: float) -> None:
        last = self._last.get(name)
        if last is not None and (left := last + seconds - time.monotonic()) > 0:
            self._sleep(left)
        self._last[name] = time.monotonic()


def may_fetch(rules: str, url: str) -> tuple[bool, float]:
    """Whether the text of a robots.txt lets this program have `url`, and the pause in seconds that it asks for."""
    from protego import Protego

    parsed = Protego.parse(rules)
    name = fetch.AGENT.split()[0]
    return bool(parsed.can_fetch(url, name)), max(0.0, float(parsed.crawl_delay(name) or 0))


def host_of(url: str) -> str:
    """The host and port of an address."""
    return urlsplit(url).netloc.lower()


def ahead(until: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a time to wait for is still to come.

    No wait is longer than a day: one that is was set while the clock was wrong, and holds nobody up.
    """
    return until is not None and now < until <= now + _LONGEST


def later(now: dt.datetime, failures: int, answer: fetch.Answer | None = None) -> dt.datetime:
    """When to ask again: when the server says (at most a day), else after five minutes, ten, twenty, … a day."""
    said = _retry_after(answer.headers.get("Retry-After", ""), now) if answer is not None else None
    wait = said if said is not None else _FIRST * 2 ** min(failures - 1, 10)
    return now + max(dt.timedelta(seconds=1), min(wait, _LONGEST))


def _retry_after(value: str, now: dt.datetime) -> dt.timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3)."""
    if value.strip().isdecimal():
        return dt.timedelta(seconds=min(int(value.strip()[:9]), 10**6))
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return (date if date.tzinfo else date.replace(tzinfo=dt.UTC)) - now
