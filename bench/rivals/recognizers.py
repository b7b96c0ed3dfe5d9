"""Microsoft's Recognizers-Text: numbers, currencies, dates. Its Python edition finds no dates in Japanese, so those are
asked of its Chinese model, which knows 月 and 日; a number before 円 is taken for a sum, another one for a count."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from bench.rivals import Finder, Found

JAPANESE, CHINESE, ENGLISH = "ja-jp", "zh-cn", "en-us"
CODES = {"Japanese yen": "JPY", "Dollar": "USD", "United States dollar": "USD", "Euro": "EUR"}


def finder() -> Finder:
    """The finders of Recognizers-Text, overlaps settled: dates before sums before numbers."""
    suite = import_module("ms_recognizers_suite")

    def find(text: str, written: datetime) -> list[Found]:
        japanese = any(ch > "\u3000" for ch in text)
        dates = CHINESE if japanese else ENGLISH
        found = _dates(_asked(lambda: suite.recognize_datetime(text, dates, reference=written)), written)
        numbers = JAPANESE if japanese else ENGLISH
        found += _sums(_asked(lambda: suite.recognize_currency(text, numbers)))
        found += _numbers(_asked(lambda: suite.recognize_number(text, numbers)), text)
        kept: list[Found] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda f: f.start)

    return find


def _asked(recognize: Callable[[], Any]) -> list[Any]:
    """What a model answers; some inputs make it fail, and then it has found nothing."""
    try:
        return list(recognize())
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ArithmeticError):
        return []


def _values(result: Any) -> list[dict[str, str]]:
    return list((result.resolution or {}).get("values") or ())


def _dates(results: list[Any], written: datetime) -> list[Found]:
    """The newest reading that is not after the day of writing: news looks back."""
    found = []
    for result in results:
        values = [v for v in _values(result) if not v["type"].startswith(("duration", "set"))]
        moments = sorted(_moment(v) for v in values)
        past = [m for m in moments if m[:10] <= written.date().isoformat()]
        if moments:
            found.append(Found("date", result.start, result.end + 1, (past or moments)[-1 if past else 0]))
    return found


def _moment(value: dict[str, str]) -> str:
    timex = value.get("timex", "")
    if "start" in value and len(timex) == len("XXXX-09"):
        return value["start"][:7]
    if "start" in value and len(timex) == len("2020"):
        return value["start"][:4]
    if "start" in value and "end" in value:
        return f"{value['start']}/{value['end']}".replace(" ", "T")
    moment = value.get("value") or value.get("start") or value.get("end") or ""
    return f"T{moment[:5]}" if value["type"] == "time" else moment.replace(" ", "T")[:16]


def _number(text: str | None) -> int | str | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return int(value) if value == int(value) else text


def _sums(results: list[Any]) -> list[Found]:
    found = []
    for result in results:
        resolution = result.resolution or {}
        unit = resolution.get("isoCurrency") or CODES.get(
            resolution.get("unit") or "", resolution.get("unit")
        )
        found.append(Found("money", result.start, result.end + 1, _number(resolution.get("value")), unit))
    return found


def _numbers(results: list[Any], text: str) -> list[Found]:
    found = []
    for result in results:
        end = result.end + 1
        yen = text[end : end + 1] == "円"
        value = _number((result.resolution or {}).get("value"))
        found.append(
            Found("money" if yen else "count", result.start, end + yen, value, "JPY" if yen else None)
        )
    return found
