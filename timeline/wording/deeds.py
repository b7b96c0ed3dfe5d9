"""What somebody did, in words: compensation, orders, inquiries, arrests, safeguards, outages, discoveries.

Which facets a sentence shows stands in `timeline.facets`. Where they are not enough for a whole sentence, the source
is quoted instead.
"""

from collections.abc import Sequence

from db.records import Event
from timeline.facets import facets_in, facets_of
from timeline.patterns import lazy_pattern
from timeline.wording import Wording
from timeline.wording.damage import ORDER, figure_order
from timeline.wording.quoting import quotes
from timeline.wording.saying import with_brackets

_ONE = ("discovery", "compensation")
"""Kinds of which one facet, or a pair that has words of its own, makes the sentence."""
_HEAD = 24
_HIT = ("affected", "target", "via")
_MONTH = lazy_pattern(r"(\d{4})-(\d\d)")
_BESIDE = {
    "press_conference": (),
    "arrest": ("damage_total", "damage_part", "amount"),
    "compensation": ("compensation", "paid_back", "per_person", "people", "cases", "amount"),
    "discovery": ("damage_total", "cases", "people", "accounts", "amount", "services", "banks"),
}
"""The figures that a line of this kind tells beside; of other kinds all."""


def worded(event: Event, words: Wording) -> str | None:
    """The line of what somebody did; None where the source says it better."""
    kind, facets = event.kind, _facets(event)
    who = words.names([o for o in event.organisations if o.role == "actor"])
    speaker = words.names([o for o in event.organisations if o.role == "speaker"])
    who = who or ("" if kind in ("discovery", "outage") else speaker)
    asked = _asked(event)
    template = _template(event, facets, who, asked=asked)
    if template is None:
        return None
    told = words.say(
        f"kind.{kind}",
        template,
        who=who,
        actor=words.say("who", "actor", who=who) if who else "",
        of=words.say("who", "of", who=who) if who else "",
        to=_hit(event, "to", words),
        affected=_hit(event, "hit", words),
        at=_hit(event, "at", words),
        facets=_in_words(kind, facets, words),
        people=_people(event, facets, words),
        quote=quotes(event, words, most=1) if kind == "regulator" and not _hit(event, "to", words) else "",
    )
    return with_brackets(told, event, words, _beside(event, words))


def is_promise(event: Event) -> bool:
    """Whether the line says by itself that it is still to come."""
    return event.kind == "compensation" and "promised" in _facets(event)


def _facets(event: Event) -> list[str]:
    facets = facets_of(event)
    if event.kind == "discovery" and "oldest" not in facets and _long_before(event):
        return ["occurred"]
    planned = event.kind == "compensation" and event.certainty == "planned"
    if planned and facets and "promised" not in facets:
        facets = [*facets[:1], "promised"]
    if event.kind == "compensation" and event.certainty == "stated" and "finished" in facets:
        facets = [facet for facet in facets if facet != "promised"]
    return facets


def _long_before(event: Event) -> bool:
    """Whether it was told two months or more later: then it is what happened, not what came to light on that day."""
    told = min((c.claim.reported_on or c.citation.published or "" for c in event.claims), default="")
    return _months(told) - _months(event.date) >= 2 if _months(told) and _months(event.date) else False


def _months(moment: str) -> int:
    """Months since the year 0; 0 where the month is not known."""
    month = _MONTH.match(moment)
    return int(month[1]) * 12 + int(month[2]) if month else 0


def _asked(event: Event) -> bool:
    return any("request" in facets_in("regulator", c.citation.quote) for c in event.claims[:3])


def _template(event: Event, facets: Sequence[str], who: str, *, asked: bool) -> str | None:
    """Which sentence fits; None where the structure does not carry one."""
    kind = event.kind
    actors = {o.name_class for o in event.organisations if o.role == "actor"}
    if kind == "press_conference":
        return ("facets" if facets else "text") if who else None
    if kind == "compensation" and actors and actors <= {"authority"}:
        return "asked" if asked else None
    if kind == "countermeasure" and facets and asked and who:
        return "asked"
    if kind == "arrest":
        return "text" if who or any(f.role == "people" for f in event.figures) else None
    if kind in ("discovery", "outage") and (not facets or (kind == "discovery" and "oldest" not in facets)):
        hit = any(o.role in _HIT for o in event.organisations)
        hit = hit and not (kind == "outage" and _is_english(event))
        return "text" if hit or _counted(event) else None
    if kind == "outage" and not any(o.role in _HIT for o in event.organisations) and _is_english(event):
        return None
    return "text" if facets and (who or kind not in ("regulator", "investigation")) else None


def _is_english(event: Event) -> bool:
    """Whether the first source is English: its sentence says of whose outage it tells where no name is known."""
    return event.claims[0].citation.quote[:_HEAD].isascii()


def _counted(event: Event) -> bool:
    """Whether a discovery tells how much came to light: without that, or whom it hit, its words say nothing."""
    return event.kind == "discovery" and any(figure.role in _BESIDE["discovery"] for figure in event.figures)


def _in_words(kind: str, facets: Sequence[str], words: Wording) -> str:
    table, pair = f"facet.{kind}", "_".join(facets)
    if words.has(table, pair):
        return words.say(table, pair)
    if not facets:
        return words.say(f"kind.{kind}", "none") if words.has(f"kind.{kind}", "none") else ""
    shown = facets[:1] if kind in _ONE else facets
    return words.join([words.say(table, facet) for facet in shown])


def _hit(event: Event, part: str, words: Wording) -> str:
    hit = [o for o in event.organisations if o.role in ("affected", "target")]
    hit = hit or [o for o in event.organisations if o.role == "via"]
    return words.say("who", part, who=words.names(hit)) if hit else ""


def _people(event: Event, facets: Sequence[str], words: Wording) -> str:
    people = next((f for f in event.figures if f.role == "people"), None)
    if people is None or event.kind != "arrest":
        return ""
    return words.say("kind.arrest", "tried" if facets == ["verdict"] else "people", n=words.figure(people))


def _beside(event: Event, words: Wording) -> list[str]:
    """The figures that are told beside; of counts of banks and services only one that is not itself a part."""
    shown = _BESIDE.get(event.kind, ORDER)
    figures = [f for f in sorted(event.figures, key=figure_order) if f.role in shown]
    several = {role for role in ("banks", "services") if sum(f.role == role for f in figures) > 1}
    return [words.figure(f) for f in figures if f.role not in several]
