"""Credit lines: which agency's story a text is, said at its beginning or end. Data: `agencies.toml`.

A mention ("共同通信の報道によれば") is no credit; a credit stands in brackets, in a dateline or behind ©.
"""

import re
from collections.abc import Sequence
from functools import cache

from spiders.reading.moments import fold
from spiders.reading.rules import load_rules

_ENDS = 160
# An agency that no list knows, on a line of its own: 【北星通信】, 提供:北星通信社.
_UNKNOWN = re.compile(
    r"(?:^|\n|。)\s*[(\uff08【\[](\w{1,10}通信社?)[)\uff09】\]]\s*(?:$|\n)"
    r"|(?:配信元?|提供)\s?[:\uff1a\s]\s?(\w{1,10}通信社?)(?:\s|$)"
)


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {alias.lower(): a["name"] for a in load_rules("agencies")["agency"] for alias in a["aliases"]}
    alias = "(?P<alias>" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"
    # (共同) [東京 10日 ロイター] · (c)KYODONEWS · 配信:時事通信社 · "Reuters —" as a line
    pattern = rf"""
        [(【\[〔<=][^)】\]〕>\n]{{0,24}}?(?<![A-Za-z]){alias}(?:=[^)】\]〕>\n]{{0,12}})?[)】\]〕>]
      | (?:©|\(c\)|copyright)\s?(?:\d{{4}}\s?)?{alias.replace("<alias>", "<alias2>")}(?![A-Za-z])
      | (?:配信|提供|出典|記事提供|写真提供)\s?[::=]\s?{alias.replace("<alias>", "<alias3>")}
      | (?:^|\n)\s*(?:reporting\ by\ .{{1,40}}\()?{alias.replace("<alias>", "<alias4>")}\s*[)]?\s*(?:[—–-]|$)
    """
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE), names


def find_agency(text: str, *hints: str | None) -> str | None:
    """The agency credited in the first or last lines of a text, or named as its author or publisher.

    >>> find_agency("TOKYO (Kyodo) -- NTT Docomo said"), find_agency("…を止めた。(共同)")
    ('共同通信', '共同通信')
    >>> find_agency("共同通信によると、被害は広がっている。") is None
    True
    """
    pattern, names = _names()
    for hint in hints:
        # A publisher is written "共同通信(岩手日報)", "The Japan Times (Kyodo)" where it carries an agency's story.
        for part in re.split(r"[()/,]", fold(hint or "")):
            words = part.strip().lower()
            if name := names.get(words) or names.get(words.split(" ")[0]):
                return name
    # Only the ends: a bracket further in names the source of one figure.
    for part in _ends(text):
        if found := pattern.search(fold(part)):
            alias = next(value for value in found.groupdict().values() if value)
            return names[alias.lower()]
        if unknown := _UNKNOWN.search(part):
            return (unknown[1] or unknown[2]).removesuffix("社")
    return None


def _ends(text: str) -> Sequence[str]:
    return (text,) if len(text) <= 2 * _ENDS else (text[:_ENDS], text[-_ENDS:])
