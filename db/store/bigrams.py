"""Text cut up so that full text search finds two-character words: 銀行, 被害, also inside longer ones.

What is written here is in the search index of every database: a change needs a migration that fills it anew.
"""

import re
import unicodedata
from collections.abc import Iterator
from operator import add

_JOINED_WRITING = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff"
)
"""Scripts without a space between words: kana, Han; Hangul is treated alike."""

_RUN = re.compile(rf"[{_JOINED_WRITING}]+|[0-9]+|[^\W\d_{_JOINED_WRITING}]+")
_JOINED = re.compile(rf"[{_JOINED_WRITING}]+")
_WORDS = re.compile(rf"[0-9]+|[^\W\d_{_JOINED_WRITING}]+")
_IS_JOINED = re.compile(rf"[{_JOINED_WRITING}]")
_GROUPING = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")


def folded(text: str) -> str:
    """Text as it is compared: width, capitals and digit grouping do not count.

    >>> folded("ＰａｙＰａｙ 2,542万円 ｶﾞｽ")
    'paypay 2542万円 ガス'
    """
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _GROUPING.sub("", text.lower()) if "," in text else text.lower()


def index_words(text: str) -> str:
    """Words of a text for the index: pairs of characters where writing is joined, and whole words.

    Their order does not count: the index keeps no positions.

    >>> index_words("全国12の銀行でNTT")
    '12 ntt 全国 国 の銀 銀行 行で で'
    """
    text = folded(text)
    words: list[str] = _WORDS.findall(text)
    for run in _JOINED.findall(text):
        words += map(add, run, run[1:])
        # The last character alone, so that every single character is found as the beginning of a word.
        words.append(run[-1])
    return " ".join(words)


def match_expression(terms: list[str]) -> str:
    """What FTS5 is asked for: rows that may hold all the folded terms; '' where it cannot help.

    >>> match_expression(["銀行", "d払い", "円"])
    '"銀行" "d" "払い" "円" *'
    """
    return " ".join(word for term in terms for word in _asked(term))


def _asked(term: str) -> Iterator[str]:
    runs = _RUN.findall(term)
    for number, run in enumerate(runs):
        if not _IS_JOINED.match(run):
            yield f'"{run}" *' if number == len(runs) - 1 and term.endswith(run) else f'"{run}"'
        elif len(run) == 1:
            yield f'"{run}" *'
        else:
            yield " ".join(f'"{pair}"' for pair in map(add, run, run[1:]))
