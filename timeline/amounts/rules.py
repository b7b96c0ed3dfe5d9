"""The words of sums and counts, out of `rules/amounts.toml`."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

RULES: dict[str, Any] = tomllib.loads(files("timeline.rules").joinpath("amounts.toml").read_text("utf-8"))


def any_of(words: Iterable[str]) -> str:
    """An alternation of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


UNITS: dict[str, str] = RULES["money"]["after"]
BEFORE: dict[str, str] = RULES["money"]["before"]
ENGLISH: dict[str, str] = RULES["money"]["english"]
TICKERS: list[str] = RULES["money"]["tickers"]["codes"]
TICKER_NAMES: dict[str, str] = RULES["money"]["ticker_names"]
HEADS: list[str] = RULES["japanese"]["heads"]["nouns"]
NOUNS: list[str] = RULES["english"]["nouns"]
