"""The types of the record: frozen, typed, and hashed by what they say.

IDs are BLAKE2b digests of content (16 hex digits): the same input gives the same IDs on every machine, in any order,
with any number of workers. All offsets are in code points; `start` is inclusive, `end` exclusive. Spans are spans of
`Report.text` unless a docstring says that they are spans of the raw document.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from typing import Literal

import msgspec

ActorKind = Literal["state", "office", "person", "party", "organisation", "agency", "armed group", "people"]
Precision = Literal["day", "week", "month", "quarter", "year", "decade", "interval", "unknown"]
Basis = Literal["stated", "weekday", "relative", "anniversary", "dateline", "metadata", "url", "inferred"]
CopyKind = Literal["original", "copy", "edited", "rewritten", "translated", "partial", "independent"]
PairKind = Literal["copy", "edited", "rewritten", "translated", "partial", "same event", "unrelated"]
ChangeKind = Literal["dropped", "added", "reworded", "number", "name", "negation", "attribution", "corrupted"]
RepairKind = Literal["look-alike", "mojibake", "invisible", "whitespace"]
LinkRole = Literal["spokesperson", "agency", "outlet", "document"]
Quote = Literal["direct", "indirect", "mixed"]
Status = Literal["reported", "ongoing", "future", "hypothetical", "negated", "historical"]
MentionKind = Literal["name", "demonym", "metonym", "title", "nominal", "pronoun"]
Action = Literal["accept", "reject", "edit", "merge", "split"]
Side = Literal["reporter", "own words", "own side", "other side", "third party", "unnamed"]
Bearing = Literal["asserts", "denies", "pledges", "demands", "threatens"]
RelationKind = Literal[
    "treaty", "alliance", "diplomatic-relations", "sanctions", "deployment", "war", "armistice", "membership"
]


def content_id(kind: str, *parts: object) -> str:
    """16 hex digits that name a thing by what it is: BLAKE2b over its kind and its parts, in order."""
    digest = hashlib.blake2b(digest_size=8, person=kind.encode()[:16])
    for part in parts:
        text = "" if part is None else str(part)
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


class Frozen(msgspec.Struct, frozen=True):
    """Base of every record type: immutable, JSON in and out through msgspec."""


class Span(Frozen, frozen=True):
    """A stretch of text: code points, end exclusive."""

    start: int
    end: int


class Evidence(Frozen, frozen=True, kw_only=True):
    """A stretch of one report's text, with its words: `text == report.text[start:end]`."""

    report_id: str
    start: int
    end: int
    text: str


class When(Frozen, frozen=True, kw_only=True):
    """A date as fine as the text allows.

    `start` and `end` are inclusive days, equal for one day; `None` is open or unknown. `value` is the TIMEX3 value
    where there is one. `span` is where in the report's text it was read, `None` where it was not read there.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = "unknown"
    basis: Basis = "inferred"
    span: Span | None = None
    value: str = ""

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the date."""
        return self.start is not None or self.end is not None


UNKNOWN_DATE = When()


class Place(Frozen, frozen=True, kw_only=True):
    """A place on the ground. `country` is ISO 3166 alpha-3; `None` at sea, in the air or unknown. Degrees WGS 84."""

    name: str
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str = "city"
    span: Span | None = None

    @property
    def is_town(self) -> bool:
        """Whether it is a town: a capital is one too."""
        return self.kind in ("city", "capital")


class Document(Frozen, frozen=True, kw_only=True):
    """Raw bytes as a source gave them.

    `source` is a path or URL; for a row of a table or an archive, `path#key`. `media` is one of `text/plain`,
    `text/html`, or `text/x-row` (a row of a table: the text is UTF-8 in `data`, the other columns are in `fields`).
    `fields` may hold title, url, outlet, published, updated, author, language, id. `refused` is the reason why this
    document could not be read, and then `data` is empty.
    """

    source: str
    data: bytes = b""
    media: str = "text/plain"
    fields: dict[str, str] = {}
    refused: str | None = None

    @property
    def content_hash(self) -> str:
        """BLAKE2b of the bytes and of the fields, 16 hex digits."""
        rows = [f"{key}={value}" for key, value in sorted(self.fields.items())]
        return content_id("content", hashlib.blake2b(self.data, digest_size=16).hexdigest(), *rows)


class Repair(Frozen, frozen=True, kw_only=True):
    """One mended stretch of the raw text: `start`, `end` in the raw text, what stood there and what stands now."""

    start: int
    end: int
    was: str
    now: str
    kind: RepairKind


class Furniture(Frozen, frozen=True, kw_only=True):
    """A stretch of the raw text cut as page furniture.

    Kinds: navigation, related, advert, app, byline-box, social, archive-header, caption, agency-tag, boilerplate.
    """

    start: int
    end: int
    kind: str
    text: str


class Report(Frozen, frozen=True, kw_only=True):
    """One document as a reader should see it.

    `text` is the cleaned article body. `offsets` maps it to the raw decoded document: triples (start in `text`, start
    in raw, length), each a stretch whose characters map one to one; a character in no stretch was put in by a repair
    and maps to the raw position of the stretch before it. `title` is not part of `text` unless `title_span` says so.
    """

    report_id: str
    source: str
    content_hash: str
    title: str = ""
    title_span: Span | None = None
    outlet: str = ""
    outlet_country: str | None = None
    state_media: bool | None = None
    url: str = ""
    byline: str = ""
    agency: str = ""
    dateline_place: str = ""
    section: str = ""
    language: str = ""
    published: When = UNKNOWN_DATE
    updated: When = UNKNOWN_DATE
    text: str = ""
    repairs: tuple[Repair, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    offsets: tuple[tuple[int, int, int], ...] = ()
    story_id: str = ""
    copy_kind: CopyKind = "original"
    derived_from: str | None = None
    origin: str = ""
    refused: str | None = None


class Change(Frozen, frozen=True, kw_only=True):
    """One thing that the second report changed against the first; a side that has no such text is `None`."""

    kind: ChangeKind
    a: Evidence | None
    b: Evidence | None
    note: str = ""


class Comparison(Frozen, frozen=True, kw_only=True):
    """What one report is to another.

    `containment_a` is the share of the first report's own text found again in the second, `containment_b` the other
    way, both 0 to 1. `earlier` is the report_id of the source when direction is decided, with a `confidence` 0 to 1.
    """

    a: str
    b: str
    kind: PairKind
    containment_a: float
    containment_b: float
    earlier: str | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def containment(self) -> float:
        """The larger of the two shares."""
        return max(self.containment_a, self.containment_b)


class Member(Frozen, frozen=True, kw_only=True):
    """A report's place in its story. `origin` is equal for all reports that go back to one piece of reporting."""

    report_id: str
    copy_kind: CopyKind
    derived_from: str | None
    origin: str
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


class Story(Frozen, frozen=True, kw_only=True):
    """Reports of one news event: `origins` counts independent pieces of reporting, never pages."""

    story_id: str
    title: str
    members: tuple[Member, ...]
    origins: int


class Actor(Frozen, frozen=True, kw_only=True):
    """Who acts or is acted upon.

    `country` is ISO 3166 alpha-3 (or a historical state's old alpha-3) or IGO UNO EUR NGO ISM IMG MNC; `None` where
    unknown. `sector` is PLOVER's (GOV, MIL, ...), several joined by `|`. `valid` is the office's term, where one is
    meant.
    """

    actor_id: str
    name: str
    kind: ActorKind
    country: str | None = None
    cow: int | None = None
    gw: int | None = None
    sector: str = ""
    office: str = ""
    valid: When = UNKNOWN_DATE


class Mention(Frozen, frozen=True, kw_only=True):
    """Words in a report that stand for actors: none if unresolved, several for "the two leaders".

    `head` is the offset of the syntactic head's first character. `antecedent` is the span that a pronoun or a
    description was resolved to. `source_role` is True where the actor is only cited as a medium ("KCNA said").
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    head: int
    actors: tuple[Actor, ...] = ()
    antecedent: Span | None = None
    source_role: bool = False


class Link(Frozen, frozen=True, kw_only=True):
    """One link of an attribution chain, nearest to the speaker first."""

    name: str
    role: LinkRole
    country: str | None = None
    state_media: bool = False
    start: int | None = None
    end: int | None = None


class Speaker(Frozen, frozen=True, kw_only=True):
    """Who spoke: the words that name the speaker, the actor where resolved, the sort where anonymous."""

    text: str
    start: int
    end: int
    actor: Actor | None = None
    anonymous: str = ""


class Statement(Frozen, frozen=True, kw_only=True):
    """Who said what, to whom, on whose word.

    `content` is a span of the report's text, quotation marks left out where they enclose it. `addressee` is whom the
    words are said to. `chain` runs from the speaker outward. `occasion` is message, speech, interview, statement,
    briefing or empty. `about` holds the IDs of the events that it is about, `bearing` what it does to each of them, in
    the same order. `repeats` is the statement of the original that a copy's only repeats, `copies` are the reports that
    repeat this one.
    """

    statement_id: str
    report_id: str
    speaker: Speaker | None
    cue: str
    cue_span: Span | None
    quote: Quote
    content: Evidence
    addressee: Actor | None = None
    occasion: str = ""
    chain: tuple[Link, ...] = ()
    when: When = UNKNOWN_DATE
    about: tuple[str, ...] = ()
    bearing: tuple[Bearing, ...] = ()
    repeats: str = ""
    copies: tuple[str, ...] = ()


class Quantity(Frozen, frozen=True, kw_only=True):
    """A number that a report gives for an event: of what ("killed"), how many, and where it says so.

    `evidence` is the sentence that gives it where that is not the event's own.
    """

    of: str
    value: float
    span: Span
    evidence: Evidence | None = None


class EventMention(Frozen, frozen=True, kw_only=True):
    """An event as one report tells it. `evidence` is the clause, `trigger` the word that names the act.

    `asserted_by` holds statement IDs; empty where the report speaks on its own account. `probability` is the coder's.
    """

    mention_id: str
    report_id: str
    type: str
    mode: str
    contexts: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    when: When
    place: Place | None
    status: Status
    evidence: Evidence
    trigger: Span
    asserted_by: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    probability: float = 1.0


class RelationMention(Frozen, frozen=True, kw_only=True):
    """A standing fact as one report tells it."""

    kind: RelationKind
    name: str
    parties: tuple[Actor, ...]
    valid: When
    evidence: Evidence
    terms: tuple[Evidence, ...] = ()
    status: Status = "reported"
    from_table: tuple[str, ...] = ()


class Reading(Frozen, frozen=True, kw_only=True):
    """All that was found in one report.

    `published` is its date after reading: stated, or implied by the text. `medium` is who vouches for what it says on
    its own account (the wire that it credits, else its outlet) and `state_media` whether that is known to be a state's.
    `untied` are acts told without a party that is known, which only ever back an event that is told with its parties.
    `failed` is why the report could not be coded; it is then kept, searchable and grouped; nothing is claimed of it.
    """

    report_id: str
    published: When = UNKNOWN_DATE
    medium: str = ""
    state_media: bool = False
    mentions: tuple[Mention, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[EventMention, ...] = ()
    untied: tuple[EventMention, ...] = ()
    relations: tuple[RelationMention, ...] = ()
    failed: str = ""


class Contradiction(Frozen, frozen=True, kw_only=True):
    """Two tellings that can't both be right: about what, and the words of each side.

    `about` is what a number counts ("killed"), or `date`, `place`, `roles`, `outcome` or `denial`. `other` is the ID of
    the event on the second side where that is an event of its own.
    """

    about: str
    a: Evidence
    b: Evidence
    a_value: str
    b_value: str
    other: str = ""


class Voice(Frozen, frozen=True, kw_only=True):
    """Somebody on whose word an event is known: a medium on its own account, or a speaker.

    `side` is who that is to the event (a key of `tables/corroboration.csv`). `origins` are the independent pieces of
    reporting that carry the word, `reports` all pages. `weight` is what one such voice counts, 0 to 1.
    """

    name: str
    side: Side
    state_media: bool
    origins: tuple[str, ...]
    reports: tuple[str, ...]
    weight: float


class Factor(Frozen, frozen=True, kw_only=True):
    """One factor of a confidence, 0 to 1, and why it is what it is."""

    name: str
    value: float
    why: str


class Event(Frozen, frozen=True, kw_only=True):
    """One thing that happened, out of all reports that tell of it.

    `asserted_by` are the statements that it rests on, `denied_by` those that deny it.
    `judged` is `accepted`, `rejected` or `edited` where a person said so; rejected events are kept but not listed.
    `confidence` is the product of the `factors`; `voices` are those on whose word the event is known.
    """

    event_id: str
    type: str
    mode: str
    contexts: tuple[str, ...]
    quad: str
    score: float
    status: Status
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    when: When
    place: Place | None
    evidence: tuple[Evidence, ...]
    reports: tuple[str, ...]
    stories: tuple[str, ...]
    origins: int
    asserted_by: tuple[str, ...]
    contradictions: tuple[Contradiction, ...] = ()
    probability: float = 1.0
    why: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    judged: str = ""
    voices: tuple[Voice, ...] = ()
    factors: tuple[Factor, ...] = ()
    denied_by: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """How well the event is known, 0 to 1: the product of its factors."""
        return round(math.prod(factor.value for factor in self.factors), 3)

    @property
    def single_origin(self) -> bool:
        """Whether all reports go back to one piece of reporting."""
        return self.origins < 2

    @property
    def state_media_only(self) -> bool:
        """Whether every word of it came through a state's media."""
        return bool(self.voices) and all(voice.state_media for voice in self.voices)


class Relation(Frozen, frozen=True, kw_only=True):
    """A standing fact between actors.

    `evidence` is always from reports. `known` is the ID of the row of the table of dated facts that says so too;
    `from_table` names what only that row says ("parties", "dates"). `denials` are words of reports that say it does not
    hold, `disputes` what a report says against another or against the table.
    """

    relation_id: str
    kind: RelationKind
    name: str
    parties: tuple[Actor, ...]
    valid: When
    evidence: tuple[Evidence, ...]
    terms: tuple[Evidence, ...] = ()
    reports: tuple[str, ...] = ()
    origins: int = 0
    known: str = ""
    from_table: tuple[str, ...] = ()
    denials: tuple[Evidence, ...] = ()
    disputes: tuple[str, ...] = ()


class Judgement(Frozen, frozen=True, kw_only=True):
    """A person's correction of a fact, kept by the fact's evidence so that it outlives re-reading.

    `target` is the fact's ID, `event_type` and `parties` (their sides) what it was when it was judged; `evidence` is
    what it rested on. For `merge`, `other` is the evidence of the event that it is merged with. `at` is ISO 8601, UTC.
    """

    judgement_id: str
    action: Action
    kind: Literal["event", "statement", "relation"]
    target: str
    evidence: tuple[Evidence, ...]
    by: str
    at: str
    why: str = ""
    event_type: str = ""
    other_type: str = ""
    other: tuple[Evidence, ...] = ()
    edits: dict[str, str] = {}
    parties: tuple[str, ...] = ()
    other_parties: tuple[str, ...] = ()
