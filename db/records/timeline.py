"""What is concluded from the claims."""

from dataclasses import dataclass
from typing import Literal

from db.records.document import Claim, Figure, Organisation
from db.records.incident import Incident
from db.records.review import Decided
from db.records.words import (
    Aspect,
    Basis,
    Certainty,
    ClaimKind,
    NameClass,
    Qualifier,
    SectionKind,
    Standing,
    Status,
)

Hand = Literal["added", "reworded", "merged", "pinned", "dated"]
"""What a person did to an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words at a place: W3C TextQuote and TextPosition selectors into a section of a captured document."""

    url: str
    publisher: str
    standing: Standing
    title: str | None
    published: str | None
    section: SectionKind
    section_index: int
    quote: str
    """The exact slice of the section's text."""
    start: int
    end: int
    digest: str
    captured_at: str
    """Both empty: the words that a person cites stand in no archived page."""
    origin: str
    """Who the words come from: copies of one agency story share it. Independent sources are counted by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClaim:
    """A claim with the words it stands on."""

    claim: Claim
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The same statement from one or several documents."""

    kind: ClaimKind
    date: str
    claims: tuple[CitedClaim, ...]
    """The best first: highest standing, then earliest reported."""
    organisations: tuple[Organisation, ...] = ()
    figures: tuple[Figure, ...] = ()
    aspect: Aspect | None = None
    as_of: str | None = None
    certainty: Certainty = "stated"
    status: Status = "current"
    note: str | None = None
    """Why it has that status: machine-readable reason and the other event's date and figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event in words: one dated line."""

    id: str
    """Stable: made of what the entry says (date, kind, figures, names), not of how many say it."""
    date: str
    kind: ClaimKind
    text: str
    status: Status
    independent_sources: int
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    aspect: Aspect | None = None
    as_of: str | None = None
    certainty: Certainty = "stated"
    note: str | None = None
    by_hand: tuple[Hand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One reading of a series."""

    as_of: str
    value: int | str
    status: Literal["current", "superseded", "disputed", "corrected", "derived"]
    entry: str
    qualifier: Qualifier = "exact"
    cases: int | None = None
    people: int | None = None
    banks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A figure as it grew; one for each role, unit, scope and basis."""

    role: str
    unit: str
    points: tuple[Point, ...]
    scope: str | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How one aspect of an organisation stands: damage confirmed, linking suspended."""

    status: Literal["confirmed", "suspended", "resumed", "planned"]
    since: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """One bank or service: what was damaged, stopped and resumed when."""

    organisation: str
    name_class: NameClass
    damage: State | None = None
    linking: State | None = None
    charging: State | None = None
    withdrawal: State | None = None
    service: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side of a dispute says."""

    value: int | str
    citations: tuple[Citation, ...]
    figure: Figure | None = None
    """The value with its unit and qualifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Figures for the same thing and moment that cannot all be right."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of an edited text: still there, gone or new."""

    kind: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A watched page said something else in the next capture."""

    url: str
    publisher: str
    between: tuple[str, str]
    """Capture times: present in the first, changed in the second."""
    removed: str
    added: str
    changes: tuple[Change, ...] = ()
    """The same within the sentences, in reading order: `kept` shows where in a sentence something changed."""
    alternations: int = 0
    """How often the page went to and fro between these two versions, where it has two faces; noted once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a publisher did last time."""

    publisher: str
    standing: Standing
    documents: int
    last_ok: str | None
    last_outcome: str | None
    last_asked: str | None = None
    """When its last request ended, however it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMove:
    """The latest figure of a series became another one."""

    role: str
    unit: str
    scope: str | None
    basis: Basis | None
    before: int | str | None
    """None: there was none."""
    before_as_of: str | None
    after: int | str
    as_of: str
    entry: str
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDay:
    """What the captures of one day brought."""

    day: str
    """In the time zone of the incident."""
    documents: int
    """Pages that were captured for the first time."""
    entries: tuple[str, ...]
    """Ids, in the order of the timeline."""
    figures: tuple[FigureMove, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The account of one incident, ready to be written in any format."""

    incident: Incident
    documents: int
    captures: int
    rules: str
    """Version of the rules and names that read the documents."""
    entries: tuple[Entry, ...]
    series: tuple[Series, ...] = ()
    standing: tuple[StandingRow, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    edits: tuple[Edit, ...] = ()
    sources: tuple[SourceHealth, ...] = ()
    history: tuple[HistoryDay, ...] = ()
    """What became known when, the newest day first; the newest days only."""
    decided: tuple[Decided, ...] = ()
    """What became of a person's decisions, in the order of their file."""
    language: str = "ja"
    as_of: str | None = None
    """When the newest capture was taken that it is built from; the clock of the build plays no part."""
