"""Dated sentences that no rule tells: what makes the timeline of an incident in a field that no rule knows.

They are claims of kind `other`, and weak ones: which of them become lines is decided when all documents are known
(`timeline.weight`). `keii extract` does not show them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from db.records import Certainty, Claim, Figure, Mention
from timeline.claims.attribution import find_attribution
from timeline.claims.context import Context
from timeline.claims.dating import as_of_dates, day, event_date, names_a_thing, plain_dates
from timeline.claims.figures import money_figures
from timeline.claims.kinds import may_claim
from timeline.claims.organisations import find_organisations
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

DATED = "dated"
"""The rule of what a sentence says of its first date."""
ASIDE = "dated-aside"
"""The rule of what it says of a further one, or beside what it claims."""
BESIDE = "dated-beside"
"""The rule of what leads a section or names the hour on a day of which other sentences claim something."""
_COMPARED_AFTER = lazy_pattern(
    r"(?:の?時点|現在)?(?:の[^。、]{1,10})?から[^。]{0,24}(?:増|減|拡大)|より(?:も)?[前後]|以前|に比べ|比で"
)
_COMPARED_BEFORE = lazy_pattern(
    r"(?:from|than|with|before) (?:those |that |the (?:figures?|number) )?(?:announced|reported|of|on)? ?\Z"
)
_OF_THE_PAGE = lazy_pattern(
    r"[^。、】\])]{0,6}(?:追記|更新|加筆)\s*[】\]):]|に(?:お知らせ|公表|発表|掲載|報道|配信|案内)(?:いた)?し(?:まし)?た(?=[一-鿿ァ-ヶ「『])"
)
"""【9/14追記】, 9月13日に公表しました障害につきまして: when something was written, not when it happened."""
_BOUND_AFTER = lazy_pattern(r"ごろ?(?:まで|以降)|(?:いっぱい)?(?:まで|以降|以後)|を?(?:めど|目途|目標|期限)")
_DEADLINE = lazy_pattern(r"まで(?:に|の)[^。]*(?:求め|命じ|指示|要請|提出|回答)")
_BOUND_BEFORE = lazy_pattern(
    r"(?:\b(?:by|until|till|before|no later than|after|from)(?: the end of| early| mid| late)? "
    r"|(?:期限|締め?切り?|〆切)[はを]|\bdeadline\b[^.,;]{0,40} (?:is|was|of|on|for) )\Z"
)
_OF_SOMEBODY = lazy_pattern(r"[はがをも]")
_SENTENCE = lazy_pattern(r"(?:た|ます|です|いる|ある)。?\Z")
_IN_USE = lazy_pattern(r"登録者|会員|利用者数|加盟店|契約数|registered|subscribers|members")
"""How many there are of these is the state of a business, no event."""
_MOST_DATES = 4
_LEAST_WORDS = 5
"""Letters beside its dates that a passage must have to say anything."""


def is_weak(claim: Claim) -> bool:
    """Whether a claim is nothing but a dated sentence.

    >>> is_weak(Claim(kind="other", start=0, end=9, date="2024-05-13", rule=DATED))
    True
    """
    return claim.rule in (DATED, ASIDE, BESIDE)


def find_dated(passages: Sequence[Passage], found: Sequence[Claim], context: Context) -> list[Claim]:
    """A claim for every day that a passage names and that no claim of the section is about.

    A passage right behind one that no rule knows is about the same day where it tells how many.
    """
    told = {day(claim.date) for claim in found if claim.date}
    claimed = {claim.start: claim.kind for claim in found}
    made: list[Claim] = []
    last: str | None = None
    leads = True
    for passage in passages:
        kind = claimed.get(passage.start)
        if "date" not in passage.labels:
            if last and kind is None and _tells(passage, context) and (figures := _figures(passage)):
                made.append(_claim(passage, last, context, figures=figures, rule=DATED))
            last = None
            continue
        plain = [mention for mention in plain_dates(passage) if not _bounds_a_stretch(passage, mention)]
        days = list(_days(passage, plain or _moments(passage), context.written_on))
        last = day(days[0].when) if days and plain and kind is None else None
        new = [named for named in days if day(named.when) not in told]
        beside = [named for named in days[:1] if kind is None and named not in new and named.is_first]
        beside = [named for named in beside if leads or "T" in named.when]
        if (leads or new or beside) and _tells(passage, context):
            leads = False
            for named in new:
                rule = DATED if named.is_first and kind != "damage_figure" else ASIDE
                made.append(_claim_on(passage, named, context, rule))
            made += [_claim_on(passage, named, context, BESIDE) for named in beside]
    return made


def _tells(passage: Passage, context: Context) -> bool:
    """Whether a passage says something, and is no heading, date line, question or advice."""
    if passage.form == "heading" or not may_claim(passage, context.written_on):
        return False
    dates = sum(mention.end - mention.start for mention in passage.of("date"))
    letters = sum(map(str.isalpha, passage.words))
    if letters - dates // 2 < (3 if passage.latin else 1) * _LEAST_WORDS:
        return False
    return passage.latin or not _is_elliptic(passage)


def _is_elliptic(passage: Passage) -> bool:
    """Whether a sentence leaves out who or what it is about: 9月16日から停止していた。"""
    if not _SENTENCE.search(passage.words):
        return False
    dates = [(m.start - passage.start, m.end - passage.start) for m in passage.of("date")]
    return not any(
        all(not start <= found.start() < end for start, end in dates)
        for found in _OF_SOMEBODY.finditer(passage.words)
    )


class _Day(NamedTuple):
    """A day that a passage may be about."""

    when: str
    is_first: bool


def _days(passage: Passage, dates: Sequence[Mention], written_on: str | None) -> Iterator[_Day]:
    """Those of the dates on which something happens, and by which nothing only has to."""
    dates = [mention for mention in dates if not _is_compared(passage, mention)]
    for place, mention in enumerate(dates[:_MOST_DATES]):
        when = event_date(mention)
        bound = _is_ahead(when, written_on) and _is_bound(passage, mention)
        if "X" not in when and not bound and not _DEADLINE.match(passage.folded, mention.end, passage.end):
            yield _Day(when, place == 0)


def _moments(passage: Passage) -> Sequence[Mention]:
    """The dates that figures hold for, where it tells figures."""
    tells = passage.labels & {"money", "count"} and not _IN_USE.search(passage.words)
    return as_of_dates(passage) if tells else ()


_BETWEEN = lazy_pattern(r"\bbetween (?:early |mid-|late )?(?:[^;]{1,30} and (?:early |mid-|late )?)?\Z")


def _bounds_a_stretch(passage: Passage, mention: Mention) -> bool:
    """Whether an English date only bounds a stretch, between mid-May and Sept. 3, or says which attack it was."""
    if passage.latin and names_a_thing(passage, mention):
        return True
    before = max(passage.start, mention.start - 60)
    return passage.latin and _BETWEEN.search(passage.folded, before, mention.start) is not None


def _is_compared(passage: Passage, mention: Mention) -> bool:
    """Whether the day is only what another is compared with, or of writing: 24日時点から8件の増, 今月10日より前."""
    return (
        _OF_THE_PAGE.match(passage.folded, mention.end, passage.end) is not None
        or _COMPARED_AFTER.match(passage.folded, mention.end, passage.end) is not None
        or _COMPARED_BEFORE.search(passage.folded, passage.start, mention.start) is not None
    )


def _is_bound(passage: Passage, mention: Mention) -> bool:
    """Whether the date bounds what is to come, and is no day on which something happens: 10日までに報告を求めた."""
    return (
        _BOUND_AFTER.match(passage.folded, mention.end, passage.end) is not None
        or _BOUND_BEFORE.search(passage.folded, passage.start, mention.start) is not None
    )


def _claim_on(passage: Passage, named: _Day, context: Context, rule: str) -> Claim:
    """What the passage says of one of its days; its figures are those of the first."""
    figures = _figures(passage) if named.is_first else ()
    return _claim(passage, named.when, context, figures=figures, rule=rule)


def _claim(passage: Passage, when: str, context: Context, *, figures: tuple[Figure, ...], rule: str) -> Claim:
    said_by = find_attribution(passage)
    return Claim(
        kind="other",
        start=passage.start,
        end=passage.end,
        date=when,
        attributed_to=said_by,
        organisations=find_organisations(passage, "other", said_by, start=passage.start, end=passage.end),
        figures=figures,
        certainty=_certainty(when, context.written_on),
        reported_on=context.reported_on,
        rule=rule,
    )


def _figures(passage: Passage) -> tuple[Figure, ...]:
    """The sums and counts of the passage; nothing says what they are the whole of."""
    return tuple(
        replace(figure, scope=None, basis=None)
        for figure in money_figures(passage, "amount")
        if figure.value is not None
    )


def _is_ahead(when: str, written_on: str | None) -> bool:
    return written_on is not None and day(when) > day(written_on)[: len(day(when))]


def _certainty(when: str, written_on: str | None) -> Certainty:
    """What lies ahead is planned."""
    return "planned" if _is_ahead(when, written_on) else "stated"
