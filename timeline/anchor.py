"""What the relative words of a section are resolved against. No resolving here: that is `timeline.dates`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """When, where and in which time zone a section was written."""

    written_on: str | None
    """EDTF. None: nothing relative is resolved, a date without its year stays `XXXX-09-11`."""
    timezone: str = "Asia/Tokyo"
    """IANA name; a time of day without a zone of its own is in it."""
    publisher: str | None = None
    language: str = "ja"
    """A hint only; Japanese and English are always both understood."""
