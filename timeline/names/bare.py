"""Bare names of banks where a list licenses them: 七十七、中国、大垣共立の3銀行."""

from collections.abc import Sequence

from timeline.names.gazetteer import Gazetteer
from timeline.names.spot import Spot


def find_bare(
    folded: str,
    named: Sequence[Spot],
    cues: Sequence[tuple[int, int, str]],
    gazetteer: Gazetteer,
    on: str | None,
) -> list[Spot]:
    """Bare names in lists of banks."""
    return []
