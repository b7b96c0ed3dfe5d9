"""Lines that start a dated addendum: 【2020/09/14追記】, ※9月14日追記, [UPDATE 9/14 18:00], "Update, Sept. 14:".

One line in, what it announces out. Which lines then belong to the addendum is decided in `sections`.
"""

import re
from dataclasses import dataclass
from functools import cache

from spiders.reading.moments import MONTH_NAME, Moment, fold, moment_of

_CLOCK = r"""(?:\s*(?:at|、|,|-)?\s*(?P<half>午前|午後)?\s*(?P<hour>\d{1,2})(?:時|:(?=\d))(?:(?P<minute>\d{1,2})分?)?
             (?:\s*(?:ごろ|頃|現在|時点))?(?:\s*JST)?)?"""
_DAY = r"""(?:(?:(?P<era>令和|平成)?\s?(?P<year>\d{4}|(?<=[和成])(?:\d{1,2}|元)|(?<=[和成]\s)(?:\d{1,2}|元))
            \s*[年/.\-]\s*)?(?P<month>\d{1,2})\s*(?:月|[/.\-](?=\s*\d))\s*)?(?P<day>\d{1,2})(?![\d時]|:\d)(?(month)(?:\s*日)?|\s*日)
           (?:\s*[(](?:月|火|水|木|金|土|日|[A-Za-z]{3})(?:曜日?)?[)])?"""
_DATE = rf"(?<!\d){_DAY}{_CLOCK}(?!\d)"
_EN_CLOCK = r"""(?:,?\s*(?:at\s+)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap]\.?m\.?)?
                (?:\s*\(?(?P<zone>[A-Z]{2,4})\)?)?)?"""
_EN_DATE = rf"""(?<!\d)(?:(?P<name>{MONTH_NAME})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year>\d{{4}}))?
               |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name2>{MONTH_NAME})(?:,?\s+(?P<year2>\d{{4}}))?)"""
_STRONG = r"(?:追記|追補|補足|続報|加筆|後日談)"
_WEAK = r"(?:更新|訂正|修正|改訂|追加|情報追加|情報更新|UPDATED?|EDIT(?:ED)?|CORRECTION|CORRECTED|ADDENDUM)"
_ANY = rf"(?P<word>{_STRONG}|{_WEAK})"
_TAIL = (
    r"(?:\s*(?:その|\#|第)?\s*(?:\d{1,2}|[①-⑳]|[一二三四五])\s*[)]?)?(?:報|分|あり|内容|情報|事項|しました)?"
)
_FLAGS = re.IGNORECASE | re.VERBOSE
_MARKS = "■□◆◇●▼▽★☆◎○・#*=>▲△►▶→-–—─◼"
_BRACKETS = dict(zip("【[〔〈《<(「『［", "】]〕〉》>)」』］", strict=True))
_INSIDE = 60

_BRACKETED = (
    rf"\s*{_DATE}\s*(?:付け?|に|の|、|:|-)?\s*{_ANY}{_TAIL}\s*",
    rf"\s*{_ANY}{_TAIL}\s*[:、,(\-]*\s*{_DATE}\s*[)]?\s*",
    rf"\s*(?P<word>{_WEAK})\s*[:,(]?\s*(?:on\s+)?{_EN_DATE}{_EN_CLOCK}\s*[)]?\s*",
    rf"\s*{_EN_DATE}{_EN_CLOCK}\s+(?P<word>update|correction|addendum)\s*",
)
_CLOCK_BEFORE = _CLOCK.replace("P<", "P<a_")
_CLOCK_ONLY = (
    rf"\s*(?:{_STRONG}|{_WEAK}){_TAIL}\s*[:(\s]*{_CLOCK}\s*[)]?\s*|\s*{_CLOCK_BEFORE}\s*{_STRONG}\s*"
)
_BRACKETED_UNDATED = rf"\s*(?P<word>{_STRONG}|訂正|UPDATE|ADDENDUM|CORRECTION){_TAIL}\s*"
_ENDS = r"(?=\s|$|[:。)〕】」>―—–■□◆◇●★☆])"
_BARE = (
    rf"{_DATE}\s*(?:に|の)?\s*{_ANY}{_TAIL}{_ENDS}",
    rf"{_ANY}{_TAIL}\s*[:(,\s]\s*{_DATE}\s*[)]?{_ENDS}",
)
_BARE_ENGLISH = (
    rf"(?P<word>{_WEAK})(?:\s*\#\d)?\s*[:,(\-–—]?\s*(?:on\s+)?{_EN_DATE}{_EN_CLOCK}\s*[)]?(?P<end>\s*[:—–-]|\s*$)",
    rf"""(?P<word>{_WEAK})\s+(?:at\s+)?(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?\s*(?P<half>[ap]\.?m\.?)
        (?:\s+(?P<zone>[A-Z]{{2,4}}))?,?\s+(?:on\s+)?{_EN_DATE}(?P<end>\s*[:—–-]|\s*$)""",
    rf"{_EN_DATE}{_EN_CLOCK}\s+(?P<word>update|correction|addendum)(?P<end>\s*[:—–-]|\s*$)",
)
_BARE_UNDATED = rf"{_STRONG}(?:\s*[\d①-⑳])?\s*(?:$|:|です。)"
_WORTH_A_LOOK = re.compile(rf"{_STRONG}|{_WEAK}", re.IGNORECASE)
_TRAILING = rf"[(\[【〈]{_DATE}\s*(?:に)?\s*(?P<word>{_STRONG}){_TAIL}[)\]】〉]\s*$"
_DATE_FIRST = rf"{_DATE}{_ENDS}"
_REACH = 80
_TELLING = 9


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Put together when a line first needs it: most pages have no addendum, and a start-up has no time for it."""
    return re.compile(pattern, _FLAGS)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a line says that starts an addendum."""

    moment: Moment | None
    """None: an addendum without a date."""
    alone: bool
    """Nothing follows on the line."""
    could_be_byline: bool = False
    """`(9月14日更新)`: before any body text it is the date line of the page, not an addendum."""


def find_announcement(line: str) -> Announcement | None:
    """What the line announces, if an addendum starts with it.

    >>> find_announcement("【9/14追記】被害総額が増えました").moment
    Moment(day=14, month=9, year=None, hour=None, minute=None)
    >>> find_announcement("UPDATED 14 September 2020 — The company said").moment.month
    9
    >>> find_announcement("追記によると9月14日に停止した"), find_announcement("最終更新:2020年9月14日")
    (None, None)
    """
    head = fold(line[:_REACH]).strip()
    if not _WORTH_A_LOOK.search(head):
        return None
    body = head.lstrip(_MARKS + "※ ")
    marked = body != head
    if body and body[0] in _BRACKETS:
        return _find_bracketed(body)
    return _find_bare(body, marked) or _find_english(body)


def find_trailing_mark(line: str) -> Moment | None:
    """The date in `… (9/14追記)` at the end of a line: that line alone is the addendum.

    >>> find_trailing_mark("銀行は12行に増えた。(9/14追記)").day
    14
    """
    tail = fold(line[-_REACH:])
    if "追" not in tail and "補" not in tail and "加" not in tail:
        return None
    found = _compiled(_TRAILING).search(tail)
    return moment_of(found.groupdict()) if found and found.start() > 0 else None


def _find_bracketed(body: str) -> Announcement | None:
    close = body.find(_BRACKETS[body[0]], 1, _INSIDE)
    # 【追記(9/14)】 holds its own closing bracket of the other kind; ((9/14)追記) is not written.
    if close < 0:
        return None
    inside, rest = body[1:close], body[close + 1 :].strip(" :")
    for pattern in map(_compiled, _BRACKETED):
        if found := pattern.fullmatch(inside):
            moment = _moment(found)
            byline = body[0] == "(" and not rest and not re.fullmatch(_STRONG, found["word"])
            return Announcement(moment, not rest, byline) if moment else None
    if (found := _compiled(_CLOCK_ONLY).fullmatch(inside)) and (hour := found["hour"] or found["a_hour"]):
        minute = found["minute"] or found["a_minute"] or 0
        return Announcement(Moment(0, hour=int(hour) % 24, minute=int(minute) % 60), not rest)
    if _compiled(_BRACKETED_UNDATED).fullmatch(inside):
        # 【追記】2020/09/14 and 【追記】9月14日:… give the date behind the bracket.
        dated = _compiled(_DATE_FIRST).match(rest)
        return Announcement(_moment(dated) if dated else None, not rest)
    return None


def _find_bare(body: str, marked: bool) -> Announcement | None:
    for pattern in map(_compiled, _BARE):
        found = pattern.match(body)
        if not found or not (moment := _moment(found)):
            continue
        behind = body[found.end() :]
        # "更新 2020/9/14" alone is the date of the page; "更新 9/14: 被害は…" tells what is new.
        tells = behind.lstrip().startswith(":") and len(behind) >= _TELLING
        if marked or tells or re.fullmatch(_STRONG, found["word"]):
            return Announcement(moment, not behind.strip(" :。)"))
    if _compiled(_BARE_UNDATED).match(body):
        return Announcement(None, len(body) <= 4)
    return None


def _find_english(body: str) -> Announcement | None:
    for pattern in map(_compiled, _BARE_ENGLISH):
        found = pattern.match(body)
        if not found:
            continue
        rest = body[found.end() :].strip()
        # "Updated: 14 September 2020" with nothing behind it is the byline of a page.
        if (
            not rest
            and found["word"].lower() in ("updated", "corrected", "edited")
            and not found["end"].strip()
        ):
            return None
        moment = _moment(found)
        return Announcement(moment, not rest) if moment else None
    return None


def _moment(found: re.Match[str]) -> Moment | None:
    groups = dict(found.groupdict())
    for key in ("day", "name", "year"):
        groups[key] = groups.get(key) or groups.get(f"{key}2")
    # The clock of another country: the day is kept, the time is not.
    if groups.get("zone") not in (None, "JST"):
        groups["hour"] = None
    return moment_of(groups)
