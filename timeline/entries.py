"""An event in words: one dated line, worded by this program from the structure of the claims.

How it is worded stands in `timeline.wording.lines`. Events that differ only in what was stopped (registration,
charging) are one line.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from db.records import Entry, Event
from timeline.corrections import corrects
from timeline.events import id_of, origins_of
from timeline.moments import day_of
from timeline.telling import NEWS
from timeline.wording import Wording
from timeline.wording.lines import worded
from timeline.wording.quoting import one_line, quoted

_REFERRED_TO = {"damage_figure", "suspension", "resumption"}
"""Kinds that series and the table of banks and services point to by their ids, where they name one or a figure."""


def named(events: Sequence[Event]) -> list[str]:
    """The entry id of each event; events of one line share it. Different lines never do."""
    lines: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        lines[_line_of(event)].append(place)
    ids = [""] * len(events)
    taken: set[str] = set()
    for places in lines.values():
        name = base = id_of(
            replace(events[places[0]], aspect=None), {a for p in places if (a := events[p].aspect)}
        )
        count = 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        for place in places:
            ids[place] = name
    return ids


def _line_of(event: Event) -> tuple[object, ...]:
    figures = frozenset((f.role, f.value, f.unit, f.scope) for f in event.figures)
    names = frozenset(o.name for o in event.organisations)
    reader = all(c.claim.by_reader for c in event.claims)
    return event.kind, event.date, event.as_of, figures, names, event.certainty, event.status, reader


def find_entries(events: Sequence[Event], ids: Sequence[str], words: Wording) -> tuple[Entry, ...]:
    """The lines of the timeline, in the order of their events."""
    lines: dict[str, list[Event]] = defaultdict(list)
    for event, name in zip(events, ids, strict=True):
        lines[name].append(event)
    entries = list(_told_once([_entry(name, alike, words) for name, alike in lines.items()]))
    return tuple(_without_quoted_again(entries, {name: lines[name][0] for name in lines}, words))


def _without_quoted_again(
    entries: Sequence[Entry], events: Mapping[str, Event], words: Wording
) -> Iterator[Entry]:
    """The entries without those that are nothing but a quote of what other lines of that day tell."""
    told: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    bare: set[str] = set()
    for entry in entries:
        event = events[entry.id]
        if entry.kind not in _REFERRED_TO and entry.text == one_line(quoted(event, words)):
            bare.add(entry.id)
            continue
        for c in entry.citations:
            told[day_of(entry.date), c.digest, c.section_index].append((c.start, c.end))
    for entry in entries:
        places = [(told.get((day_of(entry.date), c.digest, c.section_index), ()), c) for c in entry.citations]
        news = any(c.claim.rule in NEWS for c in events[entry.id].claims)
        again = not news and all(any(a < c.end and c.start < b for a, b in spans) for spans, c in places)
        if entry.id not in bare or not again or any(corrects(c.quote) for c in entry.citations):
            yield entry


def _told_once(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Entries of one day that came out in the same words are one; those that tables refer to stand for themselves."""
    first: dict[tuple[str, str], int] = {}
    kept: list[Entry] = []
    for entry in entries:
        place = first.setdefault((day_of(entry.date), entry.text), len(kept))
        if place == len(kept) or _is_referred_to(entry) or _is_referred_to(kept[place]):
            kept.append(entry)
            continue
        citations = tuple(dict.fromkeys((*kept[place].citations, *entry.citations)))
        heard = {c.origin for c in citations if c.standing != "reader"} or {c.origin for c in citations}
        kept[place] = replace(kept[place], citations=citations, independent_sources=len(heard))
    return iter(kept)


def _is_referred_to(line: Entry | Event) -> bool:
    return line.kind in _REFERRED_TO and bool(line.organisations or line.figures)


def told_alike(some: Sequence[Event], others: Sequence[Event], words: Wording) -> bool:
    """Whether two lines come out in the same words on one day, and so are shown as one."""
    if day_of(some[0].date) != day_of(others[0].date) or any(map(_is_referred_to, (some[0], others[0]))):
        return False
    return told(some, words) == told(others, words)


def told(events: Sequence[Event], words: Wording) -> str:
    """The words of one line."""
    return _entry("", events, words).text


def _entry(name: str, events: Sequence[Event], words: Wording) -> Entry:
    event = events[0]
    if len(events) > 1:
        claims = dict.fromkeys(cited for e in events for cited in e.claims)
        event = replace(event, claims=tuple(claims))
    aspects = sorted(
        {e.aspect for e in events if e.aspect}, key=("linking", "charging", "withdrawal", "service").index
    )
    citations = tuple(dict.fromkeys(cited.citation for cited in event.claims))
    return Entry(
        id=name,
        date=event.date,
        kind=event.kind,
        text=worded(event, aspects, words),
        status=event.status,
        independent_sources=len(origins_of(event.claims)),
        citations=citations,
        figures=event.figures,
        organisations=event.organisations,
        aspect=aspects[0] if len(aspects) == 1 else None,
        as_of=event.as_of,
        certainty=event.certainty,
        note=event.note,
    )
