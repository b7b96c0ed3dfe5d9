"""Figures for the same thing and moment that cannot all be right, and figures that were corrected, side by side."""

from collections.abc import Iterable, Sequence

from db.records import Citation, Dispute, Event, Figure, Side
from timeline.corrections import Correction
from timeline.judging import Conflict
from timeline.moments import order_of
from timeline.tracks import Reading
from timeline.wording import Wording


def find_disputes(
    conflicts: Iterable[Conflict],
    corrected: Iterable[tuple[int, Correction]],
    events: Sequence[Event],
    words: Wording,
) -> tuple[Dispute, ...]:
    """Every conflict and correction with its sides and their citations, in the order of time."""
    found = [(r.moment, _dispute(c, events, words)) for c in conflicts for r in c.readings[:1]]
    found += [(events[place].date, _correction(place, c, events, words)) for place, c in corrected]
    ordered = sorted(found, key=lambda pair: (order_of(pair[0]), pair[1].about, str(pair[1].sides[0].value)))
    return tuple(dict.fromkeys(dispute for _moment, dispute in ordered))


def _dispute(conflict: Conflict, events: Sequence[Event], words: Wording) -> Dispute:
    sides = [_side(_figure(r, conflict.role), events[r.event]) for r in conflict.readings]
    first = conflict.readings[0]
    return Dispute(about=_about(conflict.role, conflict.track.scope, first.moment, words), sides=tuple(sides))


def _figure(reading: Reading, role: str) -> Figure:
    return reading.beside.get(role, reading.lead) if role != reading.lead.role else reading.lead


def _correction(place: int, correction: Correction, events: Sequence[Event], words: Wording) -> Dispute:
    old, new = events[place], events[correction.by]
    about = _about(correction.old.role, correction.old.scope, old.as_of or old.date, words)
    return Dispute(about=about, sides=(_side(correction.old, old), _side(correction.new, new)))


def _about(role: str, scope: str | None, moment: str, words: Wording) -> str:
    name = words.say("about", role)
    of = words.say("who", "of", who=words.name(scope)) if scope else ""
    return words.say("page", "about", scope=of, role=name, moment=words.moment(moment))


def _side(figure: Figure, event: Event) -> Side:
    citations: tuple[Citation, ...] = tuple(dict.fromkeys(cited.citation for cited in event.claims))
    return Side(value=figure.value if figure.value is not None else 0, citations=citations, figure=figure)
