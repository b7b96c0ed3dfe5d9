"""Damage figures: how many, how much, for whom, at which moment. One claim for each moment a passage names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from db.records import Claim, Figure, Mention
from timeline.claims.certainty import find_certainty
from timeline.claims.dating import Context, as_of_dates, dates_of, day, last_end
from timeline.claims.figures import find_figures
from timeline.claims.organisations import find_organisations
from timeline.claims.passages import Passage

_COUNTED = ("cases", "people", "accounts")
_EACH_ITS_DATE = re.compile(r"(?:の|には|に|は|が|までに|時点で|:|、|約|計|合計|-|\s)*\s*\Z")


def find_damage(
    passage: Passage, context: Context, said_by: tuple[str, ...], *, part: bool = False
) -> list[Claim]:
    """The damage figures of a passage; `part` where it is an item of a list of parts."""
    numbers = [n for n in passage.of("money", "count") if n.value is not None or n.qualifier == "vague"]
    if not _tells_damage(passage, numbers, part=part):
        return []
    return [
        claim
        for mention, group in _grouped(passage, numbers)
        if (claim := _claim(passage, context, said_by, mention, group, part=part)) is not None
    ]


def _tells_damage(passage: Passage, numbers: Sequence[Mention], *, part: bool) -> bool:
    """Whether the numbers of a passage are those of damage, and not of inquiries, users or limits."""
    figures = find_figures(passage, numbers)
    if (
        "unrelated" in passage.labels
        or "compensate" in passage.labels
        and "damage_total" not in passage.labels
    ):
        return False
    summed = [f for f in figures if f.role.startswith(("damage", "cases"))]
    if part:
        return bool(summed)
    if "stop" in passage.labels and not summed:
        return False
    counted = [f for f in figures if f.role in ("people", "accounts", "banks", "services")]
    if summed:
        return True
    return bool(counted) and "damage" in passage.labels and "arrest" not in passage.labels


def _grouped(passage: Passage, numbers: Sequence[Mention]) -> list[tuple[Mention | None, list[Mention]]]:
    """The numbers by the date that stands right before them; all together where only one date does."""
    sums = [n for n in numbers if n.kind == "money"]
    owners = [_owner(passage, number) for number in sums]
    if len(sums) < 2 or any(owner is None for owner in owners) or len({id(o) for o in owners}) < 2:
        dates = as_of_dates(passage)
        return [(dates[-1] if dates else None, list(numbers))]
    groups: list[tuple[Mention | None, list[Mention]]] = []
    for number in numbers:
        owner = _owner(passage, number)
        if groups and (owner is None or groups[-1][0] is owner):
            groups[-1][1].append(number)
        else:
            groups.append((owner, [number]))
    return groups


def _owner(passage: Passage, number: Mention) -> Mention | None:
    """The date right before a number, other numbers between."""
    before = [d for d in dates_of(passage) if d.end <= number.start]
    if not before:
        return None
    between = passage.folded[before[-1].end : number.start]
    for other in passage.of("money", "count"):
        if before[-1].end <= other.start < number.start:
            between = between.replace(passage.folded[other.start : other.end], "")
    return before[-1] if _EACH_ITS_DATE.fullmatch(between.replace("・", "")) else None


def _claim(
    passage: Passage,
    context: Context,
    said_by: tuple[str, ...],
    mention: Mention | None,
    numbers: Sequence[Mention],
    *,
    part: bool,
) -> Claim | None:
    figures = find_figures(passage, numbers)
    if part:
        figures = tuple(_as_part(figure, passage) for figure in figures)
    if not figures:
        return None
    as_of = last_end(str(mention.value)) if mention else None
    date = as_of or _said_on(passage) or context.announced or context.written_on
    return Claim(
        kind="damage_figure",
        start=passage.start,
        end=passage.end,
        date=date and (day(date) if not as_of else date),
        as_of=as_of,
        attributed_to=said_by,
        organisations=find_organisations(
            passage, "damage_figure", said_by, start=passage.start, end=passage.end
        ),
        figures=figures,
        certainty=find_certainty(passage, "damage_figure", None, date, context.written_on),
        rule="damage",
    )


def _as_part(figure: Figure, passage: Passage) -> Figure:
    """A figure of a list item: a part of the whole, of the name that the item begins with."""
    names = passage.of("name")
    role = {"damage_total": "damage_part", "cases": "cases_part"}.get(figure.role, figure.role)
    return replace(figure, role=role, scope=names[0].canonical if names else figure.scope)


def _said_on(passage: Passage) -> str | None:
    """The day an announcement of figures was made, where the passage names one."""
    dates = [d for d in dates_of(passage) if d.qualifier not in ("since",)]
    return str(dates[0].value).split("/")[-1] if dates else None
