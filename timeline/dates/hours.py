"""Where a text tells when somebody can be reached: dates and times there repeat and are no moments."""

import re

from timeline.patterns import lazy_pattern

_HOURS = lazy_pattern(
    r"時間(?:(?<=(?:受付|営業|対応|開設|取扱)時間)|(?<=受け付け時間)|(?<=利用可能時間))[^。\n]{0,80}"
    r"|平日 ?(?=[0-9午])[^。\n]{0,80}"
)
# 9時から17時まで受け付ける: no day before the two times, and a word of what is done in them behind.
_DONE = lazy_pattern(r"受け付け(?:る|て|ます)|営業(?:し|する|、|。|$)|対応(?:する|し)")
_TIME = "(?:午前|午後)?[0-9]{1,2}(?:時(?:半|[0-9]{1,2}分)?|:[0-9]{2})"
_TIMES_BEFORE = lazy_pattern(
    rf"(?<![日0-9前後朝夜昼夕))])(?<!日[はのに、]){_TIME}(?:から|~){_TIME}(?:まで)?(?:\([^()\n]{{1,20}}\))?"
    r"、?(?:に|電話で|窓口で)?\Z"
)
_WORDS = ("時間", "平日")
_LONGEST, _NEAR = 48, 8
_OPENS = lazy_pattern(r"[\[【][^\]\[】【]{0,12}\Z")
_CLOSES = lazy_pattern(r"[^\]】]{0,120}[\]】]")
_LOOK_BACK = 16


def opening_hours(folded: str) -> list[tuple[int, int]]:
    """The places, in order: to the end of the sentence, the line or the bracket.

    >>> [place for place in opening_hours("窓口の営業時間は9時から17時まで。12日は休む")]
    [(5, 17)]
    """
    found = []
    if any(word in folded for word in _WORDS):
        found = [_place(folded, hours) for hours in _HOURS.finditer(folded)]
    for done in _DONE.finditer(folded):
        before = folded[max(0, done.start() - _NEAR) : done.start()]
        if "時" in before or ":" in before or ")" in before:
            times = _TIMES_BEFORE.search(folded, max(0, done.start() - _LONGEST), done.start())
            if times:
                found.append(times.span())
    return sorted(found)


def _place(folded: str, found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span()
    if _OPENS.search(folded, max(0, start - _LOOK_BACK), start) and (closes := _CLOSES.match(folded, start)):
        end = closes.end()
    return start, end
