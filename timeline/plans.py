"""What became of what was planned: confirmed by what happened, or overtaken by it.

A plan for the very day on which it is stated to have happened is one event with it (`timeline.clusters`). A plan
for another day is overtaken where the same was stated, after the plan was reported, for a later or earlier day.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from db.records import Event
from timeline.moments import day_of, is_known, order_of

_KINDS = ("suspension", "resumption", "outage", "countermeasure")


def settled(events: Sequence[Event], ids: Sequence[str]) -> list[Event]:
    """The events with overtaken plans marked as superseded, by which entry."""
    happened: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        if event.certainty == "stated" and event.status == "current" and _what(event):
            happened[_what(event)].append(place)
    return [_settled(event, events, ids, happened.get(_what(event), ())) for event in events]


def _what(event: Event) -> tuple[object, ...]:
    names = frozenset(o.name for o in event.organisations if o.role not in ("speaker", "mentioned"))
    return (event.kind, event.aspect, names) if names and event.kind in _KINDS else ()


def _settled(event: Event, events: Sequence[Event], ids: Sequence[str], like: Sequence[int]) -> Event:
    if event.certainty != "planned" or event.status != "current" or not is_known(event.date):
        return event
    told = min((c.claim.reported_on or c.citation.published or "~" for c in event.claims), default="~")
    after = [p for p in like if order_of(day_of(events[p].date)) >= order_of(day_of(told))]
    if not after:
        return event
    return replace(event, status="superseded", note=f"overtaken:{ids[after[0]]}")
