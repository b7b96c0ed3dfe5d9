"""The closed word lists that the records use."""

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
    "too-large", "not-a-page", "refused-address", "unavailable", "empty", "error",
]  # fmt: skip

STANDINGS: tuple[Standing, ...] = (
    "official", "regulator", "agency", "newspaper", "trade", "blog", "unknown", "reader",
)  # fmt: skip
"""High to low: a lower one never overwrites a higher one, it stands beside it."""
