"""What a page says, and what is read out of it."""

from dataclasses import dataclass
from typing import NamedTuple

from db.records.words import (
    Aspect,
    Basis,
    Certainty,
    ClaimKind,
    MentionKind,
    NameClass,
    Qualifier,
    Role,
    SectionKind,
    Standing,
)


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
    """Why the page says nothing (soft 404, maintenance, login wall): then it has no sections."""
    encoding: str = "utf-8"
    encoding_doubtful: bool = False
    fingerprint: str = ""
    """sha256 of the text without white space: equal for captures that say the same."""
    signature: bytes = b""
    """Its clauses as hashes, made once at reading: what copies are told by. Empty: not made."""


class Mention(NamedTuple):
    """A money amount, a count, a date or a name at an exact place of a section's text.

    A tuple, because a text has one for every twenty characters: a frozen dataclass takes three times as long to make.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    """The slice `section.text[start:end]`; without 約, 余り, 超 around it."""
    value: int | str | None = None
    """money, count: exact number (a decimal string if not whole); date: EDTF. None: not understood."""
    unit: str | None = None
    """money: ISO 4217 code, or a crypto ticker; count: the counter as written (件, 銀行, customers)."""
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
    cases | cases_increment | cases_part | people | people_increment | people_part |
    banks | services | accounts | amount | number."""
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
    also: tuple[Aspect, ...] = ()
    """Further aspects that the same words stop or restart (新規登録とチャージ)."""
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
