"""What became known when, as nested lists of Markdown: the newest day first."""

from collections.abc import Iterator, Mapping

from db.records import Edit, Entry, Figure, FigureMove, HistoryDay, Timeline
from timeline.render.markup import link, text
from timeline.wording import Wording

SHOWN = 5
"""The most lines of a kind that one day shows, the latest; more are counted."""


def history(timeline: Timeline, words: Wording) -> str:
    """The days, each with its new lines, figures that moved and edited notices."""
    entries = {entry.id: entry for entry in timeline.entries}
    return "".join(line for day in timeline.history for line in _day(day, entries, words))


def _day(day: HistoryDay, entries: Mapping[str, Entry], words: Wording) -> Iterator[str]:
    pages = words.say("history", "pages", n=day.documents) if day.documents else ""
    yield f"- {text(words.moment(day.day) + pages)}\n"
    lines = [_entry(entries[name], words) for name in reversed(day.entries) if name in entries]
    lines_of = {
        "entries": lines,
        "figures": [text(moved(move, words)) for move in day.figures],
        "edits": [_edit(edit, words) for edit in day.edits],
    }
    for kind, told in lines_of.items():
        if told:
            yield f"    - {text(words.say('history', kind, n=len(told)))}\n"
            yield from (f"        - {line}\n" for line in told[:SHOWN])
            if len(told) > SHOWN:
                yield f"        - {text(words.say('history', 'more', n=len(told) - SHOWN))}\n"


def _entry(entry: Entry, words: Wording) -> str:
    return text(words.say("history", "entry", moment=words.moment(entry.date), told=entry.text))


def _edit(edit: Edit, words: Wording) -> str:
    return f"{text(edit.publisher)} {link(words.say('page', 'page_word'), edit.url)}"


def moved(move: FigureMove, words: Wording) -> str:
    """A figure before and after, in words."""
    name = words.say("about", move.role)
    scope = words.say("who", "of", who=move.scope) if move.scope else ""
    after = words.say("history", "holds", n=_figure(move, move.after, words), moment=words.moment(move.as_of))
    if move.before is None or move.before_as_of is None:
        return words.say("history", "first", scope=scope, name=name, after=after)
    before = words.say(
        "history", "holds", n=_figure(move, move.before, words), moment=words.moment(move.before_as_of)
    )
    return words.say("history", "moved", scope=scope, name=name, before=before, after=after)


def _figure(move: FigureMove, value: int | str, words: Wording) -> str:
    qualifier = move.qualifier if value == move.after else "exact"
    figure = Figure(role=move.role, value=value, unit=move.unit, qualifier=qualifier)
    told = words.figure(figure, plain=True)
    return told + (words.say("basis", "bracket", basis=words.say("basis", move.basis)) if move.basis else "")
