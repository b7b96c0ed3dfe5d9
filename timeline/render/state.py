"""The state of affairs at the head of a page: the latest total, whose part is known, what is stopped, what followed.

A sentence each, out of what the timeline concluded; nothing here is concluded anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.records import Aspect, Entry, Figure, Point, Series, StandingRow, State, Timeline
from timeline.agreement import COUNTED_IN, UNITS
from timeline.moments import in_zone, order_of
from timeline.render.footnotes import Footnotes
from timeline.render.markup import text
from timeline.wording import Wording

ASPECTS: tuple[Aspect, ...] = ("linking", "charging", "withdrawal", "service")
SCOPES = 3
"""The most banks and services whose own totals are told."""
_LEADS = ("damage_total", "people", "accounts", "cases", "banks")


@dataclass(frozen=True, slots=True)
class _Page:
    timeline: Timeline
    words: Wording
    notes: Footnotes
    entries: dict[str, Entry]


def state_of_affairs(timeline: Timeline, words: Wording, notes: Footnotes) -> str:
    """One paragraph: from how much, the latest totals, what is stopped now, as of which capture."""
    page = _Page(timeline, words, notes, {entry.id: entry for entry in timeline.entries})
    told = [_built_from(page)]
    if timeline.entries:
        told += [*_whole(page), *_scoped(page), *_stopped(page), *_followed(page)]
    told.append(_built(page))
    return ("" if words.language == "ja" else " ").join(told) + "\n"


def _built_from(page: _Page) -> str:
    entries = page.timeline.entries
    if not entries:
        return page.words.say("page", "empty")
    origins = {c.origin for entry in entries for c in entry.citations if c.standing != "reader"}
    return page.words.say("page", "state", documents=page.timeline.documents, origins=len(origins))


def _whole(page: _Page) -> Iterator[str]:
    """The latest total of the whole incident: of sums before people before cases, the last that stands."""
    found = [
        (series, point)
        for series in page.timeline.series
        for point in series.points
        if series.scope is None and series.role in _LEADS and point.status == "current"
    ]
    if not found:
        return
    series, point = min(
        found, key=lambda f: (_LEADS.index(f[0].role), [-ord(c) for c in order_of(f[1].as_of)])
    )
    yield _total(series, point, page, "")
    later = [p for p in series.points if p.status == "disputed" and order_of(p.as_of) > order_of(point.as_of)]
    if later:
        yield page.words.say("page", "later_disputed")


def _scoped(page: _Page) -> Iterator[str]:
    """The largest totals of one bank or service, the latest of each."""
    best: dict[str, tuple[Series, Point]] = {}
    for series in page.timeline.series:
        if series.scope is None or series.role != "damage_total":
            continue
        for point in series.points:
            known = best.get(series.scope)
            if point.status == "current" and (
                known is None or order_of(known[1].as_of) < order_of(point.as_of)
            ):
                best[series.scope] = series, point
    ranked = sorted(best.values(), key=lambda f: (-float(f[1].value), f[0].unit, f[0].scope or ""))
    for series, point in ranked[:SCOPES]:
        yield _total(series, point, page, page.words.say("who", "of", who=text(series.scope or "")))


def _total(series: Series, point: Point, page: _Page, scope: str) -> str:
    words, entry = page.words, page.entries.get(point.entry)
    return words.say(
        "page",
        "latest",
        scope=scope,
        moment=text(words.moment(point.as_of)),
        figures=text(words.join(list(_figures(series, point, words, entry)))) + _basis(series, words),
        source=page.notes.marks(entry.citations) if entry else "",
    )


def _basis(series: Series, words: Wording) -> str:
    return words.say("basis", "bracket", basis=words.say("basis", series.basis)) if series.basis else ""


def _figures(series: Series, point: Point, words: Wording, entry: Entry | None) -> Iterator[str]:
    cases, people, banks = counts(point, words, entry)
    yield from (count for count in (cases, people) if count)
    yield lead(series, point, words)
    if banks:
        yield banks


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


def _stopped(page: _Page) -> Iterator[str]:
    """What is suspended now, and what was resumed; one sentence each, of the aspects that most are without."""
    for status in ("suspended", "resumed"):
        parts = []
        for aspect in ASPECTS:
            rows = [row for row in page.timeline.standing if _stands(getattr(row, aspect), status)]
            if rows:
                parts.append(
                    page.words.say(
                        "page", "aspect_of", aspect=page.words.say("aspect", aspect), names=_names(rows, page)
                    )
                )
        if parts:
            yield page.words.say("page", status, parts=page.words.join(parts))


def _names(rows: Sequence[StandingRow], page: _Page) -> str:
    """Banks, then the others, up to five of each by name; more are counted."""
    banks = [(row.organisation, row.name_class) for row in rows if row.name_class == "bank"]
    others = [(row.organisation, row.name_class) for row in rows if row.name_class != "bank"]
    words = page.words
    return text(words.join([words.counted_names(alike) for alike in (banks, others) if alike]))


def _stands(state: State | None, status: str) -> bool:
    return state is not None and state.status == status


def _followed(page: _Page) -> Iterator[str]:
    """The last word on compensation, and the arrests."""
    for kind in ("compensation", "arrest"):
        of_kind = [e for e in page.timeline.entries if e.kind == kind and _is_news(e)]
        if of_kind:
            entry = of_kind[-1]
            moment = text(page.words.moment(entry.date))
            told = text(entry.text)
            yield page.words.say(
                "page", f"latest_{kind}", moment=moment, told=told, source=page.notes.marks(entry.citations)
            )


def _is_news(entry: Entry) -> bool:
    readers = all(citation.standing == "reader" for citation in entry.citations)
    return entry.status == "current" and entry.certainty in ("stated", "planned") and not readers


def _built(page: _Page) -> str:
    words, timeline = page.words, page.timeline
    rules = text(timeline.rules[:12])
    if timeline.as_of is None:
        return words.say("page", "built_undated", captures=timeline.captures, rules=rules)
    moment = text(words.moment(in_zone(timeline.as_of, timeline.incident.timezone)))
    return words.say("page", "built", moment=moment, captures=timeline.captures, rules=rules)
