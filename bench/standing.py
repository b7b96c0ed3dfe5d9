"""The table of banks and services beside a reference one, row by row: who was damaged, what was stopped since when.

A row of the reference names the documents that show it; one that shows in none of the documents at hand is left
out. `at` must be told to the day, and to the minute where both are; `by` is a state that was seen at that time, so
an earlier one is right too. What the reference says never stopped must not be stopped.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from bench.marking import ends
from bench.tally import Row
from bench.timelines import same_day

COLUMNS = {"link_stopped": "linking", "charge_stopped": "charging"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One cell of the table."""

    organisation: str
    column: str
    expected: str
    found: str
    right: bool


def score_standing(banks: list[Row], standing: list[Row], documents: Set[str]) -> list[Judged]:
    """Every cell that the documents support."""
    rows = {row["organisation"]: row for row in standing}
    return [cell for bank in banks for cell in _cells(bank, rows.get(bank["bank"], {}), documents)]


def _cells(bank: Row, row: Row, documents: Set[str]) -> Iterator[Judged]:
    for column, aspect in COLUMNS.items():
        expected, state = bank[column], row.get(aspect)
        if expected and not documents & set(expected["docs"]):
            continue
        yield Judged(
            organisation=bank["bank"],
            column=aspect,
            expected=f"{expected['bound']} {expected['at']}" if expected else "none",
            found=f"{state['status']} {state['since']}" if state else "none",
            right=_is_right(expected, state),
        )
    if not bank["damage_confirmed"] or documents & set(bank["damage_docs"]):
        yield Judged(
            organisation=bank["bank"],
            column="damage",
            expected=str(bank["damage_confirmed"]),
            found=str(bool(row.get("damage"))),
            right=bank["damage_confirmed"] == bool(row.get("damage")),
        )


def _is_right(expected: Mapping[str, str] | None, state: Mapping[str, str] | None) -> bool:
    """Whether a state is what is expected of it.

    >>> stopped = {"status": "suspended", "since": "2020-09-09T09:40+09:00"}
    >>> expected = [{"at": "2020-09-09", "bound": "at"}, {"at": "2020-09-09T08:00", "bound": "by"}]
    >>> _is_right(expected[0], stopped), _is_right(expected[1], stopped)
    (True, False)
    >>> _is_right(None, stopped), _is_right(None, None), _is_right(expected[0], None)
    (False, True, False)
    """
    if expected is None or state is None or state["status"] != "suspended":
        return expected is None and (state is None or state["status"] != "suspended")
    want, got = ends(expected["at"])[0], ends(state["since"])[0]
    cut = min(len(want), len(got))
    if expected["bound"] == "by":
        return got[:cut] <= want[:cut]
    return same_day(want, got) and want[:cut] == got[:cut]
