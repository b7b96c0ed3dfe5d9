"""Ordinary words that look like names, by script and place: data, read when the first is asked for."""

import json
from functools import cache
from pathlib import Path


@cache
def ordinary_words(kind: str) -> frozenset[str]:
    """The words of one list of `ordinary_words.json`.

    >>> "Today" in ordinary_words("english")
    True
    """
    return _lists()[kind]


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = (Path(__file__).parent.parent / "gazetteer" / "ordinary_words.json").read_bytes()
    return {key: frozenset(value) for key, value in json.loads(raw).items() if isinstance(value, list)}
