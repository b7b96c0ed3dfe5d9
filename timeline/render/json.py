"""The timeline as JSON, for programs: the form that `timeline.json` is documented in."""

import json
from collections.abc import Iterable, Iterator, Sequence

from db.records import (
    Citation,
    Decided,
    Dispute,
    Edit,
    Entry,
    FigureMove,
    HistoryDay,
    Series,
    SourceHealth,
    StandingRow,
    State,
    Timeline,
)
from timeline.render.fact_objects import Json, figure_object, organisation_object


def render(timeline: Timeline) -> str:
    """The whole timeline, indented, ending in a newline."""
    return "".join(parts(timeline))


def parts(timeline: Timeline) -> Iterator[str]:
    """The same in parts, an entry at a time: ten thousand documents make fifty megabytes."""
    incident = timeline.incident
    head: Json = {
        "incident": {"slug": incident.slug, "title": incident.title, "language": timeline.language},
        "built_from": {
            "documents": timeline.documents,
            "captures": timeline.captures,
            "rules": timeline.rules,
        },
    }
    yield _indented(head, 0).removesuffix("\n}")
    yield from _list("entries", map(entry_object, timeline.entries))
    yield from _list("series", map(_series, timeline.series))
    yield from _list("standing", map(_standing, timeline.standing))
    yield from _list("disputes", map(_dispute, timeline.disputes))
    yield from _list("edits", map(edit_object, timeline.edits))
    yield from _list("sources", map(_source, timeline.sources))
    yield from _list("history", map(_day, timeline.history))
    if timeline.decided:
        yield from _list("review", map(decided_object, timeline.decided))
    yield "\n}\n"


def _list(name: str, items: Iterable[Json]) -> Iterator[str]:
    """A further member of the document, item by item."""
    yield f',\n "{name}": ['
    first = True
    for item in items:
        yield ("\n  " if first else ",\n  ") + _indented(item, 2)
        first = False
    yield "]" if first else "\n ]"


def _dispute(dispute: Dispute) -> Json:
    sides = [{"value": side.value, "citations": _citations(side.citations)} for side in dispute.sides]
    return {"about": dispute.about, "sides": sides}


def _indented(value: Json, depth: int) -> str:
    """JSON whose lines after the first stand that deep."""
    return as_text(value).removesuffix("\n").replace("\n", "\n" + " " * depth)


def as_text(document: Json) -> str:
    """JSON with Japanese left readable, which may also stand in a `<script>`: no tag can be in it."""
    text = json.dumps(document, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def entry_object(entry: Entry) -> Json:
    """One line; what a person did to it only where somebody did."""
    found: Json = {
        "id": entry.id,
        "date": entry.date,
        "kind": entry.kind,
        "text": entry.text,
        "figures": [figure_object(figure) for figure in entry.figures],
        "organisations": [organisation_object(organisation) for organisation in entry.organisations],
        "status": entry.status,
        "independent_sources": entry.independent_sources,
        "citations": _citations(entry.citations),
        "aspect": entry.aspect,
        "as_of": entry.as_of,
        "certainty": entry.certainty,
        "note": entry.note,
    }
    return found | ({"by_hand": list(entry.by_hand)} if entry.by_hand else {})


def _citations(citations: Sequence[Citation]) -> list[Json]:
    return [
        {
            "url": c.url,
            "publisher": c.publisher,
            "title": c.title,
            "published": c.published,
            "section": c.section,
            "quote": c.quote,
            "start": c.start,
            "end": c.end,
            "digest": c.digest or None,
        }
        for c in citations
    ]


def _series(series: Series) -> Json:
    return {
        "role": series.role,
        "unit": series.unit,
        "scope": series.scope,
        "basis": series.basis,
        "points": [
            {
                "as_of": p.as_of,
                "value": p.value,
                "cases": p.cases,
                "people": p.people,
                "banks": p.banks,
                "entry": p.entry,
                "status": p.status,
            }
            for p in series.points
        ],
    }


def _standing(row: StandingRow) -> Json:
    states = {
        "damage": row.damage,
        "linking": row.linking,
        "charging": row.charging,
        "withdrawal": row.withdrawal,
        "service": row.service,
    }
    found: Json = {"organisation": row.organisation, "class": row.name_class}
    return found | {name: _state(state) for name, state in states.items() if state is not None}


def _state(state: State) -> Json:
    return {"status": state.status, "since": state.since, "entry": state.entry}


def edit_object(edit: Edit) -> Json:
    """One edit of a watched page; `alternations` only where the page has two faces."""
    told: Json = {
        "url": edit.url,
        "between": list(edit.between),
        "removed": edit.removed,
        "added": edit.added,
    }
    return told | ({"alternations": edit.alternations} if edit.alternations else {})


def _source(source: SourceHealth) -> Json:
    return {
        "publisher": source.publisher,
        "kind": source.standing,
        "documents": source.documents,
        "last_ok": source.last_ok,
        "last_outcome": source.last_outcome,
    }


def _day(day: HistoryDay) -> Json:
    return {
        "day": day.day,
        "documents": day.documents,
        "entries": list(day.entries),
        "figures": [move_object(move) for move in day.figures],
        "edits": [{"url": edit.url, "between": list(edit.between)} for edit in day.edits],
    }


def move_object(move: FigureMove) -> Json:
    """The latest figure of a series, before and after."""
    return {
        "role": move.role,
        "unit": move.unit,
        "scope": move.scope,
        "basis": move.basis,
        "before": move.before,
        "before_as_of": move.before_as_of,
        "after": move.after,
        "as_of": move.as_of,
        "entry": move.entry,
    }


def decided_object(decided: Decided) -> Json:
    """What became of one decision."""
    return {
        "action": decided.action,
        "entry": decided.entry,
        "state": decided.state,
        "found": decided.found,
        "why": decided.why,
    }
