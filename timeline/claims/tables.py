"""Tables: rows `name | stopped | cases | sum` become parts of the claim before them. Lists stand in `lists`."""

from dataclasses import dataclass, field, replace

from db.records import Aspect, Claim, Mention
from timeline.claims.aspects import aspects_in, find_aspect
from timeline.claims.context import Context
from timeline.claims.damage import find_damage
from timeline.claims.kinds import Hit, find_kinds
from timeline.claims.passages import Cue, Passage
from timeline.claims.rules import load_rules
from timeline.claims.stops import stop_of_cell
from timeline.patterns import lazy_pattern

_DAYS_OF = ("stop", "resume", "recover")
_OF_DAYS = lazy_pattern(r"の?(?:日|時|予定|見込|開始)| (?:date|day|time|on|from)")
_SUM_ROW = lazy_pattern(r"\s*\|?\s*(?:合計|総計|計|総数|全体|total)\s*\|")
_WHOLE = {"damage_part": "damage_total", "cases_part": "cases", "people_part": "people"}
_MOST = 400
"""Figures and names on one claim: a bound on the work that a table can make."""


@dataclass(slots=True)
class Table:
    """The table at hand: what its columns hold, and which claims its rows add to."""

    unrelated: set[int] = field(default_factory=set)
    """Columns of numbers that are no damage: users, accounts opened."""
    aspects: dict[int, Aspect] = field(default_factory=dict)
    """Columns that tell what of a service was stopped."""
    when: dict[int, Hit] = field(default_factory=dict)
    """Columns that hold the days on which what a row names was stopped or restarted: サービス | 再開日."""
    stops: dict[tuple[str | None, str | None], int] = field(default_factory=dict)
    """What was stopped on which day → the claim that says so."""
    damage: int | None = None
    rows: int = 0

    def take(self, passage: Passage, context: Context, found: list[Claim], introduced: int | None) -> None:
        """Read one row; claims of the table as a whole are begun or added to."""
        self.rows += 1
        if self.rows == 1:
            self.unrelated = _unrelated_columns(passage)
            self.aspects = aspects_of_columns(passage)
            self.when = _columns_of_days(passage)
            if introduced is not None and found[introduced].kind == "damage_figure":
                self.damage = introduced
            return
        for column, hit in self.when.items():
            self._add_day(passage, context, found, column, hit)
        if _SUM_ROW.match(passage.folded, passage.start, passage.end):
            self._add_sum(passage, context, found)
        elif passage.names:
            if self.damage is None or not _is_full(found[self.damage]):
                self._add_damage(passage, context, found)
            self._add_stop(passage, context, found)

    def _add_damage(self, passage: Passage, context: Context, found: list[Claim]) -> None:
        numbers = [n for n in passage.numbers if column_of(passage, n) not in self.unrelated]
        for claim in find_damage(passage, context, part=True, numbers=numbers):
            self.damage = _begin_or_add(found, self.damage, claim)

    def _add_sum(self, passage: Passage, context: Context, found: list[Claim]) -> None:
        """The row of the sums: they are the whole of which the rows before are parts."""
        numbers = [n for n in passage.numbers if column_of(passage, n) not in self.unrelated]
        for claim in find_damage(passage, context, part=True, numbers=numbers):
            whole = tuple(replace(f, role=_WHOLE.get(f.role, f.role), scope=None) for f in claim.figures)
            self.damage = _begin_or_add(found, self.damage, replace(claim, figures=whole))

    def _add_stop(self, passage: Passage, context: Context, found: list[Claim]) -> None:
        # A cell that is not stopped (停止していない) says nothing of its neighbours.
        passage.labels -= {"stopped_for_now"}
        for hit in find_kinds(passage, counts=False):
            if hit.rule.kind == "suspension" and hit.cue is not None:
                column = column_of(passage, hit.cue)
                dates = [date for date in passage.dates if column_of(passage, date) == column]
                row = stop_of_cell(passage, hit, context, dates, self.aspects.get(column))
                key = row.aspect, row.date
                self.stops[key] = _begin_or_add(found, self.stops.get(key), row)

    def _add_day(self, passage: Passage, context: Context, found: list[Claim], column: int, hit: Hit) -> None:
        dates = [date for date in passage.dates if column_of(passage, date) == column]
        if not dates or hit.cue is None:
            return
        behind = hit.cue._replace(start=passage.end, end=passage.end)
        aspect = find_aspect(passage, behind)
        row = stop_of_cell(passage, hit._replace(cue=behind), context, dates, aspect)
        key = row.aspect, row.date
        self.stops[key] = _begin_or_add(found, self.stops.get(key), row)


def _columns_of_days(header: Passage) -> dict[int, Hit]:
    """The columns whose heading says what happened on the days in them; none where it names a day itself."""
    if header.of("date"):
        return {}
    rules = {rule.name: rule for rule in load_rules().kinds if rule.name in _DAYS_OF}
    return {
        column_of(header, cue): Hit(rule=rules[label], cue=cue)
        for cue in header.cues
        for label in cue.labels
        if label in rules and _OF_DAYS.match(header.folded, cue.end, header.end)
    }


def _begin_or_add(found: list[Claim], index: int | None, claim: Claim) -> int:
    """Add figures and names to the claim at the index; without one the row's claim begins the table's."""
    if index is None:
        found.append(claim)
        return len(found) - 1
    whole = found[index]
    if _is_full(whole):
        return index
    have = {organisation.name for organisation in whole.organisations}
    added = tuple(o for o in claim.organisations if o.name not in have)
    found[index] = replace(
        whole,
        figures=whole.figures + claim.figures,
        organisations=whole.organisations + added,
        end=max(whole.end, claim.end),
    )
    return index


def _is_full(claim: Claim) -> bool:
    return len(claim.figures) + len(claim.organisations) > _MOST


def aspects_of_columns(header: Passage) -> dict[int, Aspect]:
    """Which column of a table is about what: 銀行 | 新規登録 | チャージ."""
    return {column_of(header, cue): aspect for cue, aspect in reversed(aspects_in(header))}


def _unrelated_columns(header: Passage) -> set[int]:
    return {header.folded.count("|", header.start, cue.start) for cue in header.labelled("unrelated")}


def column_of(passage: Passage, mention: Mention | Cue) -> int:
    """Which column of its row a mention or a cue stands in, counted from 0."""
    return passage.folded.count("|", passage.start, mention.start)
