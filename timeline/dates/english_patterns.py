"""How dates are written in English: patterns and the words in them. What they mean is read in `english`.

`LEAD` finds where a date may begin; `DATE` or `CLOCK` is tried there only. A month or a year alone counts only
behind a word that goes with dates (in May, since 2019), so that "may" and plain numbers are none.
"""

import re
from collections.abc import Iterable

from timeline.dates.expression import Relative
from timeline.dates.zones import ENGLISH_ZONES
from timeline.numerals import ENGLISH_WORDS
from timeline.patterns import lazy_pattern

_MONTH_NAMES = (
    "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
    "September Sept Sep", "October Oct", "November Nov", "December Dec",
)  # fmt: skip
_WEEKDAY_NAMES = (
    "Monday Mon", "Tuesday Tues Tue", "Wednesday Wed", "Thursday Thurs Thur Thu", "Friday Fri",
    "Saturday Sat", "Sunday Sun",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
DAY_WORDS = {
    "today": Relative(0), "yesterday": Relative(-1), "tomorrow": Relative(1), "tonight": Relative(0),
    "last night": Relative(-1), "this morning": Relative(0), "this afternoon": Relative(0), "this evening": Relative(0),
    "the same day": Relative(0, True), "the next day": Relative(1, True), "the following day": Relative(1, True),
    "the previous day": Relative(-1, True), "the day before": Relative(-1, True), "the day after": Relative(1, True),
    "a day earlier": Relative(-1, True), "a day later": Relative(1, True),
    "that day": Relative(0, True), "that same day": Relative(0, True), "that night": Relative(0, True),
    "that evening": Relative(0, True), "that morning": Relative(0, True), "that afternoon": Relative(0, True),
    "the next morning": Relative(1, True), "the following morning": Relative(1, True),
    "one day later": Relative(1, True),
    "the day before yesterday": Relative(-2), "the day after tomorrow": Relative(2),
}  # fmt: skip
HOLIDAYS = {
    "New Year's Day": (1, 1), "New Year's Eve": (12, 31), "Christmas Day": (12, 25), "Christmas Eve": (12, 24),
    "Boxing Day": (12, 26),
}  # fmt: skip
WHICH = {
    "last": Relative(-1), "this": Relative(0), "next": Relative(1), "the same": Relative(0, True),
    "the following": Relative(1, True), "the previous": Relative(-1, True),
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _names(names: Iterable[str]) -> str:
    """Whole names, or short ones with their full stop."""
    short = [
        name for name in names if len(name) <= 5 and name not in ("March", "April", "May", "June", "July")
    ]
    return rf"(?:(?:{_any(short)})\.|(?:{_any(names)})(?![A-Za-z]))"


MONTH = _names(MONTHS)
_WEEKDAY = _names(WEEKDAYS)
_LONG_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)[0-9][0-9](?![0-9年]|s\b|[,.][0-9]|[-/][0-9]|\ ?%|\ B\.?C\b)"
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_SEASON = f"(?i:{'|'.join(_SEASONS)})"
_WHICH = rf"(?i:{_any(WHICH)})"
_NUMBER = rf"(?:[0-9]{{1,3}}|an?|{_any(word for word, value in ENGLISH_WORDS.items() if 0 < value < 20)})"
# A day of the month is not the start of a sum, a time or a count: Sept. 5,000 customers.
_DAY_ENDS = r"(?![0-9%]|:[0-9]|[.,][0-9]|\ (?:million|billion|percent)\b)"


def _clock(number: int) -> str:
    return rf"""(?:
        (?:
            (?P<hour{number}>1[0-2]|0?[0-9])(?:[:.](?P<minute{number}>[0-5][0-9]))?
              \ ?(?P<half{number}>[AaPp])\.?[Mm](?![A-Za-z])\.?
          | (?P<hours{number}>[01]?[0-9]|2[0-4]):(?P<minutes{number}>[0-5][0-9])
              (?::(?P<seconds{number}>[0-5][0-9]))?(?![0-9:])
          | (?P<word{number}>[Nn]oon|[Mm]idnight|[Mm]idday)
        )
        (?:,?\ ?\(?(?:(?P<zone{number}>{_any(ENGLISH_ZONES)})(?![A-Za-z]|\ [A-Z][a-z]+\ [A-Z])
          |(?P<offset{number}>(?:UTC|GMT)\ ?[+-][0-9]{{1,2}}(?::[0-9]{{2}})?
            |(?<=\ )[+-][0-9]{{2}}:?[0-9]{{2}})(?![0-9]))\)?)?
    )"""


CLOCK = lazy_pattern(_clock(1), re.VERBOSE)

DATE = lazy_pattern(
    rf"""(?:{_clock(1)},?\ (?:on\ )?)?
    (?:(?i:the\ (?:morning|afternoon|evening|night))\ of\ )?
    (?:
        (?:(?:[Tt]he\ )?[Ww]eek(?P<of_weekend>end)?\ (?P<week_of>of|beginning|starting|commencing|ending)\ )?
        (?:(?P<weekday_of>{_WEEKDAY}),?\ (?:the\ )?)?
        (?:
            (?P<month>{MONTH})\ (?P<day>{DAY}){_TH}{_DAY_ENDS}
            (?:(?P<to>\ ?[-~]\ ?|\ (?:to|and|through)\ )(?P<to_day>{DAY}){_TH}{_DAY_ENDS}
                (?!\ ?(?:[ap]\.?m\b|[a-z]{{4,}}s\b)))?
            (?:,?\ (?P<year>{_YEAR})|,?\ '(?P<short_year>[0-9]{{2}})(?![0-9a-z])
              |,?\ (?:of\ )?(?P<which_of_day>last|this|next)\ year)?
          | (?P<day2>{DAY}){_TH}(?:(?P<to2>\ ?[-~]\ ?|\ (?:and|to|or)\ )(?P<to_day2>{DAY}){_TH})?
            (?:\ of)?\ (?P<month2>{MONTH})(?:,?\ (?P<year2>{_YEAR})|,?\ '(?P<short_year2>[0-9]{{2}})(?![0-9a-z]))?
        )
      | (?:(?P<part>(?i:early|mid|late|(?:the\ )?(?:end|start|beginning|middle|(?:early|later?|latter|middle)\ part)\ of
              |end|earlier|later))
            (?:\ in|\ on)?[ -])?
        (?:
            (?P<lone_month>{MONTH})(?!\ [0-9]{{1,2}}(?![0-9]))
            (?:(?:,|\ of)?\ (?P<lone_month_year>{_YEAR})|\ '(?P<short_month_year>[0-9]{{2}})(?![0-9a-z])
              |(?:\ of)?\ (?P<which_of_month>last|this|next|the\ same)\ year)?
          | (?P<which_month>{_WHICH})\ month(?!s|ly)
          | (?P<which_year>{_WHICH})\ year(?!s|ly|-)
          | (?P<whole>the\ (?:year|month))(?![A-Za-z-]|\ (?:of|before|after|ago|[0-9]))
          | (?P<year_end>[Yy]ear-?end)(?![a-z])
          | (?P<which_week>{_WHICH})\ (?:past\ )?week(?P<weekend>end)?(?!s|ly|-)
          | (?P<past_weekend>[Tt]he\ weekend)(?!s|\ of\ [A-Z0-9])
          | (?P<which_named>(?i:last|this|next))\ (?:(?P<named_month>{MONTH})(?!\ [0-9]{{1,2}}(?![0-9]))
              |(?P<named_season>{_SEASON}))(?![A-Za-z])
          | (?P<quarter>(?i:(?:the\ )?(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)\ (?:quarter|half))
              |[QH][1-4])(?:(?:\ of|\ in|,)?\ (?P<quarter_year>{_YEAR})
              |\ (?:of\ )?(?P<which_quarter_year>(?i:last|this|next))\ year)
          | (?P<quarter_of>{_YEAR})\ (?P<quarter_behind>[QH][1-4])(?![A-Za-z0-9])
          | (?P<season_of>{_SEASON})\ of\ (?P<which_season_year>last|this|next)\ year
          | (?:(?P<season>{_SEASON})\ (?:of\ )?)?(?P<lone_year>{_YEAR})
        )
      | (?:[Tt]he\ )?(?P<nth>(?i:first|second|third|fourth|last))\ (?P<nth_weekday>{_LONG_WEEKDAY})\ (?:of|in)\ (?:
            (?P<nth_month>{MONTH})(?:,?\ (?P<nth_year>{_YEAR}))?|(?P<nth_which>last|this|next)\ month)
      | (?:(?P<which_day>(?i:last|this\ past|this|next|the\ following|the\ previous|the\ same))\ )?
        (?P<weekday>{_LONG_WEEKDAY})(?!s|\ (?:Times|Telegraph|Mail|Herald|Express|Post|Night\ Live))
        (?:\ (?:of\ )?(?P<weekday_week>last|this|next)\ week)?
      | (?P<word>(?i:{_any(DAY_WORDS)}))(?![A-Za-z])
      | (?P<holiday>{_any(HOLIDAYS)})
      | (?P<number>(?i:{_NUMBER}))\ (?P<unit>day|week|month|year)s?\ (?P<way>ago|earlier|later)
    )
    (?:(?:\ in\ the)?\ (?:early\ |late\ )?(?:morning|afternoon|evening|night)(?![a-z]))?
    (?:,?(?:\ at(?:\ (?:about|around|approximately))?)?\ {_clock(2)})?""",
    re.VERBOSE,
)

_AGO = r"\ (?:day|week|month|year)s?\ (?=ago|earlier|later)"
_BEHIND_THE = (
    "first|second|third|fourth|last|final|1st|2nd|3rd|4th"
    "|week|weekend|early|later?|latter|same|next|following|previous|day|end|start|beginning|middle|morning|afternoon|evening|night"
)


def _leads() -> Iterable[tuple[str, str]]:
    """The first characters of what may begin a date, and a pattern of what must stand behind them."""
    digits = rf"""[0-9]?(?:
        {_TH}(?:(?:\ ?[-~]\ ?|\ and\ |\ to\ |\ or\ )[0-9]{{1,2}}{_TH})?(?:\ of)?\ [JFMASOND][a-z]{{2}}
      | (?:[:.][0-9]{{2}})?\ ?[AaPp]\.?[Mm] | :[0-5][0-9] | [0-9]?{_AGO}
    )"""
    yield "0-9", rf"{digits}|(?:(?<=1)9|(?<=2)0)[0-9]{{2}}(?![0-9年]|[,.][0-9])"
    yield "QH", r"[1-4]\ (?=[2o])"
    for name in (*MONTHS, *WEEKDAYS):
        yield name[0], f"{name[1:]}(?![A-Za-z])"
    for name in HOLIDAYS:
        yield name[0], re.escape(name[1:])
    for word in ("today", "tomorrow", "tonight", "yesterday", "noon", "midnight", "midday"):
        yield word[0] + word[0].upper(), f"{word[1:]}(?![A-Za-z])"
    for word in ("last", "this", "that", "next", "early", "earlier", "mid", "late", "later"):
        yield word[0] + word[0].upper(), f"{word[1:]}(?=[ -])"
    for word in ("end", "start", "beginning"):
        yield word[0], rf"{word[1:]}(?:\ of(?=\ )|(?=-[A-Z]))"
    for word in ("first", "second", "third", "fourth"):
        yield word[0] + word[0].upper(), rf"{word[1:]}\ (?=quarter|half|{_LONG_WEEKDAY})"
    for word in _SEASONS:
        yield word[0] + word[0].upper(), rf"{word[1:]}\ (?:of\ )?(?=[12]|[ltn][a-z]+\ year)"
    for word in (*(word for word, value in ENGLISH_WORDS.items() if 0 < value < 20), "an", "a"):
        yield word[0] + word[0].upper(), word[1:] + _AGO
    yield "tT", rf"he\ (?:(?:{_BEHIND_THE})(?=[ -])|weekend)"
    yield "wW", r"eek(?:end)?\ (?=[obsce][a-z]+\ [A-Z0-9])"
    yield "aA", r"\ day(?=[ -])"
    yield "yY", r"ear-?end(?![a-z])"


def _lead() -> str:
    """One first character that starts a word, then what may follow this one: quick to look for over any text."""
    rest: dict[str, list[str]] = {}
    for firsts, behind in _leads():
        for first in [firsts] if "-" in firsts else firsts:
            rest.setdefault(first, []).append(behind)
    choices = "|".join(f"(?<=[{first}])(?:{'|'.join(behind)})" for first, behind in rest.items())
    return rf"[{''.join(rest)}](?<![A-Za-z0-9_.,:/$#-].)(?:{choices})"


LEAD = lazy_pattern(_lead(), re.VERBOSE)
AND_LATER = lazy_pattern(
    rf"(?:\ ?[-~]\ ?|,?\ (?:to|and|through|until|or)\ )(?:(?:early|mid|late)[\ -]|{DAY}{_TH}\ )?(?P<month>{MONTH})"
    rf"(?:\ {DAY}{_TH}{_DAY_ENDS})?(?:,?\ (?P<year>{_YEAR}))?"
)
"""A later month behind a month or day, whose year holds for both: between January and March 2024."""
BEFORE_MONTH = lazy_pattern(
    r"(?:\b(?:in|since|until|till|by|during|from|of|to|through|and|before|after|between|for|around|every)"
    r"|[-~(|,:])\ ?\Z",
    re.IGNORECASE,
)
BEFORE_YEAR = lazy_pattern(
    r"\b(?:in|since|until|till|by|during|from|of|to|through|and|before|after|between|for|around|year|late|as|than)\ \Z",
    re.IGNORECASE,
)
A_YEAR = lazy_pattern(r"\b(?:an?|the|its|their|his|her|that)\ \Z", re.IGNORECASE)
"""A year behind these is one where a word follows: a 2021 breach, its 2019 report."""
DATE_BEHIND = lazy_pattern(rf",?\ (?:on|in)\ (?:{MONTH}|{DAY}{_TH}\ {MONTH}|(?:{_LONG_WEEKDAY})\b)")
"""two days later, on July 19: the date itself stands behind."""

BEFORE_CLOCK = lazy_pattern(
    r"\b(?:at|by|from|until|till|since|around|about|of|before|after|between)\ \Z", re.IGNORECASE
)
