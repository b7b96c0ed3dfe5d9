"""A damage figure in words: whose damage, how many, how much; totals, parts and increments told apart."""

from collections.abc import Sequence, Set

from db.records import Event, Figure
from timeline.facets import facets_in
from timeline.wording import Wording
from timeline.wording.saying import with_brackets

ORDER = (
    "cases", "people", "accounts", "cases_increment", "people_increment", "damage_total", "damage_increment",
    "cases_part", "people_part", "damage_part",
    "compensation", "paid_back", "per_person", "banks", "services", "amount", "number",
)  # fmt: skip
SCOPES = 4
"""The most banks or services whose figures one line tells."""
_INCREMENTS = frozenset({"cases_increment", "people_increment", "damage_increment"})
_OF_IT = frozenset({"cases_part", "people_part", "damage_part"})
_THINGS = frozenset({"cases", "cases_part", "cases_increment", "machines", "number"})
_SPREAD = frozenset({"banks", "services"})


def worded(event: Event, words: Wording) -> str | None:
    """The line of a damage figure; None where only the source says what was counted."""
    if _counts_things(event):
        return None
    figures = sorted(event.figures, key=figure_order)
    main = _main(figures)
    template = _sentence(figures, main)
    told = words.say(
        "kind.damage_figure",
        template,
        scope=_whose(main, event, words),
        affected=_affected(event, words, counted={f.role for f in figures}),
        figures=_told(figures, main, words),
    )
    return with_brackets(told, event, words)


def _counts_things(event: Event) -> bool:
    """Whether nothing but cases or things are counted, and no word says that it is damage: postponed operations."""
    if not event.figures or not {figure.role for figure in event.figures} <= _THINGS:
        return False
    return not any("harm" in facets_in(event.kind, c.citation.quote) for c in event.claims[:3])


def _main(figures: Sequence[Figure]) -> str | None:
    """The scope that the line is about: of its totals, else of whatever it tells."""
    totals = [figure for figure in figures if figure.role not in _OF_IT] or figures
    return totals[0].scope if totals else None


def _sentence(figures: Sequence[Figure], main: str | None) -> str:
    """Which sentence fits: a total, a part of nobody knows what, an increase, how far it spread, or no number."""
    if not figures:
        return "none"
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
        return words.say("who", "through", service=words.name(scope), bank=words.name(banks[0]))
    return words.say("who", "hit", who=words.name(scope))


def _affected(event: Event, words: Wording, counted: Set[str]) -> str:
    """Who was hit; no bank by name where the line counts the banks."""
    hit = [o for o in event.organisations if o.role in ("affected", "target", "via")]
    banks = [o for o in hit if o.name_class == "bank"]
    if "banks" in counted:
        banks = hit = [o for o in hit if o.name_class != "bank"]
    elif not hit:
        hit = [o for o in event.organisations if o.role == "speaker" and o.name_class == "bank"]
    return words.say("who", "hit", who=words.names(banks or hit)) if hit else ""


def _told(figures: Sequence[Figure], main: str | None, words: Wording) -> str:
    """The figures, a group for each scope; parts and increases after what they belong to."""
    scopes = [main, *dict.fromkeys(figure.scope for figure in figures if figure.scope not in (main, None))]
    only_parts = all(figure.role in _OF_IT for figure in figures)
    groups: list[str] = []
    for scope in scopes:
        alike = [f for f in figures if f.scope == scope or (scope == main and f.scope is None)]
        parts = [] if only_parts else [f for f in alike if f.role in _OF_IT]
        more = [] if {f.role for f in alike} <= _INCREMENTS else [f for f in alike if f.role in _INCREMENTS]
        whole = [f for f in alike if f not in parts and f not in more]
        whose = words.say("who", "of", who=words.name(scope)) if scope and scope != main else ""
        groups += [whose + _row(whole, words)] if whole else []
        groups += [words.say("role", "increase", n=_plain(more, words))] if more else []
        groups += [_part(scope if scope != main else None, parts, words)] if parts else []
    rest = len(groups) - SCOPES
    return words.join(groups[:SCOPES]) + (words.say("list", "more", n=rest) if rest > 0 else "")


def _plain(figures: Sequence[Figure], words: Wording) -> str:
    return words.join([words.figure(figure, plain=True) for figure in figures])


def _part(scope: str | None, figures: Sequence[Figure], words: Wording) -> str:
    """A part of the whole: うちKyashは3件、23万円."""
    told = _plain(figures, words)
    return (
        words.say("role", "part_of", who=words.name(scope), n=told)
        if scope
        else words.say("role", "part", n=told)
    )


def figure_order(figure: Figure) -> tuple[object, ...]:
    """A key that sorts figures as a line tells them: the whole first, counts before sums."""
    known = ORDER.index(figure.role) if figure.role in ORDER else len(ORDER)
    return figure.scope is not None, figure.scope or "", figure.basis or "", known, str(figure.value)


def _row(figures: Sequence[Figure], words: Wording) -> str:
    """Figures in a row; that they are only reported stands once where all are, and after each where some are not."""
    bases = {figure.basis for figure in figures}
    plain = any({figure.role for figure in figures} <= roles for roles in (_OF_IT, _INCREMENTS))
    told = []
    for figure in figures:
        shown = figure.basis and "reported" in bases and len(bases) > 1
        told.append(words.figure(figure, plain=plain) + (_basis(figure.basis, words) if shown else ""))
    return words.join(list(dict.fromkeys(told))) + (
        _basis("reported", words) if bases == {"reported"} else ""
    )


def _basis(basis: str | None, words: Wording) -> str:
    return words.say("basis", "bracket", basis=words.say("basis", basis or ""))
