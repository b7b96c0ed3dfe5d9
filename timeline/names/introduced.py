"""Names that a text introduces itself: 株式会社X, X銀行, 「X」(以下Y), X Inc."""

from collections.abc import Sequence
from typing import TypeAlias

from timeline.names.gazetteer import Gazetteer
from timeline.names.spot import Spot

Cue: TypeAlias = tuple[int, int, str]


def find_introduced(
    folded: str, known: Sequence[Spot], cues: Sequence[Cue], gazetteer: Gazetteer
) -> list[Spot]:
    """Names that the text introduces, wherever they stand in it."""
    return []
