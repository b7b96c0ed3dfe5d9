"""The state of affairs at the head of a page: the latest total, whose part is known, what is stopped, what followed.

A sentence each, out of what the timeline concluded; nothing here is concluded anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.records import Citation, Entry, Point, Series, StandingRow, State, Timeline
from timeline.moments import in_zone, order_of
from timeline.render.rows import ASPECTS, counts, lead
from timeline.wording import Wording

SCOPES = 3
"""The most banks and services whose own totals are told."""
_LEADS = ("damage_total", "people", "accounts", "cases", "banks")
_MARK = "\ue000"
"""Stands in a sentence where its source goes, until the sentence is cut there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Plain text, the sources of what it says, and the end of it."""

    text: str
    citations: tuple[Citation, ...] = ()
    end: str = ""
    entry: str | None = None
    """The line of the timeline that it repeats."""


@dataclass(frozen=True, slots=True)
class _Page:
    timeline: Timeline
    words: Wording
    entries: dict[str, Entry]


def state_of_affairs(timeline: Timeline, words: Wording) -> list[Sentence]:
    """From how much, the latest totals, what is stopped now, what followed."""
    page = _Page(timeline, words, {entry.id: entry for entry in timeline.entries})
    if not timeline.entries:
        return [Sentence(words.say("page", "empty"))]
    return [*_whole(page), *_scoped(page), *_stopped(page), *_followed(page)]


def built_from(timeline: Timeline, words: Wording) -> list[Sentence]:
    """How many documents and independent sources, and up to when they were captured."""
    told = []
    if timeline.entries:
        origins = {c.origin for entry in timeline.entries for c in entry.citations if c.standing != "reader"}
        told = [words.say("page", "state", documents=timeline.documents, origins=len(origins))]
    rules = timeline.rules[:12]
    if timeline.as_of is None:
        told.append(words.say("page", "built_undated", captures=timeline.captures, rules=rules))
    else:
        moment = words.moment(in_zone(timeline.as_of, timeline.incident.timezone))
        told.append(words.say("page", "built", moment=moment, captures=timeline.captures, rules=rules))
    return [Sentence(sentence) for sentence in told]


def _sourced(told: str, entry: Entry | None) -> Sentence:
    before, _, end = told.rpartition(_MARK) if _MARK in told else (told, "", "")
    return Sentence(before, entry.citations if entry else (), end, entry.id if entry else None)


def latest_total(timeline: Timeline) -> tuple[Series, Point] | None:
    """The latest total of the whole incident: of sums before people before cases, the last that stands."""
    found = [
        (series, point)
        for series in timeline.series
        for point in series.points
        if series.scope is None and series.role in _LEADS and point.status == "current"
    ]
    if not found:
        return None
    return min(found, key=lambda f: (_LEADS.index(f[0].role), [-ord(c) for c in order_of(f[1].as_of)]))


def _whole(page: _Page) -> Iterator[Sentence]:
    found = latest_total(page.timeline)
    if found is None:
        return
    series, point = found
    yield _total(series, point, page, "")
    later = [p for p in series.points if p.status == "disputed" and order_of(p.as_of) > order_of(point.as_of)]
    if later:
        yield Sentence(page.words.say("page", "later_disputed"))


def _scoped(page: _Page) -> Iterator[Sentence]:
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
        yield _total(
            series, point, page, page.words.say("who", "hit", who=page.words.name(series.scope or ""))
        )


def _total(series: Series, point: Point, page: _Page, scope: str) -> Sentence:
    words, entry = page.words, page.entries.get(point.entry)
    figures = words.join(list(total_figures(series, point, words, entry))) + _basis(series, words)
    moment = words.moment(point.as_of)
    return _sourced(
        words.say("page", "latest", scope=scope, moment=moment, figures=figures, source=_MARK), entry
    )


def _basis(series: Series, words: Wording) -> str:
    return words.say("basis", "bracket", basis=words.say("basis", series.basis)) if series.basis else ""


def total_figures(series: Series, point: Point, words: Wording, entry: Entry | None) -> Iterator[str]:
    """Cases and people, the figure of the series, the banks; what of them is known, in words."""
    cases, people, banks = counts(point, words, entry)
    yield from (count for count in (cases, people) if count)
    yield lead(series, point, words)
    if banks:
        yield banks


def _stopped(page: _Page) -> Iterator[Sentence]:
    """What is suspended now, and what was resumed; one sentence each."""
    for status in ("suspended", "resumed"):
        parts = []
        for aspect in ASPECTS:
            rows = [(row, s) for row in page.timeline.standing if _stands(s := getattr(row, aspect), status)]
            if rows:
                told = page.words.say("aspect", aspect)
                parts.append(page.words.say("page", "aspect_of", aspect=told, names=_names(rows, page)))
        if parts:
            yield Sentence(page.words.say("page", status, parts=page.words.join(parts)))


def _names(rows: Sequence[tuple[StandingRow, State]], page: _Page) -> str:
    """Banks, then the others; of many the first that stopped, and their number."""
    ordered = sorted(rows, key=lambda r: (order_of(r[1].since), r[0].organisation))
    banks = [(row.organisation, row.name_class) for row, _ in ordered if row.name_class == "bank"]
    others = [(row.organisation, row.name_class) for row, _ in ordered if row.name_class != "bank"]
    return page.words.join([page.words.crowd(alike) for alike in (banks, others) if alike])


def _stands(state: State | None, status: str) -> bool:
    return state is not None and state.status == status


def _followed(page: _Page) -> Iterator[Sentence]:
    """The last word on compensation, and the arrests."""
    for kind in ("compensation", "arrest"):
        of_kind = [e for e in page.timeline.entries if e.kind == kind and _is_news(e)]
        if of_kind:
            entry = of_kind[-1]
            moment = page.words.moment(entry.date)
            told = page.words.say("page", f"latest_{kind}", moment=moment, told=entry.text, source=_MARK)
            yield _sourced(told, entry)


def _is_news(entry: Entry) -> bool:
    readers = all(citation.standing == "reader" for citation in entry.citations)
    return entry.status == "current" and entry.certainty in ("stated", "planned") and not readers
