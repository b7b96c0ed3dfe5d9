"""The words of these pages, beside those of timelines: they are data (words.toml)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("ja", "en")


def page_words(language: str) -> Mapping[str, str]:
    """The words of a language; English where there are none."""
    return _tables()[language if language in LANGUAGES else "en"]


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files("db.browse").joinpath("words.toml").read_text(encoding="utf-8"))
