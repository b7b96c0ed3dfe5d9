"""What became known when, in words: the newest day first; and the same as nested lists of Markdown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.records import Entry, Figure, FigureMove, HistoryDay, Timeline
from timeline.render.markup import link, text
from timeline.wording import Wording

SHOWN = 5
"""The most lines of a kind that one day shows, the latest; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a day brought."""

    told: str
    entry: str | None = None
    """Id of the line that it leads to."""
    url: str | None = None
    """Address of the page that was edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a day brought of one kind."""

    heading: str
    items: list[Item]
    more: str
    """How many are not shown, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day of captures."""

    day: str
    groups: list[Group]


def history_rows(timeline: Timeline, words: Wording) -> Iterator[DayRow]:
    """The days, each with its new lines, figures that moved and edited notices."""
    entries = {entry.id: entry for entry in timeline.entries}
    for day in timeline.history:
        pages = words.say("history", "pages", n=day.documents) if day.documents else ""
        yield DayRow(day=words.moment(day.day) + pages, groups=list(_groups(day, entries, words)))


def _groups(day: HistoryDay, entries: Mapping[str, Entry], words: Wording) -> Iterator[Group]:
    # A first build has nothing to be compared with: the lines of that day are the timeline itself.
    new = day.entries if len(day.entries) < len(entries) else ()
    lines = [entries[name] for name in reversed(new) if name in entries]
    items = {
        "entries": [Item(told=_line(entry, words), entry=entry.id) for entry in lines],
        "figures": [Item(told=moved(move, words), entry=move.entry) for move in day.figures],
        "edits": [Item(told=edit.publisher, url=edit.url) for edit in day.edits],
    }
    for kind, found in items.items():
        if found:
            rest = len(found) - SHOWN
            more = words.say("history", "more", n=rest) if rest > 0 else ""
            heading = words.say("history", kind, n=len(found))
            yield Group(heading=heading, items=found[:SHOWN], more=more)


def _line(entry: Entry, words: Wording) -> str:
    return words.say("history", "entry", moment=words.moment(entry.date), told=entry.text)


def history(timeline: Timeline, words: Wording) -> str:
    """The days as nested lists."""
    lines = []
    for row in history_rows(timeline, words):
        lines.append(f"- {text(row.day)}\n")
        for group in row.groups:
            lines.append(f"    - {text(group.heading)}\n")
            lines += [f"        - {_item(item, words)}\n" for item in group.items]
            lines += [f"        - {text(group.more)}\n"] if group.more else []
    return "".join(lines)


def _item(item: Item, words: Wording) -> str:
    page = f" {link(words.say('page', 'page_word'), item.url)}" if item.url else ""
    return f"{text(item.told)}{page}"


def moved(move: FigureMove, words: Wording) -> str:
    """A figure before and after, in words."""
    name = words.say("about", move.role)
    scope = words.say("who", "of", who=words.name(move.scope)) if move.scope else ""
    after = _held(move, move.after, move.as_of, words)
    if move.before is None or move.before_as_of is None:
        return words.say("history", "first", scope=scope, name=name, after=after)
    before = _held(move, move.before, move.before_as_of, words)
    return words.say("history", "moved", scope=scope, name=name, before=before, after=after)


def _held(move: FigureMove, value: int | str, as_of: str, words: Wording) -> str:
    """A figure with its basis and the moment it holds for in one pair of brackets."""
    moment = words.say("date", "as_of", moment=words.moment(as_of))
    basis = words.say("basis", move.basis) if move.basis else ""
    return words.beside(_figure(move, value, words), words.join([basis, moment]))


def _figure(move: FigureMove, value: int | str, words: Wording) -> str:
    qualifier = move.qualifier if value == move.after else "exact"
    figure = Figure(role=move.role, value=value, unit=move.unit, qualifier=qualifier)
    return words.figure(figure, plain=True)
