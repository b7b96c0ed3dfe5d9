"""Claims of all kinds that neither count damage nor stop anything: when it was, who takes part, which sums it names."""

from db.records import Claim, Figure, Mention
from timeline.claims.attribution import find_attribution
from timeline.claims.certainty import find_certainty
from timeline.claims.context import Context
from timeline.claims.counting import damage_numbers
from timeline.claims.dating import date_at, event_date, is_as_of, may_share, only_date
from timeline.claims.figures import find_figures, money_figures
from timeline.claims.kinds import Hit
from timeline.claims.news_days import topic_date
from timeline.claims.organisations import find_organisations
from timeline.claims.passages import Cue, Passage
from timeline.patterns import lazy_pattern

_BY_OTHERS = ("regulator", "investigation")
"""Deeds of others than those who announced what the passages before tell."""
_OF_SUSPECTS = ("suspected", "suspected_of")
"""Rules of what the accused did, on the day that the sentence names."""
_TO_THE_POLICE = (
    "被害届",
    "被害の届",
    "被害相談",
    "被害の相談",
    "被害申告",
    "被害を申告",
    "警察に",
    "警察へ",
    "相談し",
    "告訴",
    "刑事告訴",
)
_FIGURED = {
    "outage": "amount",
    "compensation": "compensation",
    "discovery": "amount",
    "investigation": "amount",
    "suspension": "amount",
}


def _is_spoken(passage: Passage, cue: Cue) -> bool:
    """Whether the date at the front of the passage is that of saying so."""
    return "disclose" in cue.labels or ("come_to_light" in cue.labels and "disclose" in passage.labels)


def _is_going_on(passage: Passage, mention: Mention) -> bool:
    """Whether a stretch of days only tells since when something goes on: 先週から各地で表面化している."""
    return "/" in str(mention.value) and passage.folded.startswith("から", mention.end)


def _is_of_the_party(cue: Cue) -> bool:
    """Whether those do it who announced what was told before: they go to the police, and report to the ministry."""
    return "report_to" in cue.labels or "に報告" in cue.word or cue.word.startswith(_TO_THE_POLICE)


def _counted_people(passage: Passage) -> tuple[Figure, ...]:
    """How many were arrested: the number nearest to the verb is theirs."""
    people = [f for f in find_figures(passage, passage.of("count")) if f.role == "people"]
    return tuple(people[-1:])


_FINISHED = lazy_pattern(r"(?:まで)?に(?:[^、。]{0,12}を)?(?:完了|終え|終わ|済ませ)")
_UNTIL = lazy_pattern(r"までに(?!分か|わか|判明|確認|把握|発覚)[^、。]{0,60}")
_BEGINS = lazy_pattern(r"(?:から|より|に|以降)[^、。]{0,16}(?:受け付け|受付|始|開始|支払|実施|行う|行い)")


def _repaid_on(passage: Passage, cue: Cue, found: Mention | None) -> Mention | None:
    """The day of paying back: where it ended before where it began, 3月より返金し、1月に完了した; else as `found`.

    A day in a later clause is that of its beginning: 全額補償で、2月8日から受け付ける.
    """
    behind = [date for date in passage.dates if date.start > cue.end]
    for date in behind:
        if _FINISHED.match(passage.folded, date.end, passage.end):
            return date
    if "paid" in cue.labels:
        for date in reversed(passage.dates):
            if date.end <= cue.start and _UNTIL.fullmatch(passage.folded, date.end, cue.start):
                return date
    if found is None:
        return next((date for date in behind if _BEGINS.match(passage.folded, date.end, passage.end)), None)
    return found


def _figures_of(passage: Passage, kind: str, role: str) -> tuple[Figure, ...]:
    """The sums and counts that a claim of a kind tells; of inquiries not how many firms were hired."""
    told = money_figures(passage, role)
    if kind == "discovery" and passage.latin:
        harmed = {number.start for number in damage_numbers(passage, passage.numbers)}
        return tuple(figure for figure in told if figure.start in harmed)
    return tuple(f for f in told if f.role != "services") if kind == "investigation" else told


def plain_claim(passage: Passage, hit: Hit, context: Context, *, counts: bool) -> Claim | None:
    """A claim of any kind that neither counts damage nor stops anything; `counts`: the passage counts damage, too."""
    cue = hit.cue
    assert cue is not None
    mention = date_at(
        passage,
        cue,
        spoken=_is_spoken(passage, cue),
        since=not hit.rule.date or hit.rule.name == "told",
        own=hit.rule.own,
    )
    if hit.rule.kind == "compensation":
        mention = _repaid_on(passage, cue, mention)
    if mention is not None and hit.rule.kind == "compensation" and counts and is_as_of(passage, mention):
        mention = None
    if mention is None and (hit.rule.kind in ("outage", "discovery") or hit.rule.name in _OF_SUSPECTS):
        mention = only_date(passage)
        if mention is not None and passage.latin and not may_share(passage, cue, mention):
            mention = None
    if (
        mention is not None
        and hit.rule.kind == "regulator"
        and passage.folded.startswith("から", mention.end)
    ):
        mention = topic_date(passage) or mention
    if mention is not None and hit.rule.kind == "discovery" and _is_going_on(passage, mention):
        return None
    if mention is None and hit.rule.date:
        return None
    kind = hit.rule.kind
    when = event_date(mention) if mention else context.fallback()
    if mention is None and kind in _BY_OTHERS and not _is_of_the_party(cue):
        when = context.under or context.written_on
    if mention is None and not (context.under and kind == "regulator"):
        context.undated.add((kind, passage.start, hit.rule.name, when))
    role = _FIGURED.get(kind)
    said_by = find_attribution(passage)
    return Claim(
        kind=kind,
        start=passage.start,
        end=passage.end,
        date=when,
        attributed_to=said_by,
        organisations=find_organisations(
            passage, kind, said_by, start=passage.start, end=passage.end, verb=cue.start
        ),
        figures=_counted_people(passage)
        if kind == "arrest"
        else _figures_of(passage, kind, role)
        if role
        else (),
        certainty=find_certainty(passage, kind, cue, when, context.written_on),
        reported_on=context.reported_on,
        by_reader=context.by_reader,
        rule=hit.rule.name,
    )
