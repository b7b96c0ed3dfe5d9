"""The one place that looks at the clock; everything below takes the time as an argument."""

from datetime import UTC, datetime


def utc_now() -> str:
    """The present moment as the records write it, `2020-09-10T12:00:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
