"""The rows of the API as a schema: what `export.rows` makes, field by field, for OpenAPI and for tests."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from communique.records import (
    ActorKind,
    Basis,
    Bearing,
    CopyKind,
    LinkRole,
    Precision,
    Quote,
    RelationKind,
    RepairKind,
    Side,
    Status,
)

_EXACT = with_config(ConfigDict(extra="forbid"))


@_EXACT
class When(TypedDict):
    """A date as ISO 8601 days, both inclusive; `null` is open or unknown."""

    start: str | None
    end: str | None
    precision: Precision
    basis: Basis | None


@_EXACT
class Place(TypedDict):
    """A place on the ground; degrees WGS 84."""

    name: str
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None


@_EXACT
class Evidence(TypedDict):
    """A stretch of a report's text in code points, with its words."""

    report_id: str
    start: int
    end: int
    text: str


@_EXACT
class Words(TypedDict):
    """A stretch of the text of the report that is meant."""

    start: int
    end: int
    text: str


@_EXACT
class Actor(TypedDict):
    """An actor inside another fact."""

    actor_id: str
    name: str
    country: str | None
    sector: str


@_EXACT
class CountedActor(Actor):
    """An actor with its codes and how often it was named."""

    kind: ActorKind
    cow: int | None
    gw: int | None
    office: str
    mentions: int
    reports: int


@_EXACT
class Disputed(Evidence):
    """The words of one side of a contradiction, and what they say."""

    value: str


@_EXACT
class Contradiction(TypedDict):
    """Two tellings that can't both be right."""

    about: str
    a: Disputed
    b: Disputed
    other: str | None


@_EXACT
class Factor(TypedDict):
    """One factor of a confidence, and why it is what it is."""

    name: str
    value: float
    why: str


@_EXACT
class Voice(TypedDict):
    """Somebody on whose word an event is known."""

    name: str
    side: Side
    state_media: bool
    origins: list[str]
    reports: list[str]
    weight: float


@_EXACT
class Event(TypedDict):
    """One thing that happened, out of all reports that tell of it."""

    event_id: str
    type: str
    mode: str
    contexts: list[str]
    quad: str
    score: float
    status: Status
    actors: list[Actor]
    recipients: list[Actor]
    when: When
    place: Place | None
    evidence: list[Evidence]
    reports: list[str]
    stories: list[str]
    origins: int
    asserted_by: list[str]
    denied_by: list[str]
    contradictions: list[Contradiction]
    confidence: float
    factors: list[Factor]
    voices: list[Voice]
    single_origin: bool
    state_media_only: bool
    probability: float
    why: list[str]
    judged: str


@_EXACT
class Speaker(TypedDict):
    """Who spoke: the words that name the speaker, and the actor where resolved."""

    actor_id: str | None
    name: str | None
    country: str | None
    anonymous: str
    text: str
    start: int
    end: int


@_EXACT
class Link(TypedDict):
    """One link of the chain through which words came, nearest to the speaker first."""

    name: str
    role: LinkRole
    country: str | None
    state_media: bool


@_EXACT
class Statement(TypedDict):
    """Who said what, to whom, through whom."""

    statement_id: str
    report_id: str
    speaker: Speaker | None
    cue: str
    quote: Quote
    content: Words
    addressee: Actor | None
    occasion: str
    chain: list[Link]
    when: When
    about: list[str]
    bearing: list[Bearing]
    repeats: str | None
    copies: list[str]


@_EXACT
class Repair(TypedDict):
    """A mended stretch of the raw text."""

    start: int
    end: int
    was: str
    now: str
    kind: RepairKind


@_EXACT
class Furniture(Words):
    """A stretch of the raw text that was cut as page furniture."""

    kind: str


@_EXACT
class Report(TypedDict):
    """One document as a reader should see it."""

    report_id: str
    source: str
    url: str
    title: str
    outlet: str
    byline: str
    agency: str
    language: str
    published: When
    story_id: str
    copy_kind: CopyKind
    derived_from: str | None
    origin: str
    repairs: list[Repair]
    furniture: list[Furniture]
    refused: str | None
    text: str


@_EXACT
class Member(TypedDict):
    """A report's place in its story."""

    report_id: str
    copy_kind: CopyKind
    derived_from: str | None
    origin: str
    confidence: float
    reasons: list[str]


@_EXACT
class Story(TypedDict):
    """Reports of one news event; `origins` counts independent pieces of reporting."""

    story_id: str
    title: str
    origins: int
    reports: list[Member]


@_EXACT
class Relation(TypedDict):
    """A standing fact between actors."""

    relation_id: str
    kind: RelationKind
    name: str
    parties: list[Actor]
    valid: When
    terms: list[Evidence]
    evidence: list[Evidence]
    reports: list[str]
    origins: int
    known: str
    from_table: list[str]
    denials: list[Evidence]
    disputes: list[str]


@_EXACT
class Hit(TypedDict):
    """A report that holds all words of a query, with the sentences that hold most of them."""

    date: str
    report_id: str
    outlet: str
    title: str
    source: str
    sentence: str
    snippets: list[Evidence]


@_EXACT
class Period(TypedDict):
    """The events of one period: how many, of which kinds, the sum and the mean of their scores."""

    period: str
    start: str
    end: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    score: float
    mean_score: float | None


@_EXACT
class Fact(TypedDict):
    """One fact of any kind."""

    kind: Literal["report", "story", "statement", "event", "relation", "actor"]
    fact: Report | Story | Statement | Event | Relation | CountedActor


@_EXACT
class Counts(TypedDict):
    """How many facts of each kind there are."""

    report: int
    refused: int
    story: int
    origins: int
    statement: int
    repeat: int
    event: int
    relation: int
    actor: int
    judgement: int


class Page(TypedDict):
    """A page of a listing: `total` is the number of rows on all pages, `next` the address of the next page."""

    total: int
    page: int
    size: int
    state: str
    next: str | None


@_EXACT
class Events(Page):
    """A page of events."""

    events: list[Event]


@_EXACT
class Statements(Page):
    """A page of statements: `repeats` are those of copies that only repeat others, on all pages."""

    repeats: int
    statements: list[Statement]


@_EXACT
class Reports(Page):
    """A page of reports."""

    reports: list[Report]


@_EXACT
class Stories(Page):
    """A page of stories."""

    stories: list[Story]


@_EXACT
class Relations(Page):
    """A page of standing facts."""

    relations: list[Relation]


@_EXACT
class Actors(Page):
    """A page of actors."""

    actors: list[CountedActor]


@_EXACT
class Hits(Page):
    """A page of hits; `total` counts no further than a limit, and then `complete` is false."""

    complete: bool
    hits: list[Hit]


@_EXACT
class Series(TypedDict):
    """How a relation went; `coarse` events are dated too coarsely for a period, `undated` not at all."""

    a: str
    b: str
    by: Literal["day", "week", "month", "quarter", "year"]
    coarse: int
    undated: int
    series: list[Period]


@_EXACT
class Why(TypedDict):
    """What was wrong, with what, and what to do."""

    what: str
    where: str
    what_to_do: str


@_EXACT
class Error(TypedDict):
    """The body of every answer that is no success."""

    error: Why
