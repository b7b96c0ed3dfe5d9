"""The facts of one section: its mentions and its claims. How they are found stands in `mentions` and `claims`."""

from typing import TYPE_CHECKING

from db.records import Facts, Section
from timeline.anchor import Anchor
from timeline.claims import find_claims
from timeline.claims.rules import rules_digest
from timeline.mentions import find_mentions

if TYPE_CHECKING:
    from timeline.names import Gazetteer

_CODE = 22
"""Raised with every change of the finders that can change a fact, so that old readings are read again."""

RULES_VERSION = f"{_CODE}.{rules_digest()}"


def find_facts(
    section: Section,
    gazetteer: "Gazetteer",
    *,
    timezone: str = "Asia/Tokyo",
    publisher: str | None = None,
    language: str = "ja",
    reference_date: str | None = None,
    weak: bool = False,
) -> Facts:
    """What a section says; `reference_date` stands in where it does not say when it was written.

    With `weak`, also what its sentences place on a day without any rule knowing what it is.
    """
    anchor = Anchor(
        written_on=section.written_on or reference_date,
        timezone=timezone,
        publisher=publisher,
        language=language,
    )
    mentions = find_mentions(section.text, anchor, gazetteer)
    claims = find_claims(section.text, mentions, anchor, section=section.kind, weak=weak)
    return Facts(mentions=mentions, claims=claims)
