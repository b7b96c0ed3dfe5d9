"""Time zones by the words that name them beside a time: offsets, IANA names, or known to be local and no more.

A word that means several zones (IST, CST, 米国時間) gives no offset, unless the text or its own zone says which.
"""

import re
from collections.abc import Iterable

from timeline.patterns import lazy_pattern

LOCAL = "local"
"""現地時間, 米国時間: another zone than that of the text, and it is not said which. No offset is made up for it."""

_JAPANESE = {
    "日本時間 日本標準時 東京時間": "Asia/Tokyo",
    "米東部時間 米国東部時間 アメリカ東部時間 東部時間 東部標準時 米東部標準時 米国東部標準時"
    " 米東部夏時間 米国東部夏時間"
    " 東部夏時間 ニューヨーク時間 NY時間 ワシントン時間": "America/New_York",
    "米太平洋時間 米国太平洋時間 太平洋時間 太平洋標準時 米太平洋標準時 米国太平洋標準時"
    " 太平洋夏時間 米太平洋夏時間 米国太平洋夏時間 米西部時間 米国西部時間 アメリカ西部時間": "America/Los_Angeles",
    "米中部時間 米国中部時間 中部標準時": "America/Chicago",
    "英国時間 英時間 イギリス時間 ロンドン時間": "Europe/London",
    "中央ヨーロッパ時間 中央欧州時間 欧州中央時間": "Europe/Paris",
    "フランス時間 仏時間 パリ時間": "Europe/Paris",
    "ドイツ時間 独時間": "Europe/Berlin",
    "イタリア時間": "Europe/Rome",
    "中国時間 北京時間 上海時間": "Asia/Shanghai",
    "韓国時間 ソウル時間": "Asia/Seoul",
    "香港時間": "Asia/Hong_Kong",
    "台湾時間 台北時間": "Asia/Taipei",
    "シンガポール時間": "Asia/Singapore",
    "タイ時間": "Asia/Bangkok",
    "ベトナム時間": "Asia/Ho_Chi_Minh",
    "フィリピン時間": "Asia/Manila",
    "インド時間 インド標準時": "Asia/Kolkata",
    "ドバイ時間": "Asia/Dubai",
    "イスラエル時間": "Asia/Jerusalem",
    "トルコ時間": "Europe/Istanbul",
    "モスクワ時間": "Europe/Moscow",
    "豪東部時間 オーストラリア東部時間 シドニー時間": "Australia/Sydney",
    "世界標準時 協定世界時 グリニッジ標準時 世界協定時": "UTC",
    "現地時間 当地時間 米国時間 米時間 アメリカ時間 カナダ時間 豪州時間 オーストラリア時間 ロシア時間 ブラジル時間"
    " 欧州時間 インドネシア時間 メキシコ時間": LOCAL,
}
_ABBREVIATIONS = {
    "JST": "+09:00", "KST": "+09:00", "UTC": "+00:00", "GMT": "+00:00", "BST": "+01:00", "WEST": "+01:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "GST": "+04:00",
    "PKT": "+05:00", "WIB": "+07:00", "ICT": "+07:00", "SGT": "+08:00", "HKT": "+08:00", "PHT": "+08:00",
    "AWST": "+08:00", "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00",
    "EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00",
    "PDT": "-07:00", "ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles",
    "IST": "IST", "CST": "CST",
}  # fmt: skip
_PLACES = {
    "Eastern": "America/New_York", "U.S. Eastern": "America/New_York", "US Eastern": "America/New_York",
    "New York": "America/New_York", "Pacific": "America/Los_Angeles", "U.S. Pacific": "America/Los_Angeles",
    "Central European": "Europe/Paris", "Japan": "Asia/Tokyo", "Japanese": "Asia/Tokyo", "Tokyo": "Asia/Tokyo",
    "London": "Europe/London", "UK": "Europe/London", "U.K.": "Europe/London", "British": "Europe/London",
    "Paris": "Europe/Paris", "Berlin": "Europe/Berlin", "Beijing": "Asia/Shanghai", "China": "Asia/Shanghai",
    "Hong Kong": "Asia/Hong_Kong", "Singapore": "Asia/Singapore", "Korea": "Asia/Seoul", "Korean": "Asia/Seoul",
    "Seoul": "Asia/Seoul", "India": "Asia/Kolkata", "Indian": "Asia/Kolkata", "Dubai": "Asia/Dubai",
    "Moscow": "Europe/Moscow", "Sydney": "Australia/Sydney", "Israel": "Asia/Jerusalem",
}  # fmt: skip

JAPANESE_ZONES = {word: zone for words, zone in _JAPANESE.items() for word in words.split()}
ENGLISH_ZONES = {
    **_ABBREVIATIONS,
    **{f"{place} {time}": zone for place, zone in _PLACES.items() for time in ("time", "Time")},
    **{f"{place} {light} Time": _PLACES[place] for place in ("Eastern", "Pacific", "Japan", "India", "Korea")
       for light in ("Standard", "Daylight")},
    "Eastern": "America/New_York", "local time": LOCAL, "Coordinated Universal Time": "UTC",
    "Greenwich Mean Time": "UTC", "Z": "UTC",
}  # fmt: skip
ABBREVIATIONS = tuple(_ABBREVIATIONS)

_AMBIGUOUS = {
    "IST": (
        ("Asia/Kolkata", r"\bIndia|Mumbai|Delhi|インド(?!ネシア)"),
        ("Asia/Jerusalem", r"Israel|イスラエル"),
    ),
    "CST": (
        ("Asia/Shanghai", r"\bChin(?:a|ese)\b|Beijing|中国"),
        ("America/Chicago", r"U\.S\.|Chicago|Texas|米国"),
    ),
}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# Groups of a time: written behind it without brackets, or in brackets of its own (not 午後5時(日本時間21日…)).
JAPANESE_ZONE = (
    rf"(?:\ ?(?P<offset>[+-][0-9]{{2}}:?[0-9]{{2}}|(?:UTC|GMT)\ ?[+-][0-9]{{1,2}}(?::[0-9]{{2}})?)(?![0-9])"
    rf"|\ ?\((?:(?P<named>{_any((*JAPANESE_ZONES, *ABBREVIATIONS))})"
    rf"|(?P<offset2>(?:UTC|GMT)?\ ?[+-][0-9]{{1,2}}:?(?:[0-9]{{2}})?))\)"
    rf"|\ ?(?P<zone>{_any((*ABBREVIATIONS, 'Z'))}|日本時間(?!の?[0-9同翌前]))(?![A-Za-z0-9]))?"
)
_PREFIX = lazy_pattern(rf"(?:{_any(JAPANESE_ZONES)})(?:で(?:は|の)?|の|、|:)?\ ?\Z")
_PREFIX_ENDS = frozenset("間時ではの、: ")
_IN_ALL = ("時間", "標準時", "世界時", "協定時")
_LONGEST = max(map(len, JAPANESE_ZONES)) + 3


def zone_before(folded: str, start: int) -> str | None:
    """The zone named right before a date or time: 米東部時間20日午後5時.

    >>> zone_before("日本時間の21日", 5), zone_before("時間の21日", 3)
    ('Asia/Tokyo', None)
    """
    if not start or folded[start - 1] not in _PREFIX_ENDS:
        return None
    begin = max(0, start - _LONGEST)
    before = folded[begin:start]
    if not any(word in before for word in _IN_ALL):
        return None
    found = _PREFIX.search(before)
    return JAPANESE_ZONES[found[0].rstrip(" での、:は")] if found else None


def read_offset(written: str) -> str:
    """`+09:00` for an offset as it is written.

    >>> read_offset("+0900"), read_offset("UTC+9"), read_offset("GMT -3:30")
    ('+09:00', '+09:00', '-03:30')
    """
    sign = "-" if "-" in written else "+"
    hours, _, minutes = written.rpartition(sign)[2].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:2], hours[2:]
    return f"{sign}{int(hours):02d}:{minutes or '00'}"


def settled(zone: str, folded: str, own: str) -> str:
    """The one zone that an abbreviation of several means here, by the text's own zone or what it speaks of.

    >>> settled("IST", "the Mumbai-based exchange", "Asia/Tokyo"), settled("IST", "", "Asia/Tokyo")
    ('Asia/Kolkata', 'local')
    """
    choices = _AMBIGUOUS.get(zone)
    if choices is None:
        return zone
    for name, _ in choices:
        if name == own:
            return name
    said = [name for name, words in choices if re.search(words, folded[:MOST_READ])]
    return said[0] if len(said) == 1 else LOCAL


MOST_READ = 20_000
"""Characters looked at for what IST and CST mean."""
