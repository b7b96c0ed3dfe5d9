"""What a person decided about the lines of a timeline: one `incidents/SLUG.review.toml`."""

from dataclasses import dataclass, field
from typing import Literal

from db.records.document import Figure
from db.records.words import Aspect, ClaimKind, Status

Action = Literal["hide", "merge", "reword", "pin"]
Texts = tuple[tuple[str, str], ...]
"""A text by language, ("ja", "…"); language "" is that of the incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an entry said when it was decided about, so that it is found again under another id."""

    date: str | None = None
    kind: ClaimKind | None = None
    aspect: Aspect | None = None
    text: str | None = None
    """Its line; for the reader of the file."""
    figures: tuple[Figure, ...] = ()
    names: tuple[str, ...] = ()
    url: str | None = None
    quote: str | None = None
    """Words of its first citation and where they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about one entry."""

    action: Action
    entry: str
    """Id of the entry, as it was."""
    said: Said = field(default_factory=Said)
    into: str | None = None
    """merge: id of the entry that takes it in."""
    into_said: Said = field(default_factory=Said)
    texts: Texts = ()
    """reword: the line in a person's words."""
    date: str | None = None
    """pin: EDTF, the date it stands at."""
    why: str | None = None
    on: str | None = None
    """The day of the decision."""
    line: int = 0
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedEntry:
    """A line that a person wrote, with its own citation."""

    date: str
    kind: ClaimKind
    texts: Texts
    url: str
    quote: str
    """At most 120 characters."""
    publisher: str
    published: str
    title: str | None = None
    names: tuple[str, ...] = ()
    why: str | None = None
    on: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that was decided about an incident, in the order of its file."""

    decisions: tuple[Decision, ...] = ()
    added: tuple[AddedEntry, ...] = ()
    kept: tuple[tuple[str, Status], ...] = ()
    """Entries that were looked at and are right as they are: id and the status they had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of one decision in a timeline."""

    action: Action | Literal["add"]
    entry: str
    """The id that the file names; for an added entry the one that it got."""
    state: Literal["applied", "moved", "unmatched", "ambiguous"]
    found: str | None = None
    """moved: the id that the entry has now; ambiguous, unmatched: the one that is nearest."""
    why: str | None = None
    line: int = 0
