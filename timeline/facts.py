"""All facts of one section: mentions, then the claims they make. The face of the finders."""

import hashlib
from importlib import resources

from db.records import Facts, Section
from timeline.anchor import Anchor
from timeline.claims import find_claims
from timeline.mentions import find_mentions
from timeline.names import Gazetteer

CODE_VERSION = 1
"""Raised whenever the finders would read the same text differently, so that stored documents are read again."""


def _rules_version() -> str:
    """Changes with any word of the rules."""
    digest = hashlib.sha256(str(CODE_VERSION).encode())
    folder = resources.files("timeline") / "rules"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


RULES_VERSION = _rules_version()


def find_facts(
    section: Section,
    gazetteer: Gazetteer,
    *,
    timezone: str = "Asia/Tokyo",
    publisher: str | None = None,
    language: str = "ja",
    reference_date: str | None = None,
) -> Facts:
    """The mentions and claims of a section; offsets count in `section.text`.

    `reference_date` is what relative dates are resolved against where the section's own date is not known.
    """
    anchor = Anchor(
        written_on=section.written_on or reference_date,
        timezone=timezone,
        publisher=publisher,
        language=language,
    )
    mentions = find_mentions(section.text, anchor, gazetteer)
    claims = find_claims(section.text, mentions, anchor, section=section.kind)
    return Facts(mentions=mentions, claims=claims)
