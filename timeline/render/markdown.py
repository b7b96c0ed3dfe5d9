"""The timeline as Markdown (CommonMark with GFM tables and footnotes), in the shape of incident round-ups.

Seven parts: state of affairs, growth of the damage, the timeline, banks and services, disputes, edited notices,
sources. A part with nothing in it is left out.
"""

from collections import defaultdict
from collections.abc import Callable

from db.records import Entry, Point, Series, StandingRow, State, Timeline
from timeline.agreement import MONEY_ROLES
from timeline.moments import day_of, has_time, in_zone, order_of
from timeline.render.footnotes import Footnotes
from timeline.render.markup import link, table, text
from timeline.render.state import counts, lead, state_of_affairs
from timeline.wording import Wording, speak

_MARKED = ("disputed", "corrected", "unresolved")


def render(timeline: Timeline) -> str:
    """The whole page."""
    words = speak(timeline.language)
    notes = Footnotes(words, timeline.incident.timezone)
    parts = [f"# {text(timeline.incident.title)}\n", state_of_affairs(timeline, words, notes)]
    parts += [
        _part(words.say("page", name), body(timeline, words, notes))
        for name, body in _PARTS.items()
        if _has(timeline, name)
    ]
    footnotes = notes.text()
    return "\n".join(part for part in [*parts, footnotes] if part)


def _part(heading: str, body: str) -> str:
    return f"## {heading}\n\n{body}"


def _has(timeline: Timeline, name: str) -> bool:
    held = {"growth": timeline.series, "timeline": timeline.entries}
    return bool(held.get(name, getattr(timeline, name, ())))


def _growth(timeline: Timeline, words: Wording, notes: Footnotes) -> str:
    entries = {entry.id: entry for entry in timeline.entries}
    rows = [
        (
            order_of(point.as_of),
            series.scope or "",
            _growth_row(series, point, entries.get(point.entry), words, notes),
        )
        for series, point in _points_in_order(timeline)
    ]
    return table(words.columns("growth"), [row for _moment, _scope, row in rows])


def _points_in_order(timeline: Timeline) -> list[tuple[Series, Point]]:
    points = [(series, point) for series in timeline.series for point in series.points]
    return sorted(points, key=lambda p: (order_of(p[1].as_of), p[0].scope or "", p[0].role, p[0].basis or ""))


def _growth_row(
    series: Series, point: Point, entry: Entry | None, words: Wording, notes: Footnotes
) -> list[str]:
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
    whole = "a_part" if series.role.endswith("_part") else "whole_incident"
    scope = series.scope or words.say("page", whole)
    basis = words.say("basis", series.basis) if series.basis else ""
    status = words.join([basis, words.say("status", point.status)])
    source = notes.marks(entry.citations) if entry else ""
    cells = [words.moment(point.as_of), scope, cases, money, people, banks, status]
    return [*(text(cell) for cell in cells), source]


def _timeline(timeline: Timeline, words: Wording, notes: Footnotes) -> str:
    rows = []
    before = None
    for entry in timeline.entries:
        day = day_of(entry.date)
        rows.append(
            [_when(entry, words, same=day == before), _what(entry, words), _sources(entry, words, notes)]
        )
        before = day
    return table(words.columns("timeline"), rows)


def _when(entry: Entry, words: Wording, *, same: bool) -> str:
    if same and "/" not in entry.date:
        clock = (
            words.moment(entry.date)[len(words.moment(day_of(entry.date))) :] if has_time(entry.date) else ""
        )
        return text(f"{words.say('page', 'same_day')} {clock}")
    return text(words.moment(entry.date))


def _what(entry: Entry, words: Wording) -> str:
    marks = [words.say("status", entry.status)] if entry.status in _MARKED else []
    note = (entry.note or "").partition(":")[0]
    if note in ("overtaken", "beside"):
        marks.append(words.say("page", f"note_{note}"))
    elif note == "corrected" and entry.status != "corrected":
        marks.append(words.say("page", "note_corrected"))
    told = text(entry.text)
    return f"{told} **{text(words.join(marks))}**" if marks else told


def _sources(entry: Entry, words: Wording, notes: Footnotes) -> str:
    marks = notes.marks(entry.citations)
    if entry.independent_sources > 1:
        return f"{marks} {words.say('page', 'independent', n=entry.independent_sources)}"
    return marks


def _standing(timeline: Timeline, words: Wording, notes: Footnotes) -> str:
    entries = {entry.id: entry for entry in timeline.entries}

    def cell(state: State | None) -> str:
        if state is None:
            return words.say("state", "none")
        status = words.say("state", state.status)
        told = words.say("state", "since", state=status, date=words.moment(state.since))
        entry = entries.get(state.entry)
        return text(told) + (notes.marks(entry.citations[:1]) if entry else "")

    def row(standing: StandingRow) -> list[str]:
        states = (standing.damage, standing.linking, standing.charging, standing.withdrawal, standing.service)
        return [text(standing.organisation), *(cell(state) for state in states)]

    return table(words.columns("standing"), [row(standing) for standing in timeline.standing])


def _disputes(timeline: Timeline, words: Wording, notes: Footnotes) -> str:
    rows = []
    for dispute in timeline.disputes:
        for place, side in enumerate(dispute.sides):
            about = text(dispute.about) if place == 0 else words.say("page", "same_day")
            publishers = list(dict.fromkeys(c.publisher for c in side.citations))
            who = text(words.short_list(publishers))
            value = f"{side.value:,}" if isinstance(side.value, int) else str(side.value)
            rows.append([about, text(value), f"{who} {notes.marks(side.citations)}"])
    return table(words.columns("disputes"), rows)


def _edits(timeline: Timeline, words: Wording, _notes: Footnotes) -> str:
    lines = []
    for edit in timeline.edits:
        before, after = (words.moment(in_zone(at, timeline.incident.timezone)) for at in edit.between)
        template = "edit" if edit.removed and edit.added else "edit_removed" if edit.removed else "edit_added"
        told = words.say(
            "page",
            template,
            publisher=text(edit.publisher),
            page=link(words.say("page", "page_word"), edit.url),
            before=text(before),
            after=text(after),
            removed=text(edit.removed),
            added=text(edit.added),
        )
        lines.append(f"- {told}\n")
    return "".join(lines)


def _list_of_sources(timeline: Timeline, words: Wording, _notes: Footnotes) -> str:
    copies = _copies(timeline)
    rows = []
    for source in timeline.sources:
        last_ok = words.moment(in_zone(source.last_ok, timeline.incident.timezone)) if source.last_ok else ""
        outcome = words.say("outcome", source.last_outcome) if source.last_outcome else ""
        copied = f"{len(copies[source.publisher])}" if copies[source.publisher] else ""
        standing = words.say("standing", source.standing)
        cells = [source.publisher, standing, str(source.documents), copied, last_ok, outcome]
        rows.append([text(cell) for cell in cells])
    return table(words.columns("sources"), rows)


def _copies(timeline: Timeline) -> dict[str, set[str]]:
    """The cited pages of each publisher whose words come from somebody else."""
    copies: dict[str, set[str]] = defaultdict(set)
    for citation in (c for entry in timeline.entries for c in entry.citations):
        if citation.standing != "reader" and citation.origin != citation.publisher:
            copies[citation.publisher].add(citation.url)
    return copies


_PARTS: dict[str, Callable[[Timeline, Wording, Footnotes], str]] = {
    "growth": _growth,
    "timeline": _timeline,
    "standing": _standing,
    "disputes": _disputes,
    "edits": _edits,
    "sources": _list_of_sources,
}
