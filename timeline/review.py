"""A person's decisions, applied: hidden and merged before figures are judged, so that series and tables agree.

Lines are found by id, or where the id has changed by what they said (`timeline.traces`). What is in doubt is not
applied, and told. Entries that a person added stand in `timeline.added`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from db.records import Decided, Decision, Entry, Event, Hand, Review
from timeline.entries import told, told_alike
from timeline.events import place_of
from timeline.statements import worth_of
from timeline.traces import Trace, find_line, likeness, trace_of_entry, trace_of_events, trace_of_said
from timeline.wording import Wording


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is left to do when the entries are worded, and what became of every decision."""

    texts: Mapping[str, str]
    marks: Mapping[str, tuple[Hand, ...]]
    lines: Mapping[str, Trace]
    """What the lines said that are worded or marked."""
    outcomes: tuple[Decided, ...]


NOTHING = Decisions({}, {}, {}, ())


def decide(
    events: Sequence[Event], ids: Sequence[str], review: Review, words: Wording, language: str
) -> tuple[list[Event], list[str], Decisions]:
    """The events as a person wants them, with their ids; `language` is that of the incident."""
    if not review.decisions:
        return list(events), list(ids), NOTHING
    return _Deciding(events, ids, words, language).result(review.decisions)


class _Deciding:
    def __init__(self, events: Sequence[Event], ids: Sequence[str], words: Wording, language: str) -> None:
        self.lines: dict[str, list[Event]] = defaultdict(list)
        for event, name in zip(events, ids, strict=True):
            self.lines[name].append(event)
        self.words, self.language = words, language
        self.traces = {name: trace_of_events(alike) for name, alike in self.lines.items()}
        self.texts: dict[str, str] = {}
        self.marks: dict[str, list[Hand]] = defaultdict(list)

    def result(self, decisions: Sequence[Decision]) -> tuple[list[Event], list[str], Decisions]:
        found = [self._find(decision) for decision in decisions]
        # Merged before hidden, dated and worded, whatever the order of the file.
        order = sorted(range(len(found)), key=lambda i: decisions[i].action != "merge")
        for i in order:
            found[i] = self._apply(decisions[i], found[i])
        placed = [(place_of(event), name, event) for name, alike in self.lines.items() for event in alike]
        placed.sort(key=lambda p: p[:2])
        lines = {name: self.traces[name] for name in (*self.texts, *self.marks)}
        marks = {name: tuple(dict.fromkeys(hands)) for name, hands in self.marks.items()}
        done = Decisions(self.texts, marks, lines, tuple(found))
        return [event for _, _, event in placed], [name for _, name, _ in placed], done

    def _find(self, decision: Decision) -> Decided:
        name, near = find_line(decision.entry, trace_of_said(decision.said), self.traces)
        told = Decided(
            action=decision.action,
            entry=decision.entry,
            state="applied",
            why=decision.why,
            line=decision.line,
        )
        if name is None:
            nearest = near[0] if near else None
            return replace(told, state="ambiguous" if near else "unmatched", found=nearest)
        return told if name == decision.entry else replace(told, state="moved", found=name)

    def _apply(self, decision: Decision, found: Decided) -> Decided:
        if found.state in ("unmatched", "ambiguous"):
            return found
        name = found.found or found.entry
        if name not in self.lines:
            # Merged or hidden by another decision.
            return replace(found, state="unmatched", found=None)
        if decision.action == "merge":
            return self._merge(name, decision, found)
        if decision.action == "hide":
            self._hide(name)
        elif decision.action == "pin":
            self._pin(name, decision.date)
        elif text := text_in(decision.texts, self.words.language, self.language):
            self.texts[name] = text
            self.marks[name].append("reworded")
        return found

    def _merge(self, name: str, decision: Decision, found: Decided) -> Decided:
        others = {n: t for n, t in self.traces.items() if n != name and n in self.lines}
        into, near = find_line(decision.into or "", trace_of_said(decision.into_said), others)
        if into is None:
            return replace(found, state="ambiguous" if near else "unmatched", found=near[0] if near else None)
        claims = [cited for event in self.lines.pop(name) for cited in event.claims]
        # What it says stays, whatever else its new sources tell.
        self.texts.setdefault(into, told(self.lines[into], self.words))
        first, *rest = self.lines[into]
        merged = sorted(dict.fromkeys((*first.claims, *claims)), key=worth_of)
        self.lines[into] = [replace(first, claims=tuple(merged)), *rest]
        self.traces[into] = trace_of_events(self.lines[into])
        self.marks[into].append("merged")
        return found

    def _hide(self, name: str) -> None:
        """Take a line out, with those that would be told in the same words in its place."""
        hidden = self.lines.pop(name)
        for other, alike in list(self.lines.items()):
            if told_alike(hidden, alike, self.words):
                del self.lines[other]
        self.texts.pop(name, None)
        self.marks.pop(name, None)

    def _pin(self, name: str, date: str | None) -> None:
        self.marks[name].append("pinned")
        if date is not None:
            self.marks[name].append("dated")
            self.lines[name] = [
                replace(e, date=date, status="current" if e.status == "unresolved" else e.status)
                for e in self.lines[name]
            ]


def text_in(texts: Sequence[tuple[str, str]], language: str, usual: str) -> str | None:
    """The text in a language; without a language a text is in the usual one.

    >>> text_in((("", "訂正"),), "ja", "ja"), text_in((("", "訂正"),), "en", "ja")
    ('訂正', None)
    """
    known = {lang or usual: text for lang, text in texts}
    return known.get(language)


def marked(entries: Sequence[Entry], decisions: Decisions) -> tuple[Entry, ...]:
    """The entries in the words and with the marks of a person."""
    if not decisions.lines:
        return tuple(entries)
    texts: dict[str, str] = {}
    marks: dict[str, tuple[Hand, ...]] = {}
    for name, line in _shown(entries, decisions.lines):
        marks[name] = decisions.marks.get(line, ())
        if line in decisions.texts:
            texts[name] = decisions.texts[line]
    return tuple(
        replace(entry, text=texts.get(entry.id, entry.text), by_hand=marks[entry.id])
        if entry.id in marks
        else entry
        for entry in entries
    )


def _shown(entries: Sequence[Entry], lines: Mapping[str, Trace]) -> Iterator[tuple[str, str]]:
    """The entry in which each line is shown: its own, or the one that was told in the same words."""
    known = {entry.id for entry in entries}
    for name, trace in lines.items():
        if name in known:
            yield name, name
            continue
        scores = {entry.id: likeness(trace, trace_of_entry(entry)) for entry in entries}
        best = max(scores, key=lambda id: (scores[id], id), default=None)
        if best is not None and scores[best]:
            yield best, name
