"""Where a text tells when somebody can be reached: dates and times there repeat and are no moments."""

import re

from timeline.patterns import lazy_pattern

_HOURS = lazy_pattern(
    r"時間(?:(?<=(?:受付|営業|対応|開設|取扱)時間)|(?<=受け付け時間)|(?<=利用可能時間))[^。\n]{0,80}"
    r"|平日 ?(?=[0-9午])[^。\n]{0,80}"
)
_OPENS = lazy_pattern(r"[\[【][^\]\[】【]{0,12}\Z")
_CLOSES = lazy_pattern(r"[^\]】]{0,120}[\]】]")
_LOOK_BACK = 16


def opening_hours(folded: str) -> list[tuple[int, int]]:
    """The places, in order: to the end of the sentence, the line or the bracket.

    >>> [place for place in opening_hours("窓口の営業時間は9時から17時まで。12日は休む")]
    [(5, 17)]
    """
    if "時間" not in folded and "平日" not in folded:
        return []
    return [_place(folded, found) for found in _HOURS.finditer(folded)]


def _place(folded: str, found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span()
    if _OPENS.search(folded, max(0, start - _LOOK_BACK), start) and (closes := _CLOSES.match(folded, start)):
        end = closes.end()
    return start, end
