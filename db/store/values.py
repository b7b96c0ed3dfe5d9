"""What SQLite cannot hold, held anyway and restored exactly: lone surrogates, integers beyond 64 bit.

`U+10FFFF`, a code point that is never a character, marks what was escaped: `U+10FFFF` and four hexadecimal
digits stand for a surrogate, `U+10FFFF` and `=` for itself.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

Row = tuple[Any, ...]

MARK = "\U0010ffff"
_TO_ESCAPE = re.compile(f"[\ud800-\udfff{MARK}]")
_ESCAPED = re.compile(f"{MARK}(=|[0-9a-f]{{4}})")
_LIKE_STORED_INTEGER = re.compile(r"-?(?:[0-9]{19,}|0x[0-9a-f]+)")
_PLAIN = MARK + "!"
"""Before text that looks like a stored integer but is text."""
_MOST_BITS = 14_000
"""Python refuses to convert decimal integers of more than 4300 digits; beyond, hexadecimal."""


def escape(text: str) -> str:
    """Text as SQLite can hold it.

    >>> escape("被害"), escape("a\\ud83d") == "a" + MARK + "d83d"
    ('被害', True)
    """
    return _TO_ESCAPE.sub(lambda m: MARK + ("=" if m[0] == MARK else f"{ord(m[0]):04x}"), text)


def unescape(text: str) -> str:
    """The inverse of `escape`.

    >>> unescape(escape("a\\ud83d" + MARK)) == "a\\ud83d" + MARK
    True
    """
    if MARK not in text:
        return text
    return _ESCAPED.sub(lambda m: MARK if m[1] == "=" else chr(int(m[1], 16)), text)


def storable(rows: Sequence[Row]) -> Sequence[Row]:
    """Rows whose text SQLite can hold: the same rows in nearly every case, which costs one look at them."""
    text = "".join([value for row in rows for value in row if value.__class__ is str])
    if text.isascii() or (MARK not in text and _encodable(text)):
        return rows
    return [tuple(escape(v) if isinstance(v, str) else v for v in row) for row in rows]


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def restored(rows: Iterable[Row]) -> Iterable[Row]:
    """The inverse of `storable`."""
    for row in rows:
        for value in row:
            if value.__class__ is str and MARK in value:
                yield tuple(unescape(v) if isinstance(v, str) else v for v in row)
                break
        else:
            yield row


def number(value: object) -> int | str | None:
    """A value for an ANY column: integers beyond 64 bit as text. A float is refused: NaN would become NULL.

    >>> number(2542), number("12.5"), number(10**20)
    (2542, '12.5', '100000000000000000000')
    """
    if value is None:
        return None
    if isinstance(value, str):
        protected = value.startswith(_PLAIN) or _LIKE_STORED_INTEGER.fullmatch(value)
        return _PLAIN + value if protected else value
    if isinstance(value, int):
        if -(2**63) <= value < 2**63:
            return value
        return str(value) if value.bit_length() < _MOST_BITS else hex(value)
    raise TypeError(f"a value is an exact integer or a decimal string: {value!r}")


def restored_number(value: int | str | None) -> int | str | None:
    """The inverse of `number`.

    >>> restored_number("100000000000000000000"), restored_number("12.5"), restored_number(number("9" * 30))
    (100000000000000000000, '12.5', '999999999999999999999999999999')
    """
    if not isinstance(value, str):
        return value
    if value.startswith(_PLAIN):
        return value[len(_PLAIN) :]
    if _LIKE_STORED_INTEGER.fullmatch(value):
        return int(value, 16 if "x" in value else 10)
    return value


def as_json(value: object) -> str:
    """JSON with Japanese left readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
