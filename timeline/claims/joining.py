"""Figures that two neighbouring sentences tell together: a sum here, its cases there; an increment after its total."""

from dataclasses import replace

from db.records import Claim, Figure
from timeline.claims.dating import day

_REACH = 140
_NEAR = 6
_LEAST = 100
_COUNTS = ("cases", "people", "accounts")


def join_damage(found: list[Claim], claims: list[Claim]) -> list[Claim]:
    """The new claims that stay on their own; figures of the others are now on the claim before."""
    return [claim for claim in claims if not (found and _joins(found, claim))]


def _joins(found: list[Claim], new: Claim) -> bool:
    """Whether the claim is one with one before, which has been replaced by both."""
    if new.kind == "damage_figure" and new.as_of is not None:
        for i in range(max(0, len(found) - _NEAR), len(found)):
            if (
                found[i].kind == "damage_figure"
                and found[i].as_of is None
                and _values(found[i]) == _values(new)
            ):
                found[i] = new
                return True
    if new.kind == "damage_figure":
        for i in range(max(0, len(found) - _NEAR), len(found)):
            if _rounds(found[i], new):
                found[i] = replace(new, attributed_to=new.attributed_to or found[i].attributed_to)
                return True
            if _rounds(new, found[i]):
                return True
    before = found[-1]
    if new.start - before.end > _REACH or new.start == before.start:
        return False
    if _adds(before, new):
        figures = _new_figures(before, new)
        found[-1] = replace(before, figures=before.figures + figures, as_of=before.as_of or new.as_of)
        return True
    if _only_banks(before) and before.as_of is None and _gives_sums(new):
        found[-1] = replace(new, figures=new.figures + before.figures)
        return True
    return False


def _rounds(rough: Claim, exact: Claim) -> bool:
    """Whether a claim only tells in round numbers what another tells of the day: 1500人余り, 1574人."""
    return (
        rough.kind == exact.kind == "damage_figure"
        and bool(rough.figures)
        and _same_day(rough, exact)
        and all(any(_is_round(a, b) for b in exact.figures) for a in rough.figures)
    )


def _is_round(rough: Figure, exact: Figure) -> bool:
    """Whether the one number is the other, cut or rounded to its last digit that is no nought."""
    if (rough.role, rough.unit, rough.scope) != (exact.role, exact.unit, exact.scope):
        return False
    if not isinstance(rough.value, int) or not isinstance(exact.value, int) or rough.value < _LEAST:
        return False
    step = 10 ** (len(str(rough.value)) - len(str(rough.value).rstrip("0")))
    return rough.value != exact.value and rough.value in (
        exact.value // step * step,
        (exact.value + step // 2) // step * step,
    )


def _adds(before: Claim, new: Claim) -> bool:
    """Whether the new claim only gives further figures of what the one before says."""
    if before.kind == new.kind == "damage_figure":
        return (
            _is_increment(new)
            or _is_part(before, new)
            or _is_upper_bound(before, new)
            or _completes(before, new)
            or _in_other_money(before, new)
        )
    if before.kind == "discovery" and new.kind == "damage_figure":
        return not before.figures and _roles(new) == {"services"} and _same_day(before, new)
    if before.kind == new.kind == "compensation":
        return _roles(new) == {"per_person"} and not new.organisations and _same_day(before, new)
    return False


def _is_increment(claim: Claim) -> bool:
    return all(figure.role.endswith("_increment") for figure in claim.figures)


def _is_part(before: Claim, new: Claim) -> bool:
    """Whether the new claim tells parts of the whole before, which it may name again: 9人のうち3人は."""
    parts = {role for role in _roles(new) if role.endswith("_part")}
    return bool(parts) and _roles(new) - parts <= _roles(before)


def _is_upper_bound(before: Claim, new: Claim) -> bool:
    """Whether the next sentence only says how many it may be at the most."""
    return (
        all(f.qualifier == "upto" for f in new.figures)
        and _roles(new) <= _roles(before)
        and _same_day(before, new)
    )


def _new_figures(before: Claim, new: Claim) -> tuple[Figure, ...]:
    """The figures of the new claim, without the whole that it names beside its parts."""
    if any(role.endswith("_part") for role in _roles(new)):
        return tuple(f for f in new.figures if f.role.endswith("_part") or f.role not in _roles(before))
    return new.figures


def _completes(before: Claim, new: Claim) -> bool:
    """Whether one has only sums and the other only counts, of the same day."""
    return (
        _same_day(before, new)
        and "damage_total" in _roles(before)
        and not _roles(before) & set(_COUNTS)
        and bool(_roles(new) & {*_COUNTS, "banks"} - _roles(before))
        and not any(role.startswith("damage") for role in _roles(new))
    )


def _in_other_money(before: Claim, new: Claim) -> bool:
    """Whether the next sentence tells the same sum in another unit: 580億円相当. 流出したのは5億XEM."""
    units = [{f.unit for f in claim.figures if f.role == "damage_total"} for claim in (before, new)]
    return _same_day(before, new) and all(len(unit) == 1 for unit in units) and units[0] != units[1]


def _same_day(before: Claim, new: Claim) -> bool:
    return before.date is not None and new.date is not None and day(before.date) == day(new.date)


def _only_banks(claim: Claim) -> bool:
    return claim.kind == "damage_figure" and _roles(claim) == {"banks"}


def _gives_sums(claim: Claim) -> bool:
    return claim.kind == "damage_figure" and not _only_banks(claim) and "banks" not in _roles(claim)


def _values(claim: Claim) -> set[tuple[str, int | str | None]]:
    return {(figure.role, figure.value) for figure in claim.figures}


def _roles(claim: Claim) -> set[str]:
    return {figure.role for figure in claim.figures}
