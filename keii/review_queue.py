"""Which lines wait for a person: in dispute, without a date, or new; and those that a decision may be about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.records import Entry, Review, Timeline
from keii.errors import KeiiError
from timeline.moments import order_of

Reason = Literal["disputed", "unresolved", "new"]
REASONS: tuple[Reason, ...] = ("disputed", "unresolved", "new")
NEIGHBOURS = 9
"""The most lines that are offered to merge with."""


class NoSuchEntry(KeiiError):
    """The timeline has no entry of that id."""

    def __init__(self, slug: str, entry: str) -> None:
        self.slug, self.entry = slug, entry
        super().__init__(f"{slug}: no line has the id {entry}; keii show {slug} --json has them all")


@dataclass(frozen=True, slots=True)
class Item:
    """A line that waits, and why."""

    entry: Entry
    reason: Reason


def waiting(timeline: Timeline, review: Review, only: Sequence[str] = ()) -> list[Item]:
    """The lines that nobody decided about, those in dispute first, then those without a date, then the others.

    One that was kept comes again when it has got into dispute or lost its date since.
    """
    decided = {d.found or d.entry for d in timeline.decided if d.state in ("applied", "moved")}
    kept = dict(review.kept)
    items = [
        Item(entry, reason)
        for entry in timeline.entries
        if entry.id not in decided and not entry.by_hand
        for reason in [_reason(entry)]
        if entry.id not in kept or (reason != "new" and kept[entry.id] != entry.status)
    ]
    return sorted((i for i in items if not only or i.reason in only), key=lambda i: REASONS.index(i.reason))


def _reason(entry: Entry) -> Reason:
    if entry.status == "disputed":
        return "disputed"
    return "unresolved" if entry.status == "unresolved" else "new"


def entry_of(timeline: Timeline, entry: str) -> Entry:
    """The line of an id; raises NoSuchEntry."""
    found = next((e for e in timeline.entries if e.id == entry), None)
    if found is None:
        raise NoSuchEntry(timeline.incident.slug, entry)
    return found


def neighbours(timeline: Timeline, entry: Entry) -> list[Entry]:
    """The lines that one is most likely to be merged with: of its kind first, then the nearest in time."""
    places = {e.id: place for place, e in enumerate(sorted(timeline.entries, key=lambda e: order_of(e.date)))}
    at = places[entry.id]
    others = [e for e in timeline.entries if e.id != entry.id]
    others.sort(key=lambda e: (e.kind != entry.kind, abs(places[e.id] - at), e.id))
    return others[:NEIGHBOURS]


def notices(timeline: Timeline, file: str) -> Iterator[str]:
    """What became of decisions that did not find their line under its id, a sentence each."""
    slug = timeline.incident.slug
    for decided in timeline.decided:
        where = f"{file}:{decided.line}: {decided.action} {decided.entry}"
        if decided.state == "moved":
            yield f"{where}: applied; the line has the id {decided.found} now (keii review {slug} renew)"
        elif decided.state == "unmatched":
            yield f"{where}: matches no line any more, so it was not applied"
        elif decided.state == "ambiguous":
            yield f"{where}: several lines are equally near (one is {decided.found}), so it was not applied"
