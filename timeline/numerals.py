"""Written numbers to exact values: 1億2,345万6千, 二千五百, 5.2 million. What is counted is not decided here."""

from functools import lru_cache

from timeline.patterns import lazy_pattern

Number = int | str | None
"""Exact: an int, or a decimal string where it is not whole. None: not understood, or vague (数千万)."""

MOST_DIGITS = 4000
"""Longer numbers are not read: Python refuses to print integers of more than 4300 digits."""

SHORT = 24
"""Characters of a number whose value is kept: longer ones are not met twice."""

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
KANJI_DIGITS = "〇零一二三四五六七八九"
_SMALL = {"十": 1, "百": 2, "千": 3}
_BIG = {"万": 4, "億": 8, "兆": 12, "京": 16}
MULTIPLIERS = "".join(_SMALL) + "".join(_BIG)

JAPANESE = (
    rf"(?:[数何]?{ARABIC}(?:\ ?[{MULTIPLIERS}数]++(?:{ARABIC})?+)*+"
    rf"|[{KANJI_DIGITS}{MULTIPLIERS}数何]++)"
)
"""A Japanese number in digits, kanji or both; read by `read_japanese`."""

_PLAIN = lazy_pattern(r"([0-9][0-9,]*+)(?:\.([0-9]+))? ?([千百]?)([万億兆]?)\Z")
_TOKEN = lazy_pattern(rf"([0-9][0-9,]*+)(?:\.([0-9]++))?+|([{KANJI_DIGITS}]++)|([{MULTIPLIERS}])|( )")
_TIMES: dict[str, int] = {
    s + b: 10 ** (_SMALL.get(s, 0) + _BIG.get(b, 0)) for s in ("", *_SMALL) for b in ("", *_BIG)
}
_KANJI_VALUES = str.maketrans(KANJI_DIGITS, "00123456789")

ENGLISH_SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7,
    "mln": 6, "mn": 6, "bn": 9, "tn": 12, "k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9, "T": 12,
}  # fmt: skip
_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ENGLISH_WORDS = {word: value for value, word in enumerate(_UNITS)}
ENGLISH_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}


def read_japanese(run: str) -> Number:
    """The value of a run that `JAPANESE` matched.

    >>> read_japanese("1億2,345万6千"), read_japanese("1811.1万"), read_japanese("二千五百四十二万")
    (123456000, 18111000, 25420000)
    >>> read_japanese("2,845.5"), read_japanese("数千万"), read_japanese("1万1万")
    ('2845.5', None, None)
    """
    return _read_short(run) if len(run) <= SHORT else _read(run)


def _read(run: str) -> Number:
    if run.isascii() and run.isdigit() and len(run) < MOST_DIGITS:
        return int(run)
    if plain := _PLAIN.match(run):
        whole, fraction, small, big = plain.groups()
        if not fraction and len(whole) < MOST_DIGITS - 16:
            return int(whole.replace(",", "")) * _TIMES[small + big]
        return scaled(whole, fraction, _SMALL.get(small, 0) + _BIG.get(big, 0))
    if "数" in run or "何" in run or len(run) > MOST_DIGITS:
        return None
    return _read_mixed(run)


_read_short = lru_cache(maxsize=4096)(_read)
"""The numbers of news come again and again."""


def _read_mixed(run: str) -> Number:
    """Tokens from left to right; every multiplier must be smaller than the one before."""
    places = max((len(found[2]) for found in _TOKEN.finditer(run) if found[2]), default=0)
    one = 10**places
    total = section = 0
    pending: int | None = None
    small, big = 4, 20
    for found in _TOKEN.finditer(run):
        digits, fraction, kanji, multiplier, _ = found.groups()
        if digits or kanji:
            if pending is not None:
                return None
            pending = _scaled_int(digits or kanji.translate(_KANJI_VALUES), fraction or "", places)
        elif multiplier in _SMALL:
            power = _SMALL[multiplier]
            if power >= small:
                return None
            section += (one if pending is None else pending) * 10**power
            pending, small = None, power
        elif multiplier:
            power = _BIG[multiplier]
            section += pending or 0
            if power >= big or not section:
                return None
            total += section * 10**power
            section, pending, small, big = 0, None, 4, power
    return _exact(total + section + (pending or 0), places)


def scaled(whole: str, fraction: str | None, power: int) -> Number:
    """`whole.fraction` times ten to the power, exactly.

    >>> scaled("25", "42", 6), scaled("0", "5", 0)
    (25420000, '0.5')
    """
    if len(whole) + len(fraction or "") + power > MOST_DIGITS:
        return None
    if not fraction:
        return int(whole.replace(",", "") + "0" * power)
    places = max(0, len(fraction) - power)
    return _exact(_scaled_int(whole, fraction, places + power), places)


def _scaled_int(whole: str, fraction: str, places: int) -> int:
    return int(whole.replace(",", "") + fraction + "0" * (places - len(fraction)))


def _exact(value: int, places: int) -> int | str:
    """An integer where the places are all zero, else a decimal string without trailing zeros."""
    if not places:
        return value
    digits = str(value).rjust(places + 1, "0")
    fraction = digits[-places:].rstrip("0")
    return f"{digits[:-places]}.{fraction}" if fraction else int(digits[:-places])


def read_english(number: str, scale: str | None = None) -> Number:
    """A number in digits or words, with an optional scale word.

    >>> read_english("25.42", "million"), read_english("twenty-five"), read_english("1.2", "bn")
    (25420000, 25, 1200000000)
    """
    power = ENGLISH_SCALES.get(scale) or ENGLISH_SCALES.get(scale.lower(), 0) if scale else 0
    if number[:1].isdigit():
        whole, _, fraction = number.partition(".")
        return scaled(whole, fraction, power)
    value = 0
    for word in number.lower().replace("-", " ").split():
        if word not in ENGLISH_WORDS:
            return None
        value += ENGLISH_WORDS[word]
    return value * int("1" + "0" * power)
