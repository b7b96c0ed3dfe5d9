"""What the templates show: the rows of every part with the anchors that lead from a figure to its proof."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from db.records import Citation, Edit, Entry, Timeline
from timeline.moments import in_zone
from timeline.render import chart
from timeline.render.history import DayRow, history_rows
from timeline.render.html.filters import Filters, filters_of, names_of, sources_of
from timeline.render.rows import (
    CITED,
    GrowthRow,
    LineRow,
    SideRow,
    SourceRow,
    StateRow,
    aspects_known,
    chosen,
    edit_moments,
    growth_rows,
    line_rows,
    side_rows,
    source_rows,
    state_rows,
)
from timeline.render.state import Sentence, built_from, latest_total, state_of_affairs, total_figures
from timeline.wording import Wording, speak

BRIEF = 500
"""With more quotes than these a page would be heavy if each came with title, address and capture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A captured page that something is cited from."""

    anchor: str
    citation: Citation
    published: str
    captured: str
    archive: str
    """The digest that the archive is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the timeline with what it is chosen by and what it opens to."""

    row: LineRow
    anchor: str
    css: str
    cited: tuple[Citation, ...]
    more: tuple[Document, ...]
    """Further captures that say it, beyond those that are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """An edit with its moments in words."""

    edit: Edit
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The latest total, large."""

    figures: list[str]
    moment: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the templates need."""

    timeline: Timeline
    words: Wording
    filters: Filters
    headline: Headline | None
    state: list[Sentence]
    built: str
    charts: list[Markup]
    growth: list[tuple[str, list[GrowthRow], dict[str, str]]]
    """Heading, rows, and the columns that hold anything: field → heading."""
    lines: list[Line]
    standing_columns: list[str]
    standing: list[StateRow]
    disputes: list[list[SideRow]]
    edits: list[EditView]
    sources: list[tuple[SourceRow, list[Document]]]
    history: list[DayRow]
    documents: dict[str, Document]
    entries_at: str | None
    """Where each entry has a page of its own, by its id."""
    brief: bool
    """Whether a quote names only its publisher and leads to the rest, which the list of sources has once."""

    def document(self, citation: Citation) -> Document:
        """The captured page that some words stand in."""
        return self.documents[_page_of(citation)]

    def publishers(self, entry: Entry) -> str:
        """Who says it, in few words."""
        names = dict.fromkeys(citation.publisher for citation in chosen(entry.citations))
        return self.words.crowd([(name, "other") for name in names])

    def anchor(self, entry: str | None) -> str | None:
        """Where the proof of an entry stands on the page."""
        return f"e-{entry}" if entry else None


def page_of(timeline: Timeline, entries_at: str | None = None) -> Page:
    """The rows of a timeline, worded in its language."""
    words = speak(timeline.language)
    filters = filters_of(timeline.entries)
    known = filters.classes()
    documents = _documents(timeline, words)
    links = {entry.id: f"#e-{entry.id}" for entry in timeline.entries}
    by_publisher: dict[str, list[Document]] = defaultdict(list)
    for document in documents.values():
        by_publisher[document.citation.publisher].append(document)
    return Page(
        timeline=timeline,
        words=words,
        filters=filters,
        headline=_headline(timeline, words),
        state=state_of_affairs(timeline, words),
        built=words.say("list", "sentences").join(s.text for s in built_from(timeline, words)),
        charts=[Markup(chart.draw(c, timeline, links)) for c in chart.charts_of(timeline)],  # noqa: S704 - escaped there
        growth=list(_growth(timeline, words)),
        lines=[_line(row, known, documents) for row in line_rows(timeline, words)],
        standing_columns=[words.say("standing_column", c) for c in aspects_known(timeline)],
        standing=list(state_rows(timeline, words)),
        disputes=_sides_together(side_rows(timeline, words)),
        edits=[_edit(edit, timeline, words) for edit in timeline.edits],
        sources=[(row, by_publisher[row.source.publisher]) for row in source_rows(timeline, words)],
        history=list(history_rows(timeline, words)),
        documents=documents,
        entries_at=entries_at,
        brief=sum(len(chosen(entry.citations)) for entry in timeline.entries) > BRIEF,
    )


def _documents(timeline: Timeline, words: Wording) -> dict[str, Document]:
    """Every capture that is cited, numbered in the order of publication."""
    citations = [c for entry in timeline.entries for c in entry.citations]
    citations += [c for dispute in timeline.disputes for side in dispute.sides for c in side.citations]
    zone = timeline.incident.timezone
    first: dict[str, Citation] = {}
    for citation in citations:
        first.setdefault(_page_of(citation), citation)
    ordered = sorted(
        first.items(), key=lambda i: (in_zone(i[1].published or i[1].captured_at, zone), i[1].url, i[0])
    )
    return {
        key: Document(
            anchor=f"d{place}",
            citation=c,
            published=words.moment(c.published) if c.published else "",
            captured=words.moment(in_zone(c.captured_at, zone)),
            archive=c.digest,
        )
        for place, (key, c) in enumerate(ordered, 1)
    }


def _page_of(citation: Citation) -> str:
    """The capture that a citation stands in; its address where nothing was captured."""
    return citation.digest or citation.url


def _headline(timeline: Timeline, words: Wording) -> Headline | None:
    found = latest_total(timeline)
    if found is None:
        return None
    series, point = found
    entry = next((e for e in timeline.entries if e.id == point.entry), None)
    return Headline(
        figures=list(total_figures(series, point, words, entry)),
        moment=words.moment(point.as_of),
        entry=point.entry,
    )


def _growth(timeline: Timeline, words: Wording) -> Iterable[tuple[str, list[GrowthRow], dict[str, str]]]:
    fields = ("moment", "scope", "cases", "money", "people", "banks", "status")
    heads = dict(zip(fields, words.columns("growth"), strict=False))
    for whole in (True, False):
        rows = growth_rows(timeline, words, whole=whole)
        kept = {f: h for f, h in heads.items() if any(getattr(row, f) for row in rows)}
        if rows:
            yield words.say("page", "growth_whole" if whole else "growth_scoped"), rows, kept


def _line(row: LineRow, known: dict[str, dict[str, str]], documents: dict[str, Document]) -> Line:
    entry = row.entry
    cited = chosen(entry.citations)
    quoted = {_page_of(citation) for citation in cited}
    more = {key: documents[key] for c in entry.citations if (key := _page_of(c)) not in quoted}
    return Line(
        row=row,
        anchor=f"e-{entry.id}",
        css=" ".join(_classes(entry, row, known)),
        cited=tuple(cited[:CITED]),
        more=tuple(more.values()),
    )


def _classes(entry: Entry, row: LineRow, known: dict[str, dict[str, str]]) -> Iterable[str]:
    yield known["kind"][entry.kind]
    yield from (known["name"][name] for name in sorted(names_of(entry)))
    yield from (known["source"][source] for source in sorted(sources_of(entry)))
    if row.same_day:
        yield "same"
    if row.marks:
        yield "marked"


def _sides_together(rows: Iterable[SideRow]) -> list[list[SideRow]]:
    """The sides of each dispute together."""
    together: list[list[SideRow]] = []
    for row in rows:
        if row.about or not together:
            together.append([])
        together[-1].append(row)
    return together


def _edit(edit: Edit, timeline: Timeline, words: Wording) -> EditView:
    before, after = edit_moments(edit, timeline, words)
    return EditView(edit=edit, before=before, after=after)
