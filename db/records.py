"""The vocabulary of the house: frozen records that the packages hand to each other.

Nothing here reads, writes or computes. Dates are EDTF strings in the proleptic Gregorian calendar
(`2019-10`, `2020-09-11`, `2020-09-11T00:00+09:00`, `2020-08/2020-09`, `XXXX-09-11` where the year is not
known): the precision is in the value, and they sort as text. Offsets count Unicode code points. Money and
counts are exact integers, or a decimal string where the value is not whole; never a float.
"""

from dataclasses import dataclass
from typing import Literal

MentionKind = Literal["money", "count", "date", "name"]
Qualifier = Literal[
    "exact", "about", "over", "atleast", "upto", "under", "vague",
    "early", "mid", "late", "end", "since", "until",
]  # fmt: skip
NameClass = Literal["bank", "service", "operator", "authority", "exchange", "broker", "facility", "other"]
SectionKind = Literal["body", "addendum", "comment"]
ClaimKind = Literal[
    "damage_figure", "suspension", "resumption", "compensation", "press_conference", "investigation",
    "arrest", "regulator", "discovery", "countermeasure", "outage", "other",
]  # fmt: skip
Aspect = Literal["linking", "charging", "withdrawal", "service"]
Certainty = Literal["stated", "planned", "possible", "denied"]
Role = Literal["speaker", "actor", "target", "affected", "via", "mentioned"]
Basis = Literal["reported", "confirmed"]
Status = Literal["current", "superseded", "disputed", "corrected", "unresolved"]
Standing = Literal["official", "regulator", "agency", "newspaper", "trade", "blog", "reader", "unknown"]
OutcomeName = Literal[
    "ok", "unchanged", "redirected", "gone", "forbidden", "robots", "rate-limited", "timeout", "incomplete",
    "too-large", "not-a-page", "refused-address", "unavailable", "error",
]  # fmt: skip

STANDINGS: tuple[Standing, ...] = (
    "official", "regulator", "agency", "newspaper", "trade", "blog", "unknown", "reader",
)  # fmt: skip
"""High to low: a lower one never overwrites a higher one, it stands beside it."""


# --- what to follow -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher as an incident follows it."""

    id: str
    publisher: str
    standing: Standing = "unknown"
    layout: str | None = None
    """Name of a file in `spiders/layouts`; None: chosen by host, else the generic reader."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Addresses of articles, fetched whether or not a feed names them."""
    notices: tuple[str, ...] = ()
    """Addresses that are watched: every capture is a version."""
    agency: str | None = None
    """The agency whose stories this publisher carries when they show no credit line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtName:
    """A name that a user taught for one incident (`[names]` of the incident file)."""

    canonical: str
    name_class: NameClass
    aliases: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What to follow, curated by hand: one `incidents/SLUG.toml`."""

    slug: str
    title: str
    keywords: tuple[str, ...]
    """A page belongs to the incident when its title, summary or address holds one of them."""
    language: str = "ja"
    timezone: str = "Asia/Tokyo"
    since: str | None = None
    until: str | None = None
    contact: str | None = None
    """Address in the user agent; a real crawl refuses to start without one."""
    sources: tuple[Source, ...] = ()
    names: tuple[TaughtName, ...] = ()


# --- what was kept --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response (or imported file) in the archive."""

    url: str
    """The address that answered, after redirects."""
    captured_at: str
    """UTC, `2020-09-10T12:00:00Z`."""
    digest: str
    """`sha256:` + hex of the payload as stored (content coding kept)."""
    warc: str
    """File name inside the archive folder."""
    offset: int
    """Byte offset of the WARC record (the revisit record, where it is one)."""
    status: int = 200
    content_type: str | None = None
    """The Content-Type header as sent."""
    etag: str | None = None
    last_modified: str | None = None
    revisit: bool = False
    """The payload was already in the archive; the record refers to it."""
    source: str | None = None
    """Id of the source, None for an import."""
    requested_url: str | None = None
    """The address first asked for, where it differs."""
    id: int | None = None
    """Row number in the store, None before it is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one request, or the reading of one capture, ended. Every one ends in exactly one outcome."""

    url: str
    at: str
    stage: Literal["crawl", "import", "read"]
    name: OutcomeName
    reason: str = ""
    source: str | None = None
    capture: int | None = None


# --- what a page says -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of a document with one author and one writing time."""

    kind: SectionKind
    text: str
    """Paragraphs are separated by newlines; a list item is a line `- …`, a table row a line `a | b | c`."""
    written_on: str | None = None
    """EDTF; what relative dates are resolved against. An addendum has its own. None: unknown."""
    author: str | None = None
    offset: int = 0
    """Where the section starts in the plain text it was cut from; 0 where there is no such text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One capture, read: a version of a page."""

    url: str
    """The address of record: the canonical one where the page names one on its own site."""
    digest: str
    """Digest of the capture it was read from."""
    captured_at: str
    sections: tuple[Section, ...]
    publisher: str
    standing: Standing = "unknown"
    title: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    reference_date: str | None = None
    """What relative dates are resolved against where `published` is not known."""
    language: str | None = None
    agency: str | None = None
    """Credited agency (共同通信 …): copies of one agency story are one origin."""
    watched: bool = False
    """A notice page: every capture is a version, and edits are shown."""
    partial: bool = False
    """Members-only: only the free part was served."""
    unavailable: str | None = None
    """Why the page says nothing (soft 404, maintenance, login wall): then it has no sections and concludes nothing."""
    encoding: str = "utf-8"
    encoding_doubtful: bool = False
    fingerprint: str = ""
    """sha256 of the text without white space: equal for captures that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A money amount, a count, a date or a name at an exact place of a section's text."""

    kind: MentionKind
    start: int
    end: int
    text: str
    """The slice `section.text[start:end]`; without 約, 余り, 超 around it."""
    value: int | str | None = None
    """money, count: exact number (a decimal string if not whole); date: EDTF. None: not understood."""
    unit: str | None = None
    """money: ISO 4217 code, or the ticker of a crypto currency; count: the counter as written (件, 銀行, customers)."""
    qualifier: Qualifier = "exact"
    canonical: str | None = None
    name_class: NameClass | None = None
    code: str | None = None
    """National code of a bank, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a role: `damage_total` 19900000 JPY, `cases` 73 件."""

    role: str
    """damage_total | damage_increment | damage_part | per_person | compensation | paid_back |
    cases | cases_increment | cases_part | people | banks | services | accounts | amount | number."""
    value: int | str | None
    unit: str
    qualifier: Qualifier = "exact"
    scope: str | None = None
    """Canonical name of the bank or service that the figure is about; None: the whole incident."""
    basis: Basis | None = None
    start: int | None = None
    end: int | None = None
    """Where the number stands in the section's text; None where it was derived (counted from a list)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Somebody's part in a claim."""

    name: str
    """Canonical name."""
    name_class: NameClass
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence (list item, table row) that says something happened or holds."""

    kind: ClaimKind
    start: int
    end: int
    """The sentence in the section's text."""
    date: str | None
    """EDTF, when it happened; for a damage figure the day it holds for, or if none is given, was announced.
    None where the text leaves it open."""
    as_of: str | None = None
    """The moment a figure holds for."""
    attributed_to: tuple[str, ...] = ()
    """Who says it, nearest last; empty: the publisher itself."""
    organisations: tuple[Organisation, ...] = ()
    figures: tuple[Figure, ...] = ()
    aspect: Aspect | None = None
    certainty: Certainty = "stated"
    reported_on: str | None = None
    """`written_on` of its section."""
    by_reader: bool = False
    """Stands in a reader's comment."""
    rule: str = ""
    """Name of the rule that found it, so that a reader of the database can see why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything read out of one section."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document and its facts; `facts[i]` belongs to `document.sections[i]`."""

    document: Document
    facts: tuple[Facts, ...]


# --- what is concluded ----------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Figures for the same thing and moment that cannot all be right."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A watched page said something else in the next capture."""

    url: str
    publisher: str
    between: tuple[str, str]
    """Capture times: present in the first, changed in the second."""
    removed: str
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a publisher did last time."""

    publisher: str
    standing: Standing
    documents: int
    last_ok: str | None
    last_outcome: str | None


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
    language: str = "ja"
