"""Whom the lead of a report is about: 交換所を運営するXは12日、 and the like, by the line of business before the name.

Such a line goes before many words; it introduces a name only where the sentence goes on as a report does.
"""

from timeline.names.edges import script
from timeline.names.gazetteer import Gazetteer
from timeline.names.runs import forward_from
from timeline.names.spot import Introduction, Place
from timeline.patterns import lazy_pattern

_REPORTS = lazy_pattern(
    r"(?:\([^()\n]{1,24}\))?(?:(?:は|が)(?:、?[0-9]{1,2}[日月/]|、?同日|きょう|本日|昨日)|の[一-鿿]{0,6}(?:社長|会長|代表|頭取)は)"
)
_LEAST = 3


def lead_subject(place: Place) -> Introduction | None:
    """The name behind a line of business at the head of a report.

    >>> from timeline.names.gazetteer import load_gazetteer
    >>> for text in ("食材宅配のみどり屋は3日、", "食材宅配のシステムは3日、", "食材宅配のミドリヤを使う"):
    ...     found = lead_subject(Place(text, 2, 5, {}, load_gazetteer()))
    ...     print(found and found.canonical)
    みどり屋
    None
    None
    """
    folded, start, gazetteer = place.folded, place.end, place.gazetteer
    if start >= len(folded) or script(folded[start]) in ("kanji", ""):
        return None
    end = forward_from(folded, start, lambda text, at: False)
    name = folded[start:end]
    if (
        len(name) < _LEAST
        or name.isdigit()
        or _REPORTS.match(folded, end) is None
        or _is_word(name, gazetteer)
    ):
        return None
    return Introduction(start=start, end=end, canonical=name, aliases=(name,))


def _is_word(name: str, gazetteer: Gazetteer) -> bool:
    """Whether an ordinary word stands there: システムは3日、"""
    ordinary = gazetteer.cues["stop_leads"]
    return (
        (script(name[0]) == "hiragana" and "の" in name)
        or name.startswith(tuple(gazetteer.stops["stop_katakana"]))
        or name.endswith(gazetteer.follows_katakana)
        or any(name.endswith(word) for word in ordinary)
    )
