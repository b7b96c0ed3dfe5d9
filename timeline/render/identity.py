"""What identifies a line in feeds and calendars, and when it came to be known: from its sources, never from a clock."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from db.records import Citation, Entry

NEVER = "1970-01-01T00:00:00+00:00"
"""When nothing is known of when: a moment that every reader of a feed takes."""


def entry_uuid(slug: str, entry: Entry) -> UUID:
    """The identity of a line: the same as long as it says the same."""
    return uuid5(NAMESPACE_URL, f"keii:{slug}:{entry.id}".encode("utf-8", "replace").decode())


def incident_uuid(slug: str) -> UUID:
    """The identity of the whole account."""
    return uuid5(NAMESPACE_URL, f"keii:{slug}".encode("utf-8", "replace").decode())


def captured(entry: Entry) -> str:
    """When the newest of its sources was captured, as RFC 3339: since then the line says what it says."""
    return rfc3339(max(map(_known_since, entry.citations), default=NEVER))


def first_captured(entry: Entry) -> str:
    """When its first source was captured, as RFC 3339."""
    return rfc3339(min(map(_known_since, entry.citations), default=NEVER))


def _known_since(citation: Citation) -> str:
    return citation.captured_at or citation.published or NEVER


def rfc3339(moment: str) -> str:
    """A moment of a capture as feeds write it.

    >>> rfc3339("2020-09-11T00:01:02Z"), rfc3339("?")
    ('2020-09-11T00:01:02+00:00', '1970-01-01T00:00:00+00:00')
    """
    try:
        at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return NEVER
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")
