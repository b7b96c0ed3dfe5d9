"""A text cut into runs: what is plain, what is a fact, where a claim begins. Nothing here knows screens or pages."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.records import Claim, Mention

Language = Literal["ja", "en"]

_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿ｦ-ﾟ]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text that is shown in one way."""

    text: str
    mention: Mention | None = None
    claims: tuple[int, ...] = ()
    """Indices of the claims whose sentence begins here."""


def runs(text: str, mentions: Sequence[Mention], claims: Sequence[Claim] = ()) -> Iterator[Run]:
    """The text in order, mentions apart; the texts of all runs together are the text.

    A mention that overlaps an earlier one, or lies outside, stays plain.

    >>> [r.text for r in runs("計120件だ", [Mention(kind="count", start=1, end=5, text="120件")])]
    ['計', '120件', 'だ']
    """
    waiting = sorted(((claim.start, index) for index, claim in enumerate(claims)), reverse=True)

    def begun_before(end: int) -> tuple[int, ...]:
        found: list[int] = []
        while waiting and waiting[-1][0] < end:
            found.append(waiting.pop()[1])
        return tuple(found)

    at = 0
    for mention in (*_apart(mentions, len(text)), None):
        end = mention.start if mention else len(text)
        while at < end:
            begun = begun_before(at + 1)
            stop = min(end, waiting[-1][0]) if waiting else end
            yield Run(text[at:stop], None, begun)
            at = stop
        if mention:
            at = mention.end
            yield Run(text[mention.start : at], mention, begun_before(at))


def _apart(mentions: Sequence[Mention], length: int) -> Iterator[Mention]:
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if end <= mention.start < mention.end <= length:
            yield mention
            end = mention.end


def visible(text: str) -> str:
    r"""The text with characters that steer a terminal or turn the writing direction spelt out; spaces stay.

    >>> print(visible("全角　\x1b[31m\u202eabc"))
    全角　\x1b[31m\u202eabc
    """
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(c if _is_shown(c) else ascii(c)[1:-1] for c in text)


def _is_shown(char: str) -> bool:
    return char.isprintable() or char in "\n\t" or unicodedata.category(char) == "Zs"


def language_of(text: str) -> Language:
    """The language to speak about a text in: Japanese unless hardly any of it is.

    >>> language_of("不正な引き出し"), language_of("The bank (七十七銀行) said that it would pay the customers.")
    ('ja', 'en')
    """
    japanese, latin = len(_JAPANESE.findall(text)), len(_LATIN.findall(text))
    return "ja" if japanese * 5 >= latin else "en"
