"""What is new between two accounts of one incident: lines, figures, edited notices, sources that gave nothing more.

Both accounts are built by the same rules from what was known before and after; how they are told stands in
`timeline.render.comparison`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from db.records import (
    Comparison,
    Difference,
    Edit,
    Entry,
    EntryChange,
    FigureMove,
    Point,
    Series,
    Silence,
    Timeline,
)
from timeline.history import move_of, newest_of, stands
from timeline.traces import Trace, likeness, trace_of_entry

_SETTLED = ("superseded", "corrected")


def compare(before: Timeline, after: Timeline, since: str) -> Comparison:
    """What changed from `before`, the account as it was known at `since`, to `after`."""
    pairs = dict(_pairs(before.entries, after.entries))
    old = {entry.id: entry for entry in before.entries}
    changed = [
        EntryChange(entry=entry, before=old[pairs[entry.id]], what=what)
        for entry in after.entries
        if entry.id in pairs and (what := tuple(_differences(old[pairs[entry.id]], entry)))
    ]
    known = {_edit_key(edit) for edit in before.edits}
    return Comparison(
        since=since,
        until=after.as_of,
        documents=after.documents - before.documents,
        captures=after.captures - before.captures,
        new=tuple(entry for entry in after.entries if entry.id not in pairs),
        changed=tuple(c for c in changed if not _is_settled(c)),
        superseded=tuple(c for c in changed if _is_settled(c)),
        gone=tuple(e for e in before.entries if e.id not in set(pairs.values())),
        figures=tuple(_moved(before.series, after.series)),
        edits=tuple(edit for edit in after.edits if _edit_key(edit) not in known),
        silent=tuple(_silent(before, after)),
    )


def _pairs(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Each entry that was there before, by its id now and then: the same id first, then the likest of the others."""
    then, now = {e.id for e in before}, {e.id for e in after}
    yield from ((name, name) for name in sorted(then & now))
    lost = {e.id: trace_of_entry(e) for e in before if e.id not in now}
    fresh = {e.id: trace_of_entry(e) for e in after if e.id not in then}
    scores = sorted((-likeness(lost[was], fresh[is_]), was, is_) for was, is_ in _candidates(lost, fresh))
    used: set[str] = set()
    for score, was, is_ in scores:
        if score and was not in used and is_ not in used:
            used |= {was, is_}
            yield is_, was


def _candidates(lost: Mapping[str, Trace], fresh: Mapping[str, Trace]) -> set[tuple[str, str]]:
    """Lines that may be the same: on common words, or of one kind and day."""
    places: dict[object, list[str]] = defaultdict(list)
    for name, trace in fresh.items():
        for key in (*trace.words, (trace.kind, trace.date)):
            places[key].append(name)
    return {
        (was, is_)
        for was, trace in lost.items()
        for key in (*trace.words, (trace.kind, trace.date))
        for is_ in places.get(key, ())
    }


def _differences(before: Entry, after: Entry) -> Iterator[Difference]:
    """What differs; the words only where nothing else tells it."""
    if before.date != after.date:
        yield "date"
    if _values(before) != _values(after):
        yield "figures"
    if before.status != after.status:
        yield "status"
    if before.independent_sources < after.independent_sources:
        yield "sources"
    if before.text != after.text and _values(before) == _values(after) and before.date == after.date:
        yield "text"


def _values(entry: Entry) -> frozenset[tuple[object, ...]]:
    return frozenset((f.role, f.value, f.unit, f.qualifier, f.scope) for f in entry.figures)


def _is_settled(change: EntryChange) -> bool:
    return "status" in change.what and change.entry.status in _SETTLED


def _moved(before: Sequence[Series], after: Sequence[Series]) -> Iterator[FigureMove]:
    """The latest figure of each series, where it is another one now."""
    old = {_series_key(series): newest for series in before if (newest := _newest(series))}
    for series in after:
        newest, was = _newest(series), old.get(_series_key(series))
        if newest is not None and (was is None or was.value != newest.value):
            yield move_of(series, was, newest)


def _series_key(series: Series) -> tuple[object, ...]:
    return series.role, series.unit, series.scope, series.basis


def _newest(series: Series) -> Point | None:
    return newest_of([point for point in series.points if stands(point)])


def _edit_key(edit: Edit) -> tuple[object, ...]:
    return edit.url, edit.removed, edit.added, edit.between[1]


def _silent(before: Timeline, after: Timeline) -> Iterator[Silence]:
    """Publishers that were asked again, and gave no good answer."""
    old = {source.publisher: source for source in before.sources}
    for source in after.sources:
        was = old.get(source.publisher)
        asked, good = (was.last_asked, was.last_ok) if was else (None, None)
        if source.last_asked != asked and source.last_ok == good:
            yield Silence(
                publisher=source.publisher,
                standing=source.standing,
                last_ok=source.last_ok,
                last_outcome=source.last_outcome,
            )
