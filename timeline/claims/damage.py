"""Damage figures: how many, how much, for whom, at which moment. One claim for each moment a passage names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from db.records import Claim, Figure, Mention
from timeline.claims.attribution import find_attribution
from timeline.claims.certainty import find_certainty
from timeline.claims.clauses import said_date
from timeline.claims.context import Context
from timeline.claims.counting import damage_numbers
from timeline.claims.dating import as_of_dates, day, is_of_the_matter, last_end
from timeline.claims.figures import find_figures, find_other_figures, roles_of
from timeline.claims.harm import counted_banks, tells_damage
from timeline.claims.organisations import find_organisations
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

_EACH_ITS_DATE = lazy_pattern(r"(?:の|には|に|は|が|までに|時点で|:|、|約|計|合計|-|・|\s)*\Z")
_SUMMED = frozenset({"damage", "cases", "people", "accounts"})


def find_damage(
    passage: Passage,
    context: Context,
    *,
    part: bool = False,
    numbers: Sequence[Mention] | None = None,
) -> list[Claim]:
    """The damage figures of a passage that may tell some; `part` where it is an item of a list of parts."""
    if "correct" in passage.labels:
        return []
    if numbers is None:
        told = passage.numbers
        numbers = damage_numbers(passage, told) if told else told
        if told and not numbers:
            return []
    if not numbers and "confirm" not in passage.labels:
        return []
    if roles_of(passage, numbers).isdisjoint(_SUMMED) if part else not tells_damage(passage, numbers):
        return []
    said_by = () if part else find_attribution(passage)
    figures = find_figures(passage, numbers) or find_other_figures(passage, numbers)
    if not figures:
        return [_claim(passage, context, said_by, None, counted_banks(passage))]
    claims = []
    for mention, group in _grouped(passage, numbers):
        grouped = figures if len(group) == len(numbers) else find_figures(passage, group)
        if part:
            grouped = tuple(_as_part(figure, passage) for figure in grouped)
        if grouped:
            claims.append(_claim(passage, context, said_by, mention, grouped))
    return claims


def _grouped(passage: Passage, numbers: Sequence[Mention]) -> list[tuple[Mention | None, list[Mention]]]:
    """The numbers by the date that stands right before them; all together where only one date does."""
    sums = [n for n in numbers if n.kind == "money"]
    owners = [_owner(passage, number) for number in sums]
    if len(sums) < 2 or any(owner is None for owner in owners) or len({id(o) for o in owners}) < 2:
        dates = [
            d
            for d in as_of_dates(passage)
            if not re.fullmatch(r"\d{4}(?:-\d\d)?", str(d.value))
            and not _is_exposure(passage, d)
            and _LONG.match(passage.folded, d.end, passage.end) is None
        ]
        return [(dates[-1] if dates else None, list(numbers))]
    groups: list[tuple[Mention | None, list[Mention]]] = []
    for number in numbers:
        owner = _owner(passage, number)
        if groups and (owner is None or groups[-1][0] is owner):
            groups[-1][1].append(number)
        else:
            groups.append((owner, [number]))
    return groups


_WHICH = lazy_pattern(r", (?:which|who) [^,.]{0,60}\Z")


def _is_by_the_way(passage: Passage, mention: Mention) -> bool:
    """Whether an English date stands in a clause that only adds to a noun: the attack, which it disclosed on May 2."""
    return passage.latin and _WHICH.search(passage.folded, passage.start, mention.start) is not None


_USED = lazy_pattern(
    r"[^。]{0,50}?(?:決済|購入|(?<!不正)利用(?!でき)|注文|(?<!新規)登録|入力|契約|申し込|応募|受講|来店|宿泊)"
)


def _is_exposure(passage: Passage, mention: Mention) -> bool:
    """Whether a range only says when those concerned used the service: 2月から8月までに購入した52人."""
    folded = passage.folded
    ranged = (
        "/" in str(mention.value)
        or folded.endswith(("から", "~", "-"), passage.start, mention.start)
        or folded.startswith(("から", "~", "-"), mention.end)
    )
    return ranged and _USED.match(folded, mention.end, passage.end) is not None


def _owner(passage: Passage, number: Mention) -> Mention | None:
    """The date right before a number, other numbers between."""
    before = [d for d in passage.dates if d.end <= number.start]
    if not before:
        return None
    between = passage.folded[before[-1].end : number.start]
    for other in passage.numbers:
        if before[-1].end <= other.start < number.start:
            between = between.replace(passage.folded[other.start : other.end], "")
    return before[-1] if _EACH_ITS_DATE.fullmatch(between) else None


def _claim(
    passage: Passage,
    context: Context,
    said_by: tuple[str, ...],
    mention: Mention | None,
    figures: tuple[Figure, ...],
) -> Claim:
    as_of = _end_of_year(last_end(str(mention.value)), context.written_on) if mention else None
    date = as_of or _counted_over(passage) or _said_on(passage) or _period(passage) or context.moment()
    date = date or context.fallback()
    return Claim(
        kind="damage_figure",
        start=passage.start,
        end=passage.end,
        date=date,
        as_of=as_of,
        attributed_to=said_by,
        organisations=find_organisations(
            passage, "damage_figure", said_by, start=passage.start, end=passage.end
        ),
        figures=figures,
        certainty=find_certainty(passage, "damage_figure", None, date, context.written_on),
        reported_on=context.reported_on,
        by_reader=context.by_reader,
        rule="damage",
    )


def _end_of_year(value: str, written_on: str | None) -> str:
    """The last day of a year that is over: what is counted over the year holds for it."""
    over = len(value) == len("2019") and value < (written_on or "")[:4]
    return f"{value}-12-31" if over else value


def _as_part(figure: Figure, passage: Passage) -> Figure:
    """A figure of a list item: a part of the whole, of the name that the item begins with."""
    names = passage.names
    role = {"damage_total": "damage_part", "cases": "cases_part"}.get(figure.role, figure.role)
    return replace(figure, role=role, scope=names[-1].canonical if names else figure.scope)


_FULL = lazy_pattern(r"\d{4}-\d\d-\d\d")
_LOST_THEN = lazy_pattern(
    r"に[^、。はがをに\d]{0,8}(?:流出|漏えい|漏洩|消失|盗難|盗まれ|失わ|失っ|引き出され|送金され)(?:し|れ)?た(?:約|およそ|計|総額)*[\d]"
)


def _said_on(passage: Passage) -> str | None:
    """The day that figures without a moment of their own were announced, where the passage names one.

    The day on which so much was lost goes before it: 5月31日に流出した約482億円.
    """
    for mention in passage.dates:
        if _LOST_THEN.match(passage.folded, mention.end, passage.end) and _FULL.fullmatch(
            day(str(mention.value))
        ):
            return day(str(mention.value))
    said = said_date(passage, passage.dates) if passage.latin else None
    for mention in [said] if said else passage.dates:
        value = str(mention.value)
        if (
            _is_exposure(passage, mention)
            or _is_by_the_way(passage, mention)
            or is_of_the_matter(passage, mention, passage.end)
        ):
            continue
        if "/" not in value and mention.qualifier not in ("since", "until") and len(day(value)) == 10:
            return day(value)
    return None


_UP_TO = lazy_pattern(r"までの|までで|までに(?:確認|発生|起き|届け出|寄せられ)")
_LONG = lazy_pattern(
    r"(?:まで)?の?約?[\d一二三四五六七八九十]+(?:年|か月|カ月|ヶ月)半?(?:間|余り)?(?:で|に|にわたり)"
)
"""4月から8月までの5カ月間に: how long it went on; such figures hold for the day they are told on."""
_OF_PERIOD = lazy_pattern(
    r"(?:の[1-9一二三四五六七八九十]+(?:日|か月|カ月|ヶ月|年)間)?(?:の|では|には|に|だけで|中に)(?!かけ)"
)


_SUMMED_UP = lazy_pattern(r"(?:まで)?(?:で|の)?(?:累計|単月)")


def _counted_over(passage: Passage) -> str | None:
    """The end of the stretch that figures are expressly summed up over: 1〜6月で累計9件, 6月単月では."""
    for mention in passage.dates:
        if _SUMMED_UP.match(passage.folded, mention.end):
            return day(last_end(str(mention.value)))
    return None


def _period(passage: Passage) -> str | None:
    """The end of the months or days that figures are counted over: 5月の件数は, 1月から5月までの累計."""
    for mention in passage.dates:
        value = str(mention.value)
        counted = "/" in value or len(value) == len("2025-05")
        if _LONG.match(passage.folded, mention.end, passage.end):
            continue
        counted = counted and ".." not in value and mention.qualifier != "since"
        if counted and (
            _UP_TO.match(passage.folded, mention.end)
            or passage.latin
            or _OF_PERIOD.match(passage.folded, mention.end)
        ):
            return day(last_end(value))
    return None
