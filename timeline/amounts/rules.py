"""The words of sums and counts, out of `rules/amounts.toml`."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RULES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent.parent / "rules" / "amounts.toml").read_text("utf-8")
)


def any_of(words: Iterable[str]) -> str:
    """An alternation of the words, the longest first; by first letter, for `re` tries alternatives one by one.

    >>> any_of(["euro", "euros", "yen"])
    'e(?:uros|uro)|yen'
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[:1], []).append(re.escape(word[1:]))
    return "|".join(
        re.escape(first) + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})")
        for first, rests in by_first.items()
    )


UNITS: dict[str, str] = RULES["money"]["after"]
BEFORE: dict[str, str] = RULES["money"]["before"]
ENGLISH: dict[str, str] = RULES["money"]["english"]
TICKERS: list[str] = RULES["money"]["tickers"]["codes"]
TICKER_NAMES: dict[str, str] = RULES["money"]["ticker_names"]
HEADS: list[str] = RULES["japanese"]["heads"]["nouns"]
NOUNS: list[str] = RULES["english"]["nouns"]
