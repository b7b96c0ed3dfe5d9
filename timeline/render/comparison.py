"""What is new, as plain text for people and as an object for programs."""

from collections.abc import Callable, Iterable, Iterator

from db.records import Citation, Comparison, Edit, Entry, EntryChange, FigureMove, Silence, Timeline
from timeline.moments import in_zone
from timeline.render.fact_objects import Json
from timeline.render.history import moved
from timeline.render.json import edit_object, entry_object, move_object
from timeline.wording import Wording, speak


def render(changes: Comparison, timeline: Timeline) -> str:
    """The changes in the language of the timeline, a paragraph each kind; nothing of a page is made harmless here."""
    page = _Page(timeline, speak(timeline.language))
    parts = [_head(changes, page)]
    for name, tell in _PARTS.items():
        items = getattr(changes, name)
        if items:
            heading = page.words.say("comparison", name, n=len(items))
            parts.append("\n".join([heading, *(f"  {line}" for item in items for line in tell(item, page))]))
    if len(parts) == 1:
        parts.append(page.words.say("comparison", "nothing"))
    return "\n\n".join(parts) + "\n"


class _Page:
    def __init__(self, timeline: Timeline, words: Wording) -> None:
        self.timeline, self.words = timeline, words

    def moment(self, moment: str) -> str:
        """A moment in the time zone of the incident, in words."""
        return self.words.moment(in_zone(moment, self.timeline.incident.timezone))


def _head(changes: Comparison, page: _Page) -> str:
    words = page.words
    kind, _, build = changes.since.partition(":")
    since = (
        words.say("comparison", "since_build", build=build) if kind == "build" else page.moment(changes.since)
    )
    lines = [words.say("comparison", "head", title=page.timeline.incident.title, since=since)]
    if changes.until is not None:
        counts = {"documents": changes.documents, "captures": changes.captures}
        lines.append(words.say("comparison", "until", moment=page.moment(changes.until), **counts))
    return "\n".join(lines)


def _entry(entry: Entry, page: _Page) -> Iterator[str]:
    yield _line(entry, page.words)
    yield f"    {_source(entry.citations)} [{entry.id}]"


def _source(citations: Iterable[Citation]) -> str:
    first = next(iter(citations), None)
    return f"{first.publisher} {first.url}" if first else ""


def _change(change: EntryChange, page: _Page) -> Iterator[str]:
    words, before, entry = page.words, change.before, change.entry
    yield from _entry(entry, page)
    if {"date", "figures", "text"} & set(change.what):
        told = words.say("history", "entry", moment=words.moment(before.date), told=before.text)
        yield "    " + words.say("comparison", "before", told=told)
    if "status" in change.what:
        old, new = (words.say("status", one.status) for one in (before, entry))
        yield "    " + words.say("comparison", "status", before=old, after=new)
    if "sources" in change.what:
        numbers = {"before": before.independent_sources, "after": entry.independent_sources}
        yield "    " + words.say("comparison", "sources", **numbers)


def _move(move: FigureMove, page: _Page) -> Iterator[str]:
    yield moved(move, page.words)


def _edit(edit: Edit, page: _Page) -> Iterator[str]:
    before, after = map(page.moment, edit.between)
    yield page.words.say(
        "comparison", "edit", publisher=edit.publisher, url=edit.url, before=before, after=after
    )
    yield from (f"    {sign} {text}" for sign, text in (("-", edit.removed), ("+", edit.added)) if text)


def _silence(silence: Silence, page: _Page) -> Iterator[str]:
    outcome = page.words.say("outcome", silence.last_outcome or "error")
    if silence.last_ok is None:
        yield page.words.say("comparison", "never", publisher=silence.publisher, outcome=outcome)
    else:
        moment = page.moment(silence.last_ok)
        yield page.words.say(
            "comparison", "silence", publisher=silence.publisher, moment=moment, outcome=outcome
        )


_PARTS: dict[str, Callable[..., Iterator[str]]] = {
    "figures": _move,
    "new": _entry,
    "changed": _change,
    "superseded": _change,
    "gone": _entry,
    "edits": _edit,
    "silent": _silence,
}
"""The parts of `Comparison` in the order in which they are told."""


_NO_NEWS = frozenset({"sources", "text"})
"""Another source that tells the same, or other words for it, is no news."""


def in_short(changes: Comparison, timeline: Timeline) -> dict[str, list[str]]:
    """A line for each change: figures, new, changed, gone, edits; for a message."""
    page = _Page(timeline, speak(timeline.language))
    words = page.words
    changed = [c for c in (*changes.changed, *changes.superseded) if not _NO_NEWS.issuperset(c.what)]
    return {
        "figures": [moved(move, words) for move in changes.figures],
        "new": [_line(entry, words) for entry in changes.new],
        "changed": [_line(c.entry, words, words.say("status", c.entry.status)) for c in changed],
        "gone": [_line(entry, words) for entry in changes.gone],
        "edits": [next(_edit(edit, page)) for edit in changes.edits],
    }


def _line(entry: Entry, words: Wording, more: str = "") -> str:
    told = words.say("history", "entry", moment=words.moment(entry.date), told=entry.text)
    return words.beside(told, more)


def comparison_object(changes: Comparison, slug: str) -> Json:
    """The same for programs; lines, figures and edits as in timeline.json."""
    return {
        "slug": slug,
        "since": changes.since,
        "until": changes.until,
        "documents": changes.documents,
        "captures": changes.captures,
        "new": [entry_object(entry) for entry in changes.new],
        "changed": [_change_object(change) for change in changes.changed],
        "superseded": [_change_object(change) for change in changes.superseded],
        "gone": [entry_object(entry) for entry in changes.gone],
        "figures": [move_object(move) for move in changes.figures],
        "edits": [edit_object(edit) for edit in changes.edits],
        "silent": [
            {"publisher": s.publisher, "last_ok": s.last_ok, "last_outcome": s.last_outcome}
            for s in changes.silent
        ],
    }


def _change_object(change: EntryChange) -> Json:
    return {
        "what": list(change.what),
        "before": entry_object(change.before),
        "after": entry_object(change.entry),
    }
