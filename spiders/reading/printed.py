"""Printed timestamps: 2020年9月10日 18時30分 by an own pattern, other languages by dateparser on exact spans.

Only whole, dated stamps count: a day without its year is no timestamp of a page.
"""

import re

from spiders.reading.moments import MONTH_NAME, fold, in_zone, moment_of, written_moment

_CLOCK = r"""
    (?:\s*(?:[(][^)]{1,3}[)])?\s*,?\s*(?P<half>午前|午後)?\s*
    (?P<hour>\d{1,2})(?:時|:(?=\d))(?:(?P<minute>\d{1,2})分?)?(?::\d\d)?)?"""
_JAPANESE = re.compile(
    rf"""(?<![\d/.\-])(?:(?P<era>令和|平成)\s?)?(?P<year>(?:19|20)\d\d|(?<=[和成])(?:\d{{1,2}}|元))\s?[年/.\-]\s?
    (?P<month>\d{{1,2}})\s?[月/.\-]\s?(?P<day>\d{{1,2}})(?!\d)\s?日?{_CLOCK}""",
    re.VERBOSE,
)
_ENGLISH = re.compile(
    rf"""(?:(?P<name>{MONTH_NAME})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)
          |(?P<day2>\d{{1,2}})\s+(?P<name2>{MONTH_NAME}),?\s+(?P<year2>(?:19|20)\d\d))
    (?:,?\s*(?:at\s+|\|\s*|[-–—]\s*)?(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?:\s*(?P<half>[ap]\.?m\.?))?
    (?:\s*\(?(?P<clock>JST|UTC|GMT|EST|EDT|PST|PDT|BST|CET|KST|SGT)\)?)?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_STAMP = 60


def find_stamp(text: str, zone: str, language: str | None = None) -> str | None:
    """The first printed timestamp in a short text, as EDTF.

    >>> find_stamp("公開:2020年9月10日(木) 18時30分", "Asia/Tokyo"), find_stamp("2020.9.10", "Asia/Tokyo")
    ('2020-09-10T18:30+09:00', '2020-09-10')
    >>> find_stamp("Sept. 10, 2020 6:30 p.m.", "Asia/Tokyo"), find_stamp("9月10日", "Asia/Tokyo")
    ('2020-09-10T18:30+09:00', None)
    """
    stamps = find_stamps(text, zone, language)
    return stamps[0][2] if stamps else None


def find_stamps(text: str, zone: str, language: str | None = None) -> list[tuple[int, int, str]]:
    """Every printed timestamp of a short text: where it starts and ends, and its EDTF.

    >>> find_stamps("2020年9月10日(9月14日更新)", "Asia/Tokyo")
    [(0, 10, '2020-09-10')]
    """
    folded = fold(text)
    found = [
        (stamp.start(), stamp.end(), when)
        for stamp in _JAPANESE.finditer(folded)
        if (moment := moment_of(stamp.groupdict())) and (when := written_moment(moment, zone))
    ]
    found += [
        (stamp.start(), stamp.end(), when)
        for stamp in _ENGLISH.finditer(folded)
        if (when := _english(stamp, zone))
    ]
    other = language and language not in ("ja", "en") and re.search(r"(?:19|20)\d\d", folded)
    if other and not found and len(folded) <= _LONGEST_STAMP:
        when = _by_library(folded.strip(), zone, [str(language)])
        found += [(0, len(text), when)] if when else []
    return sorted(found)


def _english(stamp: re.Match[str], zone: str) -> str | None:
    """The clocks of other countries are left to the library."""
    if stamp["clock"]:
        return _by_library(stamp[0], zone, ["en"])
    groups = stamp.groupdict()
    moment = moment_of({key: groups[key] or groups.get(f"{key}2") for key in groups})
    return written_moment(moment, zone) if moment else None


def _by_library(span: str, zone: str, languages: list[str]) -> str | None:
    import dateparser

    settings = {
        "DATE_ORDER": "MDY", "TIMEZONE": zone, "RETURN_AS_TIMEZONE_AWARE": True, "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
    }  # fmt: skip
    try:
        moment = dateparser.parse(span, languages=languages, settings=settings)
    except ValueError:  # an unknown language
        return None
    if moment is None:
        return None
    when = in_zone(moment, zone)
    return when if when and re.search(r"\d[:.h]\d\d", span) else when and when[:10]
