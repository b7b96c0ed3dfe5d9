"""Figures that two neighbouring sentences tell together: a sum here, its cases there; an increment after its total."""

from dataclasses import replace

from db.records import Claim
from timeline.claims.dating import day

_REACH = 140
_COUNTS = ("cases", "people", "accounts")


def join_damage(found: list[Claim], claims: list[Claim]) -> list[Claim]:
    """The new claims that stay on their own; figures of the others are now on the claim before."""
    return [claim for claim in claims if not (found and _joins(found, claim))]


def _joins(found: list[Claim], new: Claim) -> bool:
    """Whether the claim is one with the one before, which has been replaced by both."""
    before = found[-1]
    if not before.kind == new.kind == "damage_figure" or new.start - before.end > _REACH:
        return False
    if before.as_of is None and new.as_of is not None and _values(before) == _values(new):
        found[-1] = new
        return True
    if _is_increment(new) or _completes(before, new):
        found[-1] = replace(before, figures=before.figures + new.figures, as_of=before.as_of or new.as_of)
        return True
    if _only_banks(before) and before.as_of is None and not _only_banks(new) and "banks" not in _roles(new):
        found[-1] = replace(new, figures=new.figures + before.figures)
        return True
    return False


def _is_increment(claim: Claim) -> bool:
    return all(figure.role.endswith("_increment") for figure in claim.figures)


def _completes(before: Claim, new: Claim) -> bool:
    """Whether one has only sums and the other only counts, of the same day."""
    return (
        _same_day(before, new)
        and "damage_total" in _roles(before)
        and not _roles(before) & set(_COUNTS)
        and bool(_roles(new) & {*_COUNTS, "banks"} - _roles(before))
        and not any(role.startswith("damage") for role in _roles(new))
    )


def _same_day(before: Claim, new: Claim) -> bool:
    return before.date is not None and new.date is not None and day(before.date) == day(new.date)


def _only_banks(claim: Claim) -> bool:
    return _roles(claim) == {"banks"}


def _values(claim: Claim) -> set[tuple[str, int | str | None]]:
    return {(figure.role, figure.value) for figure in claim.figures}


def _roles(claim: Claim) -> set[str]:
    return {figure.role for figure in claim.figures}
