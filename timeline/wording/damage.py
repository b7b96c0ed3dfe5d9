"""A damage figure in words: whose damage, how many, how much; totals, parts and increments told apart."""

from collections.abc import Sequence

from db.records import Event, Figure
from timeline.wording import Wording
from timeline.wording.saying import brackets

ORDER = (
    "cases", "people", "accounts", "cases_increment", "damage_total", "damage_increment", "cases_part", "damage_part",
    "compensation", "paid_back", "per_person", "banks", "services", "amount", "number",
)  # fmt: skip
SCOPES = 4
"""The most banks or services whose figures one line tells."""
_INCREMENTS = frozenset({"cases_increment", "damage_increment"})
_OF_IT = frozenset({"cases_part", "damage_part"})
_SPREAD = frozenset({"banks", "services"})


def worded(event: Event, words: Wording) -> str:
    """The line of a damage figure."""
    figures = sorted(event.figures, key=figure_order)
    template = _sentence(figures)
    main = figures[0].scope if figures else None
    return words.say(
        "kind.damage_figure",
        template,
        scope=_whose(main, event, words),
        affected=_affected(event, words),
        figures=_told(figures, main, words),
        brackets=brackets(event, words),
    )


def _sentence(figures: Sequence[Figure]) -> str:
    """Which sentence fits: a total, a part of nobody knows what, an increase, how far it spread, or no number."""
    if not figures:
        return "none"
    main = figures[0].scope
    roles = {figure.role for figure in figures if figure.scope == main}
    if roles <= _INCREMENTS:
        return "increase"
    if roles <= _SPREAD:
        return "spread"
    if roles == {"per_person"}:
        return "parts"
    return "part" if main is None and roles <= _OF_IT else "text"


def _whose(scope: str | None, event: Event, words: Wording) -> str:
    """Whose damage; through which service where that is one bank's: PayPay経由のゆうちょ銀行の."""
    if scope is None:
        return ""
    hit = [o for o in event.organisations if o.role in ("affected", "target", "via")]
    banks = [o.name for o in hit if o.name_class == "bank" and o.name != scope]
    service = any(o.name == scope and o.name_class != "bank" for o in event.organisations)
    if service and len(banks) == 1:
        return words.say("who", "through", service=scope, bank=banks[0])
    return words.say("who", "of", who=scope)


def _affected(event: Event, words: Wording) -> str:
    hit = [o for o in event.organisations if o.role in ("affected", "target", "via")]
    banks = [o for o in hit if o.name_class == "bank"]
    return words.say("who", "of", who=words.names(banks or hit)) if hit else ""


def _told(figures: Sequence[Figure], main: str | None, words: Wording) -> str:
    """The figures, a group for each scope."""
    scopes = list(dict.fromkeys(figure.scope for figure in figures))
    groups: list[str] = []
    for scope in scopes:
        alike = [f for f in figures if f.scope == scope]
        whole = [f for f in alike if f.role not in _OF_IT or scope == main]
        parts = [f for f in alike if f not in whole]
        whose = words.say("who", "of", who=scope) if scope and scope != main else ""
        groups += [whose + _row(whole, words)] if whole else []
        groups += [_part(scope, parts, words)] if parts else []
    rest = len(groups) - SCOPES
    return words.join(groups[:SCOPES]) + (words.say("list", "more", n=rest) if rest > 0 else "")


def _part(scope: str | None, figures: Sequence[Figure], words: Wording) -> str:
    """A part of the whole: うちKyashは3件、23万円."""
    told = words.join([words.figure(figure, plain=True) for figure in figures])
    return words.say("role", "part_of", who=scope, n=told) if scope else words.say("role", "part", n=told)


def figure_order(figure: Figure) -> tuple[object, ...]:
    """A key that sorts figures as a line tells them: the whole first, counts before sums."""
    known = ORDER.index(figure.role) if figure.role in ORDER else len(ORDER)
    return figure.scope is not None, figure.scope or "", figure.basis or "", known, str(figure.value)


def _row(figures: Sequence[Figure], words: Wording) -> str:
    """Figures in a row; the basis stands once where all share it, and after each where they differ."""
    bases = {figure.basis for figure in figures}
    only = bases.pop() if len(bases) == 1 else None
    plain = {figure.role for figure in figures} <= _OF_IT
    told = []
    for figure in figures:
        shown = figure.basis and only is None and (figure.basis == "reported" or figure.role not in _SPREAD)
        basis = words.say("basis", "bracket", basis=words.say("basis", figure.basis or "")) if shown else ""
        told.append(words.figure(figure, plain=plain) + basis)
    row = words.join(list(dict.fromkeys(told)))
    if only != "reported":
        return row
    return row + words.say("basis", "bracket", basis=words.say("basis", only))
