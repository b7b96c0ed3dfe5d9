"""An event in words: one dated line, worded by this program from the structure of the claims.

The words are data (`timeline.wording`). Where the structure says too little, a short quote with its source stands
instead. Events that differ only in what was stopped (registration, charging) are one line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.records import Entry, Event, Figure, Organisation
from timeline.events import id_of, origins_of, place_of
from timeline.facets import facets_of
from timeline.moments import has_time, minute_of
from timeline.wording import Wording

QUOTED_KINDS = frozenset({"other"})
QUOTES = 2
"""The most quotes that one line shows."""
_SPACE = re.compile(r"\s+")
_BESIDE_ROLES = ("target", "affected", "via")
_HIT = {"outage": ("affected", "target", "actor"), "damage_figure": ("affected", "target")}
"""Whose damage or outage it is, by kind."""
_ORDER = (
    "cases", "people", "accounts", "cases_increment", "damage_total", "damage_increment", "cases_part", "damage_part",
    "compensation", "paid_back", "per_person", "banks", "services", "amount", "number",
)  # fmt: skip
_INCREMENTS = ("cases_increment", "damage_increment")
_OF_IT = ("cases_part", "damage_part")
_PARTS = (*_OF_IT, "per_person")
SCOPES = 4
"""The most banks or services whose figures one line tells."""
_TOLD: dict[str, tuple[str, ...]] = {
    "suspension": ("banks", "services", "accounts"),
    "resumption": ("banks", "services", "accounts"),
    "press_conference": (),
    "arrest": ("damage_total", "damage_part", "amount"),
}
"""The figures that a line of this kind tells beside; of other kinds all."""


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
    """The lines of the timeline in order."""
    lines: dict[str, list[Event]] = defaultdict(list)
    for event, name in zip(events, ids, strict=True):
        lines[name].append(event)
    ordered = sorted(lines.items(), key=lambda item: (place_of(item[1][0]), item[0]))
    return tuple(_entry(name, alike, words) for name, alike in ordered)


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


def worded(event: Event, aspects: Sequence[str], words: Wording) -> str:
    """The event as one line."""
    kind = event.kind
    holes = {
        "actor": _who(event, ("actor",), "actor", words) or _who(event, ("speaker",), "actor", words),
        "target": _target(event, words),
        "to": _who(event, ("target", "affected"), "to", words),
        "affected": _who(event, _HIT.get(kind, _BESIDE_ROLES), "of", words),
        "aspect": words.join([words.say("aspect", a) for a in aspects]) or words.say("aspect", "none"),
        "brackets": _brackets(event, words),
        "facets": _facets(event, words),
        "people": _people(event, words),
        "scope": "",
        "figures": "",
        "quotes": "",
        "publisher": event.claims[0].citation.publisher,
    }
    template = "text"
    if kind == "damage_figure":
        template = _damage(event, holes, words)
    elif kind in QUOTED_KINDS:
        holes["quotes"] = _quotes(event, words)
    text = words.say(f"kind.{kind}", template, **holes)
    return _one_line(words.say("certainty", event.certainty, text=text))


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _who(event: Event, roles: Iterable[str], part: str, words: Wording) -> str:
    who = [o for o in event.organisations if o.role in roles]
    return words.say("who", part, who=words.names(who)) if who else ""


def _target(event: Event, words: Wording) -> str:
    """Whose operations were stopped; the part in someone else's service where an actor stops its own."""
    who: list[Organisation] = [o for role in _BESIDE_ROLES for o in event.organisations if o.role == role]
    return words.say("who", "target", who=words.names(who)) if who else ""


def _people(event: Event, words: Wording) -> str:
    people = next((f for f in event.figures if f.role == "people"), None)
    return (
        words.say("kind.arrest", "people", n=words.figure(people))
        if people and event.kind == "arrest"
        else ""
    )


def _facets(event: Event, words: Wording) -> str:
    table = f"kind.{event.kind}"
    facets = words.join([words.say(f"facet.{event.kind}", facet) for facet in facets_of(event)])
    if facets:
        return words.say(table, "facets", facets=facets) if words.has(table, "facets") else facets
    if event.kind == "press_conference" or not words.has(table, "none"):
        return ""
    return words.say(table, "none") + (_quotes(event, words, most=1) if event.kind != "arrest" else "")


def _damage(event: Event, holes: dict[str, str], words: Wording) -> str:
    """Fill in scope and figures; returns which sentence fits."""
    figures = sorted(event.figures, key=_figure_order)
    if not figures:
        return "none"
    scopes = list(dict.fromkeys(f.scope for f in figures))
    main = scopes[0]
    holes["scope"] = words.say("who", "of", who=main) if main else ""
    groups = []
    for scope in scopes:
        alike = [f for f in figures if f.scope == scope]
        whole, parts = [f for f in alike if f.role not in _OF_IT], [f for f in alike if f.role in _OF_IT]
        whose = words.say("who", "of", who=scope) if scope and scope != main else ""
        groups += [whose + _row(whole, words)] if whole else []
        groups += [_part(scope if scope != main else None, parts, words)] if parts else []
    rest = len(groups) - SCOPES
    more = words.say("list", "more", n=rest) if rest > 0 else ""
    holes["figures"] = words.join(groups[:SCOPES]) + more
    roles = {figure.role for figure in figures if figure.scope == main}
    if roles <= {*_INCREMENTS}:
        return "increase"
    return "parts" if roles <= {*_PARTS} else "text"


def _part(scope: str | None, figures: Sequence[Figure], words: Wording) -> str:
    """A part of the whole: うちKyashは3件、23万円."""
    told = words.join([words.figure(figure, plain=True) for figure in figures])
    return words.say("role", "part_of", who=scope, n=told) if scope else words.say("role", "part", n=told)


def _figure_order(figure: Figure) -> tuple[object, ...]:
    known = _ORDER.index(figure.role) if figure.role in _ORDER else len(_ORDER)
    return figure.scope is not None, figure.scope or "", figure.basis or "", known, str(figure.value)


def _row(figures: Sequence[Figure], words: Wording) -> str:
    told = []
    both = len({figure.basis for figure in figures}) > 1
    for figure in figures:
        shown = figure.basis == "reported" or (both and figure.basis)
        basis = f"({words.say('basis', figure.basis)})" if figure.basis and shown else ""
        told.append(words.figure(figure) + basis)
    return words.join(told)


def _brackets(event: Event, words: Wording) -> str:
    """As-of, further figures, who says so."""
    parts = []
    if event.as_of and (has_time(event.as_of) or event.as_of != event.date):
        parts.append(words.say("date", "as_of", moment=words.moment(event.as_of)))
    elif event.kind != "damage_figure" and has_time(event.date) and minute_of(event.date) == "":
        parts.append(words.moment(event.date))
    if event.kind not in ("damage_figure", "other"):
        shown = _TOLD.get(event.kind, _ORDER)
        beside = [f for f in sorted(event.figures, key=_figure_order) if f.role in shown]
        parts += [words.figure(figure) for figure in beside]
    parts.append(_says(event, words))
    told = words.join(parts)
    if not told:
        return ""
    return f"({told})" if words.language == "ja" else f" ({told})"


def _says(event: Event, words: Wording) -> str:
    best = event.claims[0]
    if best.claim.by_reader:
        return words.say("says", "reader")
    if event.note == "says":
        return words.say("says", "low", who=best.citation.publisher)
    if event.kind == "damage_figure" and best.claim.attributed_to:
        return words.say("says", "attributed", who=best.claim.attributed_to[-1])
    if len(origins_of(event.claims)) > 1 or best.citation.standing in ("official", "regulator"):
        return ""
    if best.claim.attributed_to:
        return words.say("says", "attributed", who=best.claim.attributed_to[-1])
    return words.say("says", "publisher", who=best.citation.publisher)


def _quotes(event: Event, words: Wording, most: int = QUOTES) -> str:
    """What is said, in the words of the best claims that differ."""
    shown: list[str] = []
    for cited in event.claims:
        quote = _one_line(cited.citation.quote)
        if len(shown) < most and not any(_alike(quote, other) for other in shown):
            shown.append(quote)
    return "".join(words.say("page", "quote", quote=quote) for quote in shown)


def _alike(a: str, b: str) -> bool:
    """Whether two quotes are mostly the same words, by pairs of characters."""
    x, y = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (a, b))
    return a == b or len(x & y) * 2 >= max(1, min(len(x), len(y)))
