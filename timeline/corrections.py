"""Corrections: which figure a sentence takes back, and which it gives instead.

The words are data (`rules/corrections.toml`). A correction also shows where a later version of a page tells another
figure for the same moment. What becomes of the corrected event stands in `timeline.judging`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise

from db.records import CitedClaim, Claim, Event, Facts, Figure, Mention
from timeline.agreement import COUNTED_IN, UNITS, FigureKey, agree, key_of
from timeline.moments import day_of, minute_of, order_of

_AROUND = 12
_MAY_CORRECT = ("other", "damage_figure")
_COUNTED = {unit: role for role, unit in COUNTED_IN.items() if role in ("banks", "cases", "people")}


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure taken back by an event, with what it gives instead."""

    by: int
    old: Figure
    new: Figure


@cache
def _rules() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("timeline").joinpath("rules/corrections.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


def corrects(quote: str) -> bool:
    """Whether a sentence takes something back.

    >>> corrects("被害があった銀行を12行から11行に訂正した"), corrects("120件の被害があった")
    (True, False)
    """
    folded = quote.casefold()
    for cue in _cues():  # noqa: SIM110 - asked of every sentence: a generator would take twice as long
        if cue in folded:
            return True
    return False


@cache
def _cues() -> tuple[str, ...]:
    return tuple(cue.casefold() for cue in _rules()["cues"])


def find_corrections(events: Sequence[Event]) -> list[Correction]:
    """What the events say was wrong, in their order."""
    found = []
    for place, event in enumerate(events):
        for cited in event.claims:
            if not cited.claim.by_reader and cited.claim.figures and corrects(cited.citation.quote):
                found += [Correction(place, old, new) for old, new in _pairs(cited)]
    return found


def corrected_in(cited: CitedClaim) -> list[tuple[Figure, Figure]]:
    """The figures that a claim takes back, each with what it gives instead; none where it corrects nothing."""
    if len(cited.claim.figures) < 2 or not corrects(cited.citation.quote):
        return []
    return list(_pairs(cited))


def with_corrected(claim: Claim, sentence: str, facts: Facts) -> Claim:
    """The claim with the two figures of its correction where it holds none: 12行としていたのを11行に訂正した。"""
    if claim.figures or claim.kind not in _MAY_CORRECT or not corrects(sentence):
        return claim
    roles: dict[str, list[Figure]] = defaultdict(list)
    for mention in facts.mentions:
        figure = _as_figure(mention) if claim.start <= mention.start < claim.end else None
        if figure is not None:
            roles[figure.role].append(figure)
    pairs = [figures for figures in roles.values() if len(figures) == 2 and not agree(*figures)]
    return replace(claim, figures=tuple(f for pair in pairs for f in pair)) if pairs else claim


def dated_when_told(claim: Claim, sentence: str, facts: Facts) -> Claim:
    """The correction on the day of its report where it names only the day of what was wrong: 11日に公表した…は誤り。"""
    if claim.kind != "other" or not claim.date or not claim.reported_on or not corrects(sentence):
        return claim
    rules = _rules()
    for mention in facts.mentions:
        if mention.kind != "date" or not claim.start <= mention.start < claim.end:
            continue
        before = sentence[: mention.start - claim.start].casefold()
        after = sentence[mention.end - claim.start :]
        wrong = after.startswith(rules["wrong_day_after"]) or before.endswith(rules["wrong_day_before"])
        if wrong and day_of(str(mention.value)) == day_of(claim.date):
            return replace(claim, date=day_of(claim.reported_on))
    return claim


def _as_figure(mention: Mention) -> Figure | None:
    """What a number next to a word of correction counts."""
    if mention.value is None or mention.kind not in ("money", "count"):
        return None
    unit = mention.unit or ""
    role = "damage_total" if mention.kind == "money" else _COUNTED.get(UNITS.get(unit, unit))
    if role is None:
        return None
    return Figure(
        role=role,
        value=mention.value,
        unit=unit,
        qualifier=mention.qualifier,
        start=mention.start,
        end=mention.end,
    )


def _pairs(cited: CitedClaim) -> Iterator[tuple[Figure, Figure]]:
    """Figures of one role that differ, in the order old, new."""
    roles: dict[FigureKey, list[Figure]] = defaultdict(list)
    for figure in cited.claim.figures:
        if figure.start is not None and figure.value is not None:
            roles[key_of(figure)].append(figure)
    for figures in roles.values():
        first, last = min(figures, key=_start), max(figures, key=_start)
        if len(figures) == 2 and not agree(first, last):
            yield (last, first) if _taken_back(cited, last) else (first, last)


def _start(figure: Figure) -> int:
    return figure.start or 0


def _taken_back(cited: CitedClaim, figure: Figure) -> bool:
    """Whether the words beside a figure say that it is the old one."""
    quote, offset = cited.citation.quote, cited.citation.start
    start, end = _start(figure) - offset, (figure.end or 0) - offset
    before, after = quote[max(0, start - _AROUND) : max(0, start)].casefold(), quote[end : end + _AROUND]
    return any(after.lstrip("人件行円名銀").startswith(w) for w in _rules()["old_after"]) or any(
        before.endswith(w) for w in _rules()["old_before"]
    )


def corrected_events(events: Sequence[Event], corrections: Sequence[Correction]) -> dict[int, Correction]:
    """Which events hold a figure that was taken back, each with the correction: those before the correction."""
    found: dict[int, Correction] = {}
    holders: dict[object, list[tuple[int, Figure]]] = defaultdict(list)
    for place, event in enumerate(events):
        for figure in event.figures:
            holders[figure.value].append((place, figure))
    for correction in corrections:
        told = _told(events[correction.by])
        for place, figure in holders.get(correction.old.value, ()):
            before = order_of(events[place].date)[:10] <= told
            if place != correction.by and before and _may_mean(correction.old, figure):
                found.setdefault(place, correction)
    return found


def _told(event: Event) -> str:
    """The day on which a correction was told: that of its latest report, or what it is about."""
    reported = [order_of(c.claim.reported_on)[:10] for c in event.claims if c.claim.reported_on]
    return max([order_of(event.as_of or event.date)[:10], *reported])


def _may_mean(old: Figure, figure: Figure) -> bool:
    """Whether a figure is the one taken back: the same role, in the same scope or without one on either side."""
    role, unit, scope = key_of(figure)
    taken, counted, meant = key_of(old)
    return unit == counted and role == taken and (scope == meant or scope is None or meant is None)


def edited_events(events: Sequence[Event]) -> dict[int, int]:
    """Events whose only page told another figure for the same moment in a later version: event → what replaced it."""
    pages: dict[tuple[str, str, FigureKey], list[tuple[str, int, Figure]]] = defaultdict(list)
    for place, event in enumerate(events):
        urls = {cited.citation.url for cited in event.claims}
        if event.kind != "damage_figure" or len(urls) != 1 or event.claims[0].claim.by_reader:
            continue
        seen = min(cited.citation.captured_at for cited in event.claims)
        for figure in event.figures:
            moment = minute_of(event.as_of or event.date)
            pages[next(iter(urls)), moment, key_of(figure)].append((seen, place, figure))
    found = {}
    for told in pages.values():
        told.sort(key=lambda t: (t[0], t[1]))
        for (seen, place, figure), (later, other, now) in pairwise(told):
            if seen < later and place != other and not agree(figure, now):
                found[place] = other
    return found
