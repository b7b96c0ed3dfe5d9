"""Dates by their distance, in Japanese: 3日前, 2週間後, 半年前; 数日前 says that there is one, but not which."""

import re
from dataclasses import replace

from timeline.dates.expression import Expression, Relative
from timeline.numerals import read_japanese
from timeline.patterns import lazy_pattern

_AGO = lazy_pattern(
    r"(?P<number>[0-9]{1,3}|十?数|[一二三四五六七八九十]{1,3}|四?半(?=世紀)|半(?=年))\ ?"
    r"(?P<unit>日|週間|(?:か|カ|ヵ|ヶ|ケ|箇)月|年|世紀)"
    r"(?:ほど|くらい|ぐらい|近く|余り|ばかり)?(?P<way>前|まえ|後)(?!半|後|日|者|期|述|払|倒|場|提|進|回|例|歴)"
    r"(?:の(?P<season>[春夏秋冬](?!場所)))?"
)
SEASONS = {"春": (3, 5), "春先": (3, 4), "夏": (6, 8), "秋": (9, 11), "冬": (12, 2)}
"""First and last month."""
_UNITS = {"日": "day", "週間": "week", "年": "year"}
# 2カ月前の12月, 2日後の23日: the date itself stands behind.
_DATE_BEHIND = lazy_pattern(r"の(?:[0-9]{4}年)?[0-9]{1,2}[月日](?!間)|の(?:昨年|今年|先月|今月|同月)")


def read_distance(folded: str, start: int) -> Expression | None:
    """From the anchor; 後 and その3日前 from the date that was mentioned last.

    >>> found = read_distance("3日前に", 0)
    >>> found.end, found.relative_day
    (3, Relative(by=-3, to_last=False))
    """
    match = _AGO.match(folded, start)
    if match is None or _DATE_BEHIND.match(folded, match.end()):
        return None
    of_last = folded.startswith(("その", "この"), max(0, start - 2), start)
    if not of_last and folded[max(0, start - 1) : start] in ("の", "第"):
        return None
    found = Expression(start=start, end=match.end())
    if "数" in match["number"]:
        found.broken, found.relative_day = True, Relative(0)
        return found
    if match["unit"] == "世紀":
        return _centuries(match, found)
    if match["number"] == "半":
        found.relative_month = Relative(-6) if match["way"] == "前" else Relative(6, to_last=True)
        return found
    number = int(match["number"]) if match["number"].isdecimal() else read_japanese(match["number"])
    if not isinstance(number, int):
        return None
    later = match["way"] == "後"
    by = Relative(number if later else -number, to_last=later or of_last)
    match _UNITS.get(match["unit"]):
        case "day":
            found.relative_day = by
        case "week":
            found.relative_day = replace(by, by=by.by * 7)
        case "year":
            found.relative_year = by
            found.months_of_season = SEASONS.get(match["season"] or "")
        case _:
            found.relative_month = by
    return found


def _centuries(match: re.Match[str], found: Expression) -> Expression | None:
    """半世紀前 and 四半世紀後 are said of years that people live to see; whole centuries are no dates of news."""
    years = {"半": 50, "四半": 25}.get(match["number"])
    if years is None:
        return None
    later = match["way"] == "後"
    found.relative_year = Relative(years if later else -years, to_last=later)
    return found
