"""What the tables of a page say in words, for every format that has tables: rows of plain text with citations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.records import (
    Aspect,
    Citation,
    Edit,
    Entry,
    Figure,
    Point,
    Series,
    SourceHealth,
    State,
    Timeline,
)
from timeline.agreement import COUNTED_IN, MONEY_ROLES, UNITS
from timeline.moments import day_of, has_time, in_zone, order_of
from timeline.wording import Wording

CITED = 6
"""The most citations beside one line; one an origin and page, the rest is in the JSON."""
_MARKED = ("disputed", "corrected", "unresolved")
_NOTED = ("overtaken", "beside", "corrected")


def chosen(citations: Sequence[Citation], most: int = CITED) -> list[Citation]:
    """The citations to show: one a page, other origins first."""
    pages: dict[str, Citation] = {}
    for citation in citations:
        pages.setdefault(citation.url, citation)
    origins: dict[str, int] = defaultdict(int)
    ranked = []
    for place, citation in enumerate(pages.values()):
        ranked.append((origins[citation.origin], place, citation))
        origins[citation.origin] += 1
    return [citation for _turn, _place, citation in sorted(ranked, key=lambda r: r[:2])[:most]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRow:
    """One reading of one figure."""

    moment: str
    scope: str
    cases: str
    money: str
    people: str
    banks: str
    status: str
    series: Series
    point: Point
    entry: Entry | None


def growth_rows(timeline: Timeline, words: Wording, *, whole: bool) -> list[GrowthRow]:
    """The readings of the whole incident in the order of time, or those of single banks and services."""
    entries = {entry.id: entry for entry in timeline.entries}
    points = [(s, p) for s in timeline.series if (s.scope is None) == whole for p in s.points]
    points.sort(key=lambda p: (order_of(p[1].as_of), p[0].scope or "", p[0].role, p[0].basis or ""))
    if not whole:
        points.sort(key=lambda p: p[0].scope or "")
    return [_growth_row(series, point, entries.get(point.entry), words) for series, point in points]


def _growth_row(series: Series, point: Point, entry: Entry | None, words: Wording) -> GrowthRow:
    cases, people, banks = counts(point, words, entry)
    told = lead(series, point, words)
    money = told if series.role in MONEY_ROLES else ""
    if series.role in ("cases", "cases_part"):
        cases = told
    elif series.role == "people":
        people = told
    elif series.role == "banks":
        banks = told
    elif not money:
        cases = cases or told
    part = words.say("page", "a_part") if series.role.endswith("_part") and not series.scope else ""
    basis = words.say("basis", series.basis) if series.basis else ""
    return GrowthRow(
        moment=words.moment(point.as_of),
        scope=words.name(series.scope or ""),
        cases=cases,
        money=money,
        people=people,
        banks=banks,
        status=words.join([part, basis, words.say("status", point.status)]),
        series=series,
        point=point,
        entry=entry,
    )


def lead(series: Series, point: Point, words: Wording) -> str:
    """The figure that a point is about, in words."""
    figure = Figure(role=series.role, value=point.value, unit=series.unit, qualifier=point.qualifier)
    return words.figure(figure, plain=True)


def counts(point: Point, words: Wording, entry: Entry | None) -> tuple[str, str, str]:
    """Cases, people and banks of a point in words, as exactly as its entry tells them."""
    return (
        _count(point.cases, "件", entry, words),
        _count(point.people, "人", entry, words),
        _count(point.banks, "行", entry, words),
    )


def _count(value: int | None, unit: str, entry: Entry | None, words: Wording) -> str:
    if value is None:
        return ""
    figures = entry.figures if entry else ()
    told = (f for f in figures if f.value == value and f.role in ("cases", "cases_part", "people", "banks"))
    found = next((f for f in told if UNITS.get(COUNTED_IN.get(f.role, f.unit), f.unit) == UNITS[unit]), None)
    return words.figure(found, plain=True) if found else words.amount(value, unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line of the timeline."""

    entry: Entry
    day: str
    clock: str
    same_day: bool
    """Whether the line before is of the same day."""
    marks: str
    """That it is disputed, was corrected or overtaken, and what a person did to it, in words."""


def line_rows(timeline: Timeline, words: Wording) -> Iterator[LineRow]:
    """The lines of the timeline in order."""
    before = None
    for entry in timeline.entries:
        day = day_of(entry.date)
        ranged = "/" in entry.date
        told = words.moment(entry.date if ranged else day)
        clock = words.moment(entry.date)[len(told) :].strip() if has_time(entry.date) and not ranged else ""
        yield LineRow(
            entry=entry,
            day=told,
            clock=clock,
            same_day=day == before and not ranged,
            marks=words.join(list(_marks(entry, words))),
        )
        before = day


def _marks(entry: Entry, words: Wording) -> Iterator[str]:
    if entry.status in _MARKED:
        yield words.say("status", entry.status)
    note = (entry.note or "").partition(":")[0]
    if note in _NOTED and entry.status != note:
        yield words.say("page", f"note_{note}")
    yield from (words.say("hand", hand) for hand in entry.by_hand)


ASPECTS: tuple[Aspect, ...] = ("linking", "charging", "withdrawal", "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCell:
    """How one aspect of a bank or service stands; without a state nothing is known."""

    told: str
    state: State | None
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """One bank or service: damage, then the aspects in their order."""

    organisation: str
    is_bank: bool
    cells: tuple[StateCell, ...]


def aspects_known(timeline: Timeline) -> list[str]:
    """The columns of the table of banks and services that hold anything, in their order."""
    columns = ("damage", *ASPECTS)
    return [c for c in columns if any(getattr(row, c) is not None for row in timeline.standing)]


def state_rows(timeline: Timeline, words: Wording) -> Iterator[StateRow]:
    """What was damaged, stopped and resumed when."""
    entries = {entry.id: entry for entry in timeline.entries}

    def cell(state: State | None) -> StateCell:
        if state is None:
            return StateCell(told=words.say("state", "none"), state=None, entry=None)
        status = words.say("state", state.status)
        told = words.say("state", "since", state=status, date=words.moment(state.since))
        return StateCell(told=told, state=state, entry=entries.get(state.entry))

    columns = aspects_known(timeline)
    for row in timeline.standing:
        yield StateRow(
            organisation=words.name(row.organisation),
            is_bank=row.name_class == "bank",
            cells=tuple(cell(getattr(row, column)) for column in columns),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """One side of a dispute; only the first tells what it is about."""

    about: str
    value: str
    who: str
    citations: tuple[Citation, ...]


def side_rows(timeline: Timeline, words: Wording) -> Iterator[SideRow]:
    """The sides of all disputes."""
    for dispute in timeline.disputes:
        for place, side in enumerate(dispute.sides):
            bare = f"{side.value:,}" if isinstance(side.value, int) else str(side.value)
            publishers = list(dict.fromkeys(c.publisher for c in side.citations))
            yield SideRow(
                about="" if place else dispute.about,
                value=words.figure(side.figure, plain=True) if side.figure else bare,
                who=words.short_list(publishers),
                citations=side.citations,
            )


def edit_moments(edit: Edit, timeline: Timeline, words: Wording) -> tuple[str, str]:
    """Between which captures a page was edited, in words."""
    before, after = (words.moment(in_zone(at, timeline.incident.timezone)) for at in edit.between)
    return before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One publisher and how it did."""

    source: SourceHealth
    standing: str
    documents: str
    copies: str
    last_ok: str
    outcome: str


def source_rows(timeline: Timeline, words: Wording) -> Iterator[SourceRow]:
    """The publishers, high standing first."""
    copies = _copies(timeline)
    for source in timeline.sources:
        last_ok = in_zone(source.last_ok, timeline.incident.timezone) if source.last_ok else None
        yield SourceRow(
            source=source,
            standing=words.say("standing", source.standing),
            documents=str(source.documents),
            copies=str(len(copies[source.publisher])) if copies[source.publisher] else "",
            last_ok=words.moment(last_ok) if last_ok else "",
            outcome=words.say("outcome", source.last_outcome) if source.last_outcome else "",
        )


def _copies(timeline: Timeline) -> dict[str, set[str]]:
    """The cited pages of each publisher whose words come from somebody else."""
    copies: dict[str, set[str]] = defaultdict(set)
    for citation in (c for entry in timeline.entries for c in entry.citations):
        if citation.standing != "reader" and citation.origin != citation.publisher:
            copies[citation.publisher].add(citation.url)
    return copies
