"""The vocabulary of the house: frozen records that the packages hand to each other.

Nothing here reads, writes or computes. Dates are EDTF strings in the proleptic Gregorian calendar
(`2019-10`, `2020-09-11`, `2020-09-11T00:00+09:00`, `2020-08/2020-09`, `XXXX-09-11` where the year is not
known): the precision is in the value, and they sort as text. Offsets count Unicode code points. Money and
counts are exact integers, or a decimal string where the value is not whole; never a float.
"""

from db.records.capture import Capture, HostPause, Outcome
from db.records.document import Claim, Document, Facts, Figure, Mention, Organisation, Reading, Section
from db.records.incident import Incident, NoticeList, Source, TaughtName
from db.records.timeline import (
    Change,
    Citation,
    CitedClaim,
    Dispute,
    Edit,
    Entry,
    Event,
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
    "Aspect",
    "Basis",
    "Capture",
    "Certainty",
    "Change",
    "Citation",
    "CitedClaim",
    "Claim",
    "ClaimKind",
    "Dispute",
    "Document",
    "Edit",
    "Entry",
    "Event",
    "Facts",
    "Figure",
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
    "Role",
    "Section",
    "SectionKind",
    "Series",
    "Side",
    "Source",
    "SourceHealth",
    "Standing",
    "StandingRow",
    "State",
    "Status",
    "TaughtName",
    "Timeline",
]
