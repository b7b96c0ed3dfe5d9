"""When what was found in a single expression is right.

These cases come from the tests of other systems, which write values each in its own way. So the marked value
says what must agree: `XXXX-03-11` leaves the year open, `T15` asks for a time of day only, a range may be closed by
its last day or by the first day after it, a vague number by any number inside its bounds. Whether a range, or a day
and its time, is one mention or two is a matter of taste: `aligned` makes them comparable.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from bench.marking import LENGTHS, ends, overlap
from bench.tally import Pairs, Row, Tally, pair

NUMBERS = ("money", "count", "number")
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
"""Days of a month that its vague parts mean, where a source writes them as days."""
SPREAD = Decimal("0.3")
"""How far one of the sources spreads a number with 約."""


def moment_agrees(wanted: str, found: str) -> bool:
    """Whether a moment is the wanted one, as precise at least; what is X in the wanted one is open.

    >>> moment_agrees("XXXX-03", "2016-03-01"), moment_agrees("T25", "2016-03-02T01:20")
    (True, True)
    >>> moment_agrees("2016-03", "2016")
    False
    """
    day, _, clock = wanted.partition("T")
    found_day, _, found_clock = found.partition("T")
    if clock and not _clock(found_clock).startswith(_clock(clock)):
        return False
    return len(found_day) >= len(day) and all(w in ("X", f) for w, f in zip(day, found_day, strict=False))


def _clock(clock: str) -> str:
    """To the minute; 25時 is one o'clock, whichever day it is counted to."""
    hour = clock[:2]
    return (f"{int(hour) % 24:02}" if hour.isdigit() else hour) + clock[2:5]


def days_of(value: str, qualifier: str) -> tuple[str, str] | None:
    """First and last day of a year, a month or a vague part of one; None for what is a day or finer.

    >>> days_of("2016-02", "exact"), days_of("2016-02", "late")
    (('2016-02-01', '2016-02-29'), ('2016-02-21', '2016-02-29'))
    """
    if len(value) == LENGTHS["year"]:
        return f"{value}-01-01", f"{value}-12-31"
    if len(value) != LENGTHS["month"] or "X" in value:
        return None
    first, last = PARTS.get(qualifier, (1, 31))
    last = min(last, monthrange(int(value[:4]), int(value[5:7]))[1])
    return f"{value}-{first:02}", f"{value}-{last:02}"


def after(value: str) -> str:
    """The next day of a day, the next month of a month, the next year of a year; other values as they are.

    >>> after("2016-02-29"), after("2016-12"), after("2016"), after("XXXX-02")
    ('2016-03-01', '2017-01', '2017', 'XXXX-02')
    """
    if re.fullmatch(r"\d{4}", value):
        return f"{int(value) + 1:04}"
    try:
        if len(value) == LENGTHS["month"]:
            first = date.fromisoformat(f"{value}-01")
            return (first + timedelta(days=31)).isoformat()[: LENGTHS["month"]]
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    except ValueError:
        return value


def range_agrees(wanted: Row, found: Row) -> bool:
    """Whether a range, open or closed, is the wanted one."""
    given = ends(found.get("value"))
    if "from" not in wanted or "to" not in wanted:
        end = wanted.get("from") or wanted["to"]
        return any(moment_agrees(end, g) for g in given if g not in ("", ".."))
    if len(given) == 1:
        given = days_of(given[0], found.get("qualifier", "")) or given
    if len(given) != len(("from", "to")) or not moment_agrees(wanted["from"], given[0]):
        return False
    last = (days_of(given[1], "") or given)[1]
    return any(moment_agrees(wanted["to"], end) for end in (given[1], after(given[1]), after(last)))


def number(value: object) -> Decimal | None:
    """A number however it is written; None where it is none.

    >>> number("1.5"), number("..")
    (Decimal('1.5'), None)
    """
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def number_agrees(wanted: Row, found: Row) -> bool:
    """Whether a number, or the bounds of one, are the wanted ones."""
    given = [number(end) for end in str(found.get("value")).split("/")]
    if "value" in wanted:
        return given == [number(wanted["value"])]
    low, high = number(wanted.get("low")), number(wanted.get("high"))
    if len(given) > 1:
        return given == [low, high]
    if given[0] is None:
        return found.get("qualifier") == "vague"
    if low is not None and high is not None:
        return low <= given[0] <= high
    bound = low if low is not None else high
    return bound is not None and abs(given[0] - bound) <= SPREAD * given[0]


def right_expression(gold: Row, found: Row) -> bool:
    """Whether a found mention is the marked expression."""
    if not overlap(gold, found):
        return False
    variants = [gold, *gold.get("alt", ())]
    if gold.get("subtype") == "span only":
        return True
    if found["kind"] in NUMBERS:
        return any(number_agrees(v, found) for v in variants)
    return any(
        moment_agrees(v["value"], "/".join(ends(found.get("value"))))
        if "value" in v
        else range_agrees(v, found)
        for v in variants
    )


def aligned(expected: list[Row], found: list[Row]) -> list[Row]:
    """Mentions cut or joined as the marked ones are.

    One mention over several marked ones counts for each of them; the first and the last mention inside of one marked
    range are its ends.

    >>> day, clock = {"start": 0, "end": 2}, {"start": 2, "end": 4}
    >>> whole = {"kind": "date", "start": 0, "end": 4, "value": "2016-03-01T10:00"}
    >>> [mention["start"] for mention in aligned([day, clock], [whole])]
    [0, 2]
    """
    made: list[Row] = []
    left = list(found)
    for mark in expected:
        inside = [m for m in left if overlap(mark, m) and "/" not in str(m.get("value"))]
        if "from" in mark and "to" in mark and len(inside) > 1:
            value = f"{inside[0].get('value')}/{inside[-1].get('value')}"
            made.append({**inside[0], "end": inside[-1]["end"], "value": value})
            left = [m for m in left if m not in inside]
    for mention in left:
        marks = [mark for mark in expected if overlap(mark, mention)]
        values = str(mention.get("value")).split("/")
        if len(marks) > 1:
            made += [
                {
                    **mention,
                    "start": mark["start"],
                    "end": mark["end"],
                    "value": values[min(i, len(values) - 1)],
                }
                for i, mark in enumerate(marks)
            ]
        else:
            made.append(mention)
    return made


def judge(case: Row, mentions: list[Row]) -> tuple[Tally, Pairs]:
    """One case: mentions of other kinds and those on ignored places count neither way."""
    kinds = NUMBERS if case["kind"] == "number" else (case["kind"],)
    ignored = case.get("ignore", ())
    found = [m for m in mentions if m["kind"] in kinds and not any(overlap(place, m) for place in ignored)]
    if case["kind"] == "date":
        found = aligned(case["expected"], found)
    pairs = pair(case["expected"], found, right_expression)
    marked = len(case["expected"])
    if case["complete"]:
        return Tally(gold=marked, found=len(found), right=pairs.right, recalled=pairs.right), pairs
    pairs.extra.clear()
    return Tally(gold=marked, recalled=pairs.right), pairs
