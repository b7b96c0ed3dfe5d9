"""pyNormalizeNumExp: numbers with counters, absolute and relative dates in Japanese. It takes no reference date, so
its adapter puts in the year of writing, and counts relative dates from the day of writing."""

import math
import re
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from bench.rivals import Finder, Found
from bench.rivals.joining import joined

MONEY = {
    "円": "JPY",
    "ドル": "USD",
    "USドル": "USD",
    "ユーロ": "EUR",
    "ポンド": "GBP",
    "元": "CNY",
    "ウォン": "KRW",
}
ABOUT = re.compile("約|およそ|ほぼ|だいたい")
FIELDS = ("year", "month", "day", "hour", "minute")


def finder() -> Finder:
    """The finder of pyNormalizeNumExp."""
    normalizer = import_module("pynormalizenumexp.normalize_numexp").NormalizeNumexp("ja")

    def find(text: str, written: datetime) -> list[Found]:
        found = [_found(expression, written) for expression in normalizer.normalize(text)]
        return joined([one for one in found if one is not None])

    return find


def _found(expression: Any, written: datetime) -> Found | None:
    place = (expression.position_start, expression.position_end)
    if expression.type == "numerical":
        unit = MONEY.get(expression.counter)
        return Found("money" if unit else "count", *place, _number(expression), unit or expression.counter)
    if expression.type == "abstime":
        return Found(
            "date", *place, _bounds(expression.value_lower_bound, expression.value_upper_bound, written)
        )
    if expression.type == "reltime":
        return Found("date", *place, _relative(expression, written))
    return None


def _number(expression: Any) -> str | int | None:
    low, high = expression.value_lower_bound, expression.value_upper_bound
    if math.isinf(low) or math.isinf(high):
        return _plain(high if math.isinf(low) else low)
    if low == high:
        return _plain(low)
    if ABOUT.match(expression.original_expr):
        return _plain(round((low + high) / 2))  # 約 is spread by 30 % to both sides
    return f"{_plain(low)}/{_plain(high)}"


def _plain(number: float) -> int | str:
    return int(number) if number == int(number) else str(number)


def _known(time: Any) -> dict[str, int]:
    return {f: int(getattr(time, f)) for f in FIELDS if time is not None and not math.isinf(getattr(time, f))}


def _moment(known: dict[str, int], written: datetime) -> str:
    if not known.keys() & {"year", "month", "day"}:
        return f"T{known.get('hour', 0):02}:{known.get('minute', 0):02}"
    day = f"{known.get('year', written.year):04}"
    if "month" in known or "day" in known:
        day += f"-{known.get('month', written.month):02}"
    if "day" in known:
        day += f"-{known['day']:02}"
    return day + (f"T{known['hour']:02}:{known.get('minute', 0):02}" if "hour" in known else "")


def _bounds(low: Any, high: Any, written: datetime) -> str:
    first, last = _known(low), _known(high)
    if not last or first == last:
        return _moment(first, written)
    return f"{_moment(first, written)}/{_moment(last, written)}" if first else _moment(last, written)


def _relative(expression: Any, written: datetime) -> str:
    """The day of writing, moved by what is relative, with what is absolute put in (昨年10月)."""
    moved = _known(expression.value_lower_bound_rel)
    fixed = _known(expression.value_lower_bound_abs)
    months = written.year * 12 + written.month - 1 + moved.get("year", 0) * 12 + moved.get("month", 0)
    year, month = divmod(months, 12)
    known = {"year": year, "month": month + 1, "day": min(written.day, 28)}
    if "day" in moved or "hour" in moved or "minute" in moved:
        shift = timedelta(
            days=moved.get("day", 0), hours=moved.get("hour", 0), minutes=moved.get("minute", 0)
        )
        then = written + shift
        known = {f: getattr(then, f) for f in FIELDS[: 3 if "day" in moved else 5]}
    known |= fixed
    finest = max((FIELDS.index(f) for f in [*moved, *fixed]), default=2)
    return _moment({f: v for f, v in known.items() if FIELDS.index(f) <= finest}, written)
