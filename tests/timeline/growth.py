"""Whether work grows with the length of its input, not with its square. Tests nothing itself."""

import time
from collections.abc import Callable

TRIES = 5
"""A busy machine makes single measurements lie; a quadratic pattern never looks linear."""
NOTHING = 0.25
"""CPU seconds under which growth cannot be told from noise."""


def grows_with_length(work: Callable[[str], object], piece: str, small: int, times: int) -> bool:
    """Whether `times` as many characters of the piece cost far less than `times` squared as much."""
    return any(_once(work, piece, small, times) for _ in range(TRIES))


def _once(work: Callable[[str], object], piece: str, small: int, times: int) -> bool:
    costs = []
    for size in (small, small * times):
        text = piece * (size // len(piece))
        begun = time.process_time()
        work(text)
        costs.append(time.process_time() - begun)
    return costs[1] < max(NOTHING, 2.5 * times * costs[0])
