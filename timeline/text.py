"""Same-length folding of text, and the spans of its sentences. Nothing here knows what a date or a sum is."""

import re
import unicodedata

from timeline.patterns import lazy_pattern

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\uff70"
_TILDES = "\u301c\u223c\u223e\uff5e\u2053"


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    # Full-width ASCII, half-width katakana, Kangxi radicals (copies out of PDF) and compatibility ideographs.
    # Circled and raised digits are left alone: "①10件" is not "110件".
    for first, last in ((0xFF01, 0xFFEE), (0x2F00, 0x2FD5), (0xF900, 0xFAD9)):
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and not unicodedata.combining(folded):
                table[code] = folded
    table |= dict.fromkeys(map(ord, _SPACES), " ")
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _TILDES), "~")
    table |= {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("〔"): "(", ord("〕"): ")"}
    table |= {0xFFE5: "¥", 0xA5: "¥", 0xFF70: "ー", 0xFF0D: "-"}
    return table


_TABLE = _table()
# Whole blocks as ranges: a class of a thousand characters takes long to put together.
_FORMAL_DIGITS = "壱壹弐貳参參拾萬阡佰"
_FOLDS = lazy_pattern(
    "[\u2f00-\u2fd5\uf900-\ufad9\uff01-\uffee"
    + re.escape("".join(chr(code) for code in _TABLE if code < 0x2F00))
    + re.escape(_SPACES + _DASHES + _TILDES + "〔〕")
    + f"{_FORMAL_DIGITS}]"
)
_FORMAL = str.maketrans("壱壹弐貳参參拾萬阡佰圓", "一一二二三三十万千百円")
# Formal digits are folded only where they are read as a sum: 参 is also in 参加, 壱 in 壱岐.
_SUM = "壱壹弐貳参參拾萬阡佰零〇一二三四五六七八九十百千万億兆"
_FORMAL_SUM = lazy_pattern(f"(?<![{_SUM}])[{_SUM}]++[円圓]")
_HAS_FORMAL = lazy_pattern(f"[{_FORMAL_DIGITS}]")


def fold(text: str) -> str:
    """Full-width forms, dashes, tildes, spaces and formal kanji digits, folded one to one.

    >>> fold("５５００万円（９／１１〜）")
    '5500万円(9/11~)'
    >>> fold("金弐拾萬円に参加")
    '金二十万円に参加'
    """
    if not _FOLDS.search(text):
        return text
    folded = text.translate(_TABLE)
    if _HAS_FORMAL.search(folded):
        folded = _FORMAL_SUM.sub(lambda found: found[0].translate(_FORMAL), folded)
    return folded


_OPENING = "「『（([【〈《“〔"
_CLOSING = dict(zip("」』）)]】〉》”〕", _OPENING, strict=True))
# A stop counts where it ends a Japanese sentence, or an English one (a capital, a quote or the end follows).
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_MARKS = lazy_pattern(rf"[{_BREAKS}]|[「『（(\[【〈《“〔」』）)\]】〉》”〕]|[。！？!?]++|\.(?=[ \t])")
_ABBREVIATION = lazy_pattern(
    r"(?:\b(?:[A-Z]|Inc|Ltd|Co|Corp|No|Mr|Mrs|Ms|Dr|St|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Gov|Gen|Rep|Sen|Prof|Jr|Sr|approx|est|[ap]\.m|[A-Z]\.[A-Z]|e\.g|i\.e))\Z"
)
_SENTENCE_START = lazy_pattern(r"[ \t]+[\"“'(]?[A-Z0-9぀-ヿ一-鿿]")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences; a line always ends one, brackets and 「」 that close are never cut.

    >>> [text[a:b] for text in ["停止した。「戻す。」と述べた。\\n- 7月1日"] for a, b in sentences(text)]
    ['停止した。', '「戻す。」と述べた。', '- 7月1日']
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    stops: list[tuple[int, int]] = []
    open_brackets: list[tuple[str, int]] = []
    closed: list[tuple[int, int]] = []
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark in _BREAKS:
            _add_line(text, (begin, found.start()), _outside(stops, closed), spans)
            begin = found.end()
            stops, open_brackets, closed = [], [], []
        elif mark in _OPENING:
            open_brackets.append((mark, found.start()))
        elif mark in _CLOSING:
            if open_brackets and open_brackets[-1][0] == _CLOSING[mark]:
                closed.append((open_brackets.pop()[1], found.start()))
        elif mark != "." or _ends_english(text, found.start()):
            stops.append(found.span())
    _add_line(text, (begin, len(text)), _outside(stops, closed), spans)
    return spans


def _add_line(text: str, line: tuple[int, int], stops: list[int], spans: list[tuple[int, int]]) -> None:
    """Add the sentences of one line, which end at the stops and at its end."""
    begin, end = line
    for stop in stops:
        _add_span(text, begin, stop, spans)
        begin = stop
    _add_span(text, begin, end, spans)


def _ends_english(text: str, dot: int) -> bool:
    return not _ABBREVIATION.search(text, max(0, dot - 12), dot) and (
        _SENTENCE_START.match(text, dot + 1) is not None
    )


def _outside(stops: list[tuple[int, int]], closed: list[tuple[int, int]]) -> list[int]:
    """The ends of those stops that stand in none of the bracket pairs."""
    if not closed:
        return [after for _, after in stops]
    closed.sort()
    kept: list[int] = []
    covered, pairs = -1, iter(closed)
    pair = next(pairs, None)
    for at, after in stops:
        while pair is not None and pair[0] < at:
            covered = max(covered, pair[1])
            pair = next(pairs, None)
        if at > covered:
            kept.append(after)
    return kept


def _add_span(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
