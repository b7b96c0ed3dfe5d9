"""The timeline as Markdown (CommonMark with GFM tables and footnotes), in the shape of incident round-ups.

Its parts: state of affairs, growth of the damage, the timeline, banks and services, disputes, edited notices,
sources, history. A part with nothing in it is left out. What stays the same stays the same line, so that the
difference of two builds shows what is new.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from db.records import Timeline
from timeline.render.footnotes import Footnotes
from timeline.render.history import history
from timeline.render.markup import inline, link, table, text
from timeline.render.rows import (
    GrowthRow,
    LineRow,
    SourceRow,
    aspects_known,
    edit_moments,
    growth_rows,
    line_rows,
    side_rows,
    source_rows,
    state_rows,
)
from timeline.render.state import Sentence, built_from, state_of_affairs
from timeline.wording import Wording, speak

Charts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    timeline: Timeline
    words: Wording
    notes: Footnotes
    charts: Charts


def render(timeline: Timeline, charts: Charts | None = None) -> str:
    """The whole page; `charts` are the drawings to show: file name → what they show."""
    words = speak(timeline.language)
    notes = Footnotes(words, timeline.incident.timezone)
    page = _Page(timeline, words, notes, charts or {})
    parts = [
        f"# {text(timeline.incident.title)}\n",
        _paragraph(state_of_affairs(timeline, words), words, notes),
        _paragraph(built_from(timeline, words), words, notes),
    ]
    parts += [
        f"## {words.say('page', name)}\n\n{made}" for name, body in _PARTS.items() if (made := body(page))
    ]
    return "\n".join(part for part in [*parts, notes.text()] if part)


def _paragraph(sentences: Sequence[Sentence], words: Wording, notes: Footnotes) -> str:
    """Sentences in a row; the first begins a line, so that no list or heading may come of its words."""
    told = [
        f"{(inline if place else text)(s.text)}{notes.marks(s.citations)}{inline(s.end)}"
        for place, s in enumerate(sentences)
    ]
    return words.say("list", "sentences").join(told) + "\n" if told else ""


def _growth(page: _Page) -> str:
    timeline, words, notes = page.timeline, page.words, page.notes
    whole = growth_rows(timeline, words, whole=True)
    scoped = growth_rows(timeline, words, whole=False)
    drawings = [f"![{inline(shown)}]({file})\n" for file, shown in page.charts.items()]
    parts = [*drawings, _growth_table(whole, words, notes)]
    if scoped:
        parts += [f"### {words.say('page', 'growth_scoped')}\n"] if whole else []
        parts.append(_growth_table(scoped, words, notes))
    return "\n".join(part for part in parts if part)


def _growth_table(rows: Sequence[GrowthRow], words: Wording, notes: Footnotes) -> str:
    """The columns that hold anything."""
    cells = [[r.moment, r.scope, r.cases, r.money, r.people, r.banks, r.status] for r in rows]
    kept = [i for i in range(7) if any(line[i] for line in cells)]
    heads = words.columns("growth")
    sources = [notes.marks(row.entry.citations) if row.entry else "" for row in rows]
    lines = [[*(inline(line[i]) for i in kept), source] for line, source in zip(cells, sources, strict=True)]
    return table([*(heads[i] for i in kept), heads[-1]], lines) if rows else ""


def _timeline(page: _Page) -> str:
    timeline, words, notes = page.timeline, page.words, page.notes
    rows = [
        [_when(row, words), _what(row), _sources(row, words, notes)] for row in line_rows(timeline, words)
    ]
    return table(words.columns("timeline"), rows) if rows else ""


def _when(row: LineRow, words: Wording) -> str:
    if row.same_day:
        return inline(f"{words.say('page', 'same_day')} {row.clock}")
    return inline(words.moment(row.entry.date))


def _what(row: LineRow) -> str:
    told = inline(row.entry.text)
    return f"{told} **{inline(row.marks)}**" if row.marks else told


def _sources(row: LineRow, words: Wording, notes: Footnotes) -> str:
    marks = notes.marks(row.entry.citations)
    if row.entry.independent_sources > 1:
        return f"{marks} {words.say('page', 'independent', n=row.entry.independent_sources)}"
    return marks


def _standing(page: _Page) -> str:
    timeline, words, notes = page.timeline, page.words, page.notes
    heads = dict(zip(("name", "damage", "linking", "charging", "withdrawal", "service"),
                     words.columns("standing"), strict=True))  # fmt: skip
    columns = [heads["name"], *(heads[column] for column in aspects_known(timeline))]
    rows = [
        [
            inline(row.organisation),
            *(
                inline(cell.told) + (notes.marks(cell.entry.citations[:1]) if cell.entry else "")
                for cell in row.cells
            ),
        ]
        for row in state_rows(timeline, words)
    ]
    return table(columns, rows) if rows else ""


def _disputes(page: _Page) -> str:
    timeline, words, notes = page.timeline, page.words, page.notes
    again = words.say("page", "same_day")
    rows = [
        [inline(row.about or again), inline(row.value), f"{inline(row.who)} {notes.marks(row.citations)}"]
        for row in side_rows(timeline, words)
    ]
    return table(words.columns("disputes"), rows) if rows else ""


def _edits(page: _Page) -> str:
    """A list: the page and between which captures, then what only the earlier and only the later one says."""
    timeline, words = page.timeline, page.words
    lines = []
    for edit in timeline.edits:
        before, after = edit_moments(edit, timeline, words)
        between = words.say("page", "between", before=before, after=after)
        shown = link(words.say("page", "page_word"), edit.url)
        lines.append(f"- {text(edit.publisher)} {shown}: {inline(between)}\n")
        if edit.alternations:
            lines.append(f"    - {words.say('page', 'alternates', times=str(edit.alternations))}\n")
        for name, told in (("edit_removed", edit.removed), ("edit_added", edit.added)):
            if told:
                lines.append(f"    - {words.say('page', name, quote=inline(told))}\n")
    return "".join(lines)


def _list_of_sources(page: _Page) -> str:
    timeline, words = page.timeline, page.words
    rows = [
        [inline(c) for c in (r.source.publisher, r.standing, r.documents, r.copies, _fetching(r, words))]
        for r in source_rows(timeline, words)
    ]
    return table(words.columns("sources"), rows) if rows else ""


def _fetching(row: SourceRow, words: Wording) -> str:
    """How a source did; of one that answers no time, which would be another one at every build."""
    if row.source.last_outcome in ("ok", "unchanged"):
        return words.say("page", "answers")
    if not row.outcome:
        return ""
    return words.say(
        "page", "last_visit", outcome=row.outcome, moment=row.last_ok or words.say("state", "none")
    )


_PARTS: dict[str, Callable[[_Page], str]] = {
    "growth": _growth,
    "timeline": _timeline,
    "standing": _standing,
    "disputes": _disputes,
    "edits": _edits,
    "sources": _list_of_sources,
    "history": lambda page: history(page.timeline, page.words),
}
