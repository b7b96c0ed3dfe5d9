"""When a found mention or claim of an incident's document is right.

It is right when it stands at the marked place (the spans overlap) and means the same. A sum: value and currency.
A count: its value. A date: its value at the precision that was marked; time zones do not count; a range agrees at
both ends. A name: the canonical name; of a company, an authority and the like also the name as written. A claim:
kind, day, and a sentence that overlaps the marked one; a damage figure also holds every marked figure.
"""

import unicodedata

from bench.tally import Row

LENGTHS = {"year": 4, "month": 7, "day": 10, "minute": 16}
FIGURE_UNITS = {"JPY": "yen", "件": "cases", "人": "people", "名": "people"}
ROW_UNITS = {
    "damage_total_yen": "yen",
    "compensation_yen": "yen",
    "yen": "yen",
    "cases": "cases",
    "people": "people",
}
LISTED = ("bank", "service")
"""Classes of names that a list settles: as written is not enough."""


def ends(date: object) -> tuple[str, ...]:
    """The ends of a date, to the minute, without zone and marks of doubt.

    >>> ends("2020-09-11T00:00+09:00"), ends("2020-08/2020-09~"), ends(None)
    (('2020-09-11T00:00',), ('2020-08', '2020-09'), ('',))
    """
    plain = str(date or "").replace("~", "").replace("?", "")
    return tuple(end[: LENGTHS["minute"]] for end in plain.split("/"))


def dates_agree(gold: object, found: object, precision: str) -> bool:
    """Whether a date is the marked one, at its precision.

    >>> dates_agree("2020-09", "2020-09-11", "month"), dates_agree("2020-09-11", "2020-09", "day")
    (True, False)
    """
    marked, given = ends(gold), ends(found)
    length = LENGTHS.get(precision, LENGTHS["day"])
    return marked == given or [e[:length] for e in marked] == [e[:length] for e in given]


def overlap(gold: Row, found: Row) -> bool:
    """Whether two things share at least one character."""
    return bool(gold["start"] < found["end"] and found["start"] < gold["end"])


def plain_name(name: str | None) -> str:
    """A name for comparing: width, case and spaces do not count.

    >>> plain_name("ＬＩＮＥ Pay")
    'linepay'
    """
    return unicodedata.normalize("NFKC", name or "").replace(" ", "").casefold()


def names_agree(gold: Row, found: Row) -> bool:
    """Whether a name is the marked one."""
    if plain_name(found.get("canonical")) == plain_name(gold["canonical"]):
        return True
    return gold["class"] not in LISTED and plain_name(found.get("text")) == plain_name(gold["surface"])


def right_mention(gold: Row, found: Row) -> bool:
    """Whether a mention is the marked one."""
    if gold["kind"] != found["kind"] or not overlap(gold, found):
        return False
    match gold["kind"]:
        case "money":
            return (found.get("value"), found.get("unit")) == (gold["value"], gold["currency"])
        case "count":
            return bool(found.get("value") == gold["value"])
        case "date":
            return dates_agree(gold["iso"], found.get("value"), gold["precision"])
    return names_agree(gold, found)


def figures_held(claim: Row) -> set[tuple[str, object]]:
    """The (yen | cases | people, value) pairs of a claim or an entry.

    >>> figures_held({"figures": [{"unit": "JPY", "value": 5}, {"unit": "行", "value": 2}]})
    {('yen', 5)}
    """
    figures = claim.get("figures") or []
    return {(FIGURE_UNITS[f["unit"]], f.get("value")) for f in figures if f.get("unit") in FIGURE_UNITS}


def figures_wanted(row: Row) -> set[tuple[str, object]]:
    """The pairs that a marked event or a row of a reference timeline asks for."""
    figures = row.get("figures") or {}
    return {(ROW_UNITS[k], v) for k, v in figures.items() if k in ROW_UNITS and isinstance(v, int | float)}


def right_claim(gold: Row, found: Row) -> bool:
    """Whether a claim is the marked event."""
    start, end = gold["sentence"]
    precision = "day" if gold["precision"] == "minute" else gold["precision"]
    return (
        gold["event_type"] == found.get("kind")
        and dates_agree(gold["event_date"], found.get("date"), precision)
        and overlap({"start": start, "end": end}, found)
        and (gold["event_type"] != "damage_figure" or _damage_wanted(gold) <= figures_held(found))
    )


def _damage_wanted(gold: Row) -> set[tuple[str, object]]:
    return {(k, v) for k, v in (gold.get("figures") or {}).items() if k in ("yen", "cases", "people")}
