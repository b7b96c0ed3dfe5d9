"""The vocabulary of the house: frozen records that the packages hand to each other.

Nothing here reads, writes or computes. Dates are EDTF strings in the proleptic Gregorian calendar
(`2019-10`, `2020-09-11`, `2020-09-11T00:00+09:00`, `2020-08/2020-09`, `XXXX-09-11` where the year is not
known): the precision is in the value, and they sort as text. Offsets count Unicode code points. Money and
counts are exact integers, or a decimal string where the value is not whole; never a float.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.records.capture import Capture, HostPause, Outcome
    from db.records.comparison import Comparison, Difference, EntryChange, Silence
    from db.records.document import Claim, Document, Facts, Figure, Mention, Organisation, Reading, Section
    from db.records.incident import Incident, NoticeList, Source, TaughtName
    from db.records.review import Action, AddedEntry, Decided, Decision, Review, Said, Texts
    from db.records.timeline import (
        Change,
        Citation,
        CitedClaim,
        Dispute,
        Edit,
        Entry,
        Event,
        FigureMove,
        Hand,
        HistoryDay,
        Point,
        Series,
        Side,
        SourceHealth,
        StandingRow,
        State,
        Timeline,
    )
    from db.records.words import (
        STANDINGS,
        Aspect,
        Basis,
        Certainty,
        ClaimKind,
        MentionKind,
        NameClass,
        OutcomeName,
        Qualifier,
        Role,
        SectionKind,
        Standing,
        Status,
    )

__all__ = [
    "STANDINGS",
    "Action",
    "AddedEntry",
    "Aspect",
    "Basis",
    "Capture",
    "Certainty",
    "Change",
    "Citation",
    "CitedClaim",
    "Claim",
    "ClaimKind",
    "Comparison",
    "Decided",
    "Decision",
    "Difference",
    "Dispute",
    "Document",
    "Edit",
    "Entry",
    "EntryChange",
    "Event",
    "Facts",
    "Figure",
    "FigureMove",
    "Hand",
    "HistoryDay",
    "HostPause",
    "Incident",
    "Mention",
    "MentionKind",
    "NameClass",
    "NoticeList",
    "Organisation",
    "Outcome",
    "OutcomeName",
    "Point",
    "Qualifier",
    "Reading",
    "Review",
    "Role",
    "Said",
    "Section",
    "SectionKind",
    "Series",
    "Side",
    "Silence",
    "Source",
    "SourceHealth",
    "Standing",
    "StandingRow",
    "State",
    "Status",
    "TaughtName",
    "Texts",
    "Timeline",
]

_MODULES = ("words", "document", "incident", "capture", "review", "timeline", "comparison")
"""Where the records stand, in the order in which they are looked for: what a single text needs comes first."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A record, looked up at its first use: making all the classes takes longer than reading a short text."""
        if name in __all__:
            for module in _MODULES:
                found = vars(import_module(f"{__name__}.{module}")).get(name)
                if found is not None:
                    globals()[name] = found
                    return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
