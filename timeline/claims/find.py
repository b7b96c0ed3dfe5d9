"""Through a section, passage by passage: what each claims. When, who and how much stand in their own modules."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from db.records import Claim, Mention, SectionKind
from timeline.anchor import Anchor
from timeline.claims.context import Context
from timeline.claims.damage import find_damage
from timeline.claims.dated import find_dated
from timeline.claims.dating import (
    address_day,
    day,
)
from timeline.claims.harm import counts_an_outage, may_tell_damage
from timeline.claims.joining import join_damage
from timeline.claims.kinds import Hit, find_kinds, may_claim
from timeline.claims.lists import Introduction, heads_counts, introduces
from timeline.claims.news_days import (
    find_topic,
    is_date_heading,
    leading_day,
    names_same_day,
    passed_over,
    put_hours_on_topic,
    put_on_addendum,
    put_on_news_day,
    put_on_same_day,
    put_under,
    remember,
)
from timeline.claims.passages import Passage, cut_passages
from timeline.claims.plain import plain_claim
from timeline.claims.restating import has_new_topic, is_repeated, may_be_repeated, without_restated
from timeline.claims.rules import rules_for
from timeline.claims.stops import find_stops
from timeline.claims.subjects import with_subject
from timeline.claims.tables import Table

_START = attrgetter("start")
_LINK = 10
"""A line that short only links two items of a list: 次いで."""
_NEAR = 6
"""How many of the last claims may stand in the sentence right before."""
_SAID = 40
"""How many claims back a repetition is looked for: a bound on the work."""
_ONCE = ("discovery", "outage")
"""What was noticed, found and confirmed in one sentence is one discovery, and so with failures: the first found."""
_TOGETHER = ("同時に", "併せて", "あわせて、", "at the same time")


def find_claims(
    text: str,
    mentions: Sequence[Mention],
    anchor: Anchor,
    *,
    section: SectionKind = "body",
    weak: bool = False,
) -> tuple[Claim, ...]:
    """The claims of a section, in the order of the text; with `weak` also sentences with a date that no rule tells.

    >>> from timeline.claims import find_claims
    >>> text = "A銀行は10日、新規登録を停止した。"
    >>> when = Mention(kind="date", start=4, end=7, text="10日", value="2020-09-10")
    >>> [claim] = find_claims(text, [when], Anchor(written_on="2020-09-11"))
    >>> claim.kind, claim.date, claim.aspect
    ('suspension', '2020-09-10', 'linking')
    """
    context = Context(
        written_on=anchor.written_on and day(anchor.written_on),
        reported_on=anchor.written_on,
        by_reader=section == "comment",
    )
    passages = cut_passages(text, mentions)
    folded = passages[0].folded if passages else ""
    walk = _Walk(context=context, names_same_day=names_same_day(folded))
    for at, passage in enumerate(passages):
        context.at = at
        walk.step(passage)
    found = without_restated(sorted(walk.found, key=_START), context.undated)
    if weak and not context.by_reader:
        found += find_dated(passages, walk.found, context)
    return tuple(sorted(found, key=_START))


@dataclass(slots=True)
class _Walk:
    """What has been found so far on the way through a section."""

    context: Context
    names_same_day: bool
    """Whether the section says 同日 anywhere."""
    found: list[Claim] = field(default_factory=list)
    introduction: Introduction = field(default_factory=Introduction)
    table: Table | None = None
    dated: bool = False
    """Whether the passage before named a date."""

    def step(self, passage: Passage) -> None:
        """One passage further."""
        if (
            not passage.labels
            and passage.form != "row"
            and not passage.folded.startswith("http", passage.start)
        ):
            self._pass_by(passage)
            return
        before = len(self.found)
        with_subject(passage, self.context)
        if is_date_heading(passage):
            self.context.under, self.context.line = day(str(passage.dates[0].value)), ("", -1)
            return
        self._read_line(passage)
        if "date" in passage.labels:
            self._date(passage)
        find_topic(passage, self.context)
        if passage.form == "row":
            self.table = self.table or Table()
            self.table.take(passage, self.context, self.found, self.introduction.claim)
            if self.table.damage is not None:
                self.context.damage = self.context.at
        else:
            self.table = None
            if _is_address(passage) and self._names_address(passage):
                return
            if self.introduction.takes(passage, self.found):
                self.context.damage += 1
            else:
                self._add(passage)
        kinds = set()
        for claim in self.found[before:] if len(self.found) > before else ():
            kinds.add(claim.kind)
            if claim.aspect and claim.aspect != "service":
                self.context.stopped, self.context.stopped_at = claim.aspect, self.context.at
        remember(passage, self.context, kinds)
        self.dated = bool(passage.dates)

    def _date(self, passage: Passage) -> None:
        """Put the dates of a passage on the days that the passages before make them mean."""
        put_on_addendum(passage, self.context.written_on)
        put_on_news_day(passage, self.context.written_on)
        if self.names_same_day:
            put_on_same_day(passage, self.context)
            self.context.passed_over = passed_over(passage, self.context)
        else:
            put_hours_on_topic(passage)
        if self.context.under:
            put_under(passage, self.context.under)

    def _pass_by(self, passage: Passage) -> None:
        """A passage without any mention or cue word: it may still introduce a list, or end one."""
        self.table, self.dated = None, False
        if self.context.line[1] >= 0:
            self._read_line(passage)
        if self.context.at == 0:
            self.context.damage = 0
        self._note_list(passage, [])

    def _note_list(self, passage: Passage, claims: list[Claim]) -> None:
        if introduces(passage):
            self.introduction.open(passage, self.found, claims)
        elif heads_counts(passage):
            self.introduction.open_counts(passage)
        elif passage.form != "item" and passage.end - passage.start > _LINK:
            self.introduction.close()

    def _read_line(self, passage: Passage) -> None:
        """The day that begins a line is that of all sentences on it."""
        under, end = self.context.line
        if passage.start >= end >= 0:
            self.context.under, self.context.line = under or None, ("", -1)
        if "date" in passage.labels and (leads := leading_day(passage)) is not None:
            line_end = passage.folded.find("\n", passage.end)
            self.context.line = self.context.under or "", len(passage.folded) if line_end < 0 else line_end
            self.context.under = leads

    def _names_address(self, passage: Passage) -> bool:
        """Put the address that stands alone on the line after a claim into the quote of the claim.

        An address that names a day (info_20200910.html) dates a claim that names none itself.
        """
        last = range(max(0, len(self.found) - _NEAR), len(self.found))
        ends = max((self.found[i].end for i in last), default=None)
        if ends is None or passage.folded[ends : passage.start].strip():
            return False
        for i in last:
            if self.found[i].end == ends:
                date = self.found[i].date if self.dated else address_day(passage.words) or self.found[i].date
                self.found[i] = replace(self.found[i], end=passage.end, date=date)
        return True

    def _at_the_same_time(self, passage: Passage, claims: list[Claim]) -> list[Claim]:
        """同時に、: what names no day itself has that of the claim before."""
        if not self.found or not passage.folded.startswith(_TOGETHER, passage.start):
            return claims
        when = self.found[-1].date
        moved = {(c.kind, c.start, c.rule, c.date) for c in claims} & self.context.undated
        self.context.undated -= moved
        return [replace(c, date=when) if (c.kind, c.start, c.rule, c.date) in moved else c for c in claims]

    def _add(self, passage: Passage) -> None:
        parts: list[Claim] = []
        if self.introduction.damage and passage.form in ("item", "heading"):
            parts = find_damage(passage, self.context, part=True)
            if self.introduction.add_parts(self.found, parts):
                return
        claims = parts or _claims_of(passage, self.context)
        if claims:
            claims = self._at_the_same_time(passage, claims)
            told = self.found[-_SAID:]
            if passage.latin:
                told = [claim for claim in told if may_be_repeated(claim, claims, passage)]
            elif has_new_topic(passage, told):
                told = [claim for claim in told if claim.kind == "damage_figure"]
            claims = [claim for claim in join_damage(self.found, claims) if not is_repeated(claim, told)]
        self._note_list(passage, claims)
        self.found += claims


def _is_address(passage: Passage) -> bool:
    return passage.folded.startswith(("http://", "https://"), passage.start) and " " not in passage.words


def _claims_of(passage: Passage, context: Context) -> list[Claim]:
    """What one passage claims, one claim for each kind and day."""
    counts = may_tell_damage(passage, context)
    if not (counts or rules_for(passage.labels)):
        return []
    if not may_claim(passage, context.written_on, under=context.under is not None):
        return []
    damage = find_damage(passage, context) if counts else []
    claims: dict[tuple[str, str | None], Claim] = {}
    counted = {day(claim.date) for claim in damage if claim.date}
    hits = find_kinds(passage, counts=bool(damage), counted=counted)
    if damage and any(hit.rule.kind == "outage" for hit in hits) and counts_an_outage(passage, damage):
        hits, damage = [hit for hit in hits if hit.cue is not None], []
    dated: set[tuple[str, int, str | None, str | None]] = set()
    before, context.undated = context.undated, set()
    for hit in hits:
        context.undated.clear()
        for claim in _claims_of_hit(passage, hit, context, damage):
            told = claim.kind, claim.start, claim.rule, claim.date
            own_day = claim.kind == "outage" and told not in context.undated
            when = claim.date and day(claim.date) if claim.kind not in _ONCE or own_day else None
            claims.setdefault((claim.kind, when), claim)
            (before if told in context.undated else dated).add(told)
    before -= dated
    context.undated = before
    return list(claims.values())


def _claims_of_hit(passage: Passage, hit: Hit, context: Context, damage: list[Claim]) -> list[Claim]:
    if hit.cue is None:
        return damage
    if hit.rule.kind in ("suspension", "resumption"):
        return find_stops(passage, hit, context)
    claim = plain_claim(passage, hit, context, counts=bool(damage))
    if damage and claim is not None:
        claim = replace(claim, figures=())
    return [claim] if claim is not None else []
