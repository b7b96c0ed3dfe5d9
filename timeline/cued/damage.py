"""Figures of damage: which numbers of a sentence are, in which role, about whom, and as of when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from db.records import Basis, Figure, Mention
from timeline.cued.cues import Cues
from timeline.cued.sentence import Sentence

_NEAR = 14
"""Characters before a number in which its role is told."""
_SCOPE_BANK = re.compile(
    r"(?:\([^)]*\))?[」』]?(?:は|が|に(?:よ|お)|では|で(?=[、0-9約])|の(?:被害|口座|顧客|利用者)|分|から)"
)
_SCOPE_SERVICE = re.compile(
    r"[」』]?(?:では|で(?=[、0-9約])|は(?=[、0-9約])|が(?=[0-9約])|の(?=[0-9約])|を通じ|経由|分|\s?(?=[0-9約]))"
)
PARTS = {"damage_total": "damage_part", "cases": "cases_part"}
"""A total → the same as a part of a larger one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one sentence that hold for the same moment, and the date that was printed for it."""

    date: Mention | None
    figures: tuple[Figure, ...]


def speaks_of_damage(sentence: Sentence, cues: Cues, *, section_does: bool) -> bool:
    """Whether the numbers of a sentence count damage.

    Either it names the harm, or it gives a pair (cases or people, and money) in a text that is about harm.
    """
    if cues.damage["never"].search(sentence.text):
        return False
    money = any(m.kind == "money" for m in sentence.mentions)
    counted = any(m.kind == "count" and cues.roles.get(m.unit or "") in ("cases", "people", "banks", "services", "accounts")
                  for m in sentence.mentions)  # fmt: skip
    if cues.damage["harm"].search(sentence.text):
        return money or counted
    if not section_does:
        return False
    if money:
        return counted or bool(cues.damage["total"].search(sentence.text))
    return counted and bool(cues.damage["spread"].search(sentence.text))


def figure_groups(sentence: Sentence, cues: Cues, as_of: Mention | None) -> Iterator[Group]:
    """The figures of a sentence, one group for each moment it names (9日の1000万円から10日には1800万円)."""
    numbers = [m for m in sentence.mentions if m.kind in ("money", "count")]
    groups: dict[Mention | None, list[Mention]] = {}
    for mention in numbers:
        groups.setdefault(as_of or _own_date(sentence, mention), []).append(mention)
    shared = groups.pop(None, [])
    if not groups:
        groups = {None: []}
    first = next(iter(groups))
    groups[first] = sorted([*shared, *groups[first]], key=lambda m: m.start)
    for date, mentions in groups.items():
        yield Group(date, _told_together([figure_of(sentence, m, cues) for m in mentions], cues, sentence))


_PAIR_GAP = 12
"""Characters between two numbers that are given as a pair (47件・552万円, 5.52 million yen and 47 cases)."""
_AS = {
    ("damage_increment", "cases"): "cases_increment",
    ("damage_part", "cases"): "cases_part",
    ("cases_increment", "damage_total"): "damage_increment",
    ("cases_part", "damage_total"): "damage_part",
}


def _told_together(figures: list[Figure], cues: Cues, sentence: Sentence) -> tuple[Figure, ...]:
    """The numbers of a pair have the same role, and the numbers of several (A 3件、B 2件) are parts."""
    scopes = {f.scope for f in figures if f.scope}
    if len(scopes) > 1 or (scopes and cues.item.match(sentence.text)):
        figures = [replace(f, role=PARTS.get(f.role, f.role)) if f.scope else f for f in figures]
    for order in (figures, figures[::-1]):
        for i, (one, two) in enumerate(pairwise(order)):
            gap = max(one.start or 0, two.start or 0) - min(one.end or 0, two.end or 0)
            if gap <= _PAIR_GAP and (one.role, two.role) in _AS:
                order[i + 1] = replace(two, role=_AS[one.role, two.role])
        figures = order
    return tuple(sorted(figures, key=lambda f: f.start or 0))


def _own_date(sentence: Sentence, number: Mention) -> Mention | None:
    """A date that stands right before a number, with no more than a particle between."""
    before = [m for m in sentence.dates() if m.end <= number.start]
    if not before:
        return None
    between = sentence.text[before[-1].end - sentence.start : number.start - sentence.start]
    return (
        before[-1]
        if re.fullmatch(r"[\s、]*(?:の|に|には|は|が|で|までに|現在で?|時点で)?[\s、約計合]*", between)
        else None
    )


def figure_of(sentence: Sentence, mention: Mention, cues: Cues) -> Figure:
    """A number in its role."""
    scope = scope_of(sentence, mention)
    return Figure(
        role=_role(sentence, mention, cues, scope),
        value=mention.value,
        unit=_unit(mention, cues),
        qualifier=mention.qualifier,
        scope=scope,
        basis=_basis(sentence, cues),
        start=mention.start,
        end=mention.end,
    )


_COMMON_UNITS = {"people": "人", "cases": "件"}
"""One unit a role, so that 120 cases and 120件 are the same figure."""


def _unit(mention: Mention, cues: Cues) -> str:
    written = mention.unit or ""
    return _COMMON_UNITS.get(cues.roles.get(written, ""), written) if mention.kind == "count" else written


def _role(sentence: Sentence, mention: Mention, cues: Cues, scope: str | None) -> str:
    before, after = sentence.before(mention, _NEAR), sentence.after(mention, 6)
    base = "damage_total" if mention.kind == "money" else cues.roles.get(mention.unit or "", "number")
    if cues.damage["per_person"].search(before[-10:]) and mention.kind == "money":
        return "per_person"
    changed = cues.damage["increment"].search(before) or re.match(r"(?:の)?増|増え", after)
    if base in ("damage_total", "cases") and changed:
        return "damage_increment" if base == "damage_total" else "cases_increment"
    if base in ("damage_total", "cases") and cues.damage["part"].search(before):
        return "damage_part" if base == "damage_total" else "cases_part"
    return base


def _basis(sentence: Sentence, cues: Cues) -> Basis | None:
    if cues.damage["confirmed"].search(sentence.text):
        return "confirmed"
    return "reported" if cues.damage["reported"].search(sentence.text) else None


def scope_of(sentence: Sentence, number: Mention) -> str | None:
    """The bank or service that a number is about; None where it counts for the whole incident.

    The nearest name before it with a particle that makes it the topic: 大垣共立銀行によりますと8件, PayPayで17件.
    """
    names = [m for m in sentence.of_kind("name") if m.end <= number.start]
    services = [m for m in names if m.name_class in ("service", "operator")]
    for mention in reversed(services):
        if _SCOPE_SERVICE.match(sentence.after(mention, 6)) and number.start - mention.end < 12:
            return mention.canonical
    banks = [m for m in names if m.name_class in ("bank", "exchange", "broker")]
    via = [m for m in services if re.match(r"[」』]?(?:を通じ|経由)", sentence.after(m, 5))]
    for mention in reversed(banks):
        if _SCOPE_BANK.match(sentence.after(mention, 24)):
            return via[-1].canonical if via else mention.canonical
    return None


def cells(sentence: Sentence) -> Sequence[str]:
    """The cells of a table row, none where the line is no row."""
    return [c.strip() for c in sentence.text.split("|")] if sentence.text.count("|") >= 2 else []
