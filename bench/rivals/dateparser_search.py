"""dateparser.search: dates in a text, told the languages and the day of writing. It does not say where it found what,
nor how precise a date is: places are found again in order, and the whole moment is its value."""

from datetime import datetime
from importlib import import_module

from bench.rivals import Finder, Found

LANGUAGES = ["ja", "en"]


def finder() -> Finder:
    """The finder of dateparser.search."""
    search = import_module("dateparser.search").search_dates

    def find(text: str, written: datetime) -> list[Found]:
        settings = {"RELATIVE_BASE": written, "DATE_ORDER": "MDY", "PREFER_DATES_FROM": "past"}
        language = LANGUAGES[:1] if any(ch > "\u3000" for ch in text) else LANGUAGES[1:]
        found: list[Found] = []
        offset = 0
        for words, moment in search(text, languages=language, settings=settings) or ():
            start = text.find(words, offset)
            if start < 0:
                continue
            offset = start + len(words)
            found.append(Found("date", start, offset, moment.strftime("%Y-%m-%dT%H:%M")))
        return found

    return find
