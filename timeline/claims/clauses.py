"""Which date of an English sentence stands with which of its verbs: retired in May, sued in June and fined in July.

A verb has the date behind it in its own clause, else the one before it there, else the one the sentence begins with.
"""

from collections.abc import Sequence

from db.records import Mention
from timeline.claims.passages import Cue, Passage
from timeline.claims.rules import load_rules
from timeline.patterns import lazy_pattern

_NEXT_CLAUSE = lazy_pattern(
    r"[;:]|,|(?<= )[-–—]+ "
    r"|\b(?:but|while|whereas|when|whose|who|because|although|though|despite|according|said|told|announced)\b"
    r"|\b(?:after|before|following|since|until|as)(?= [^ ]+ [^ ]+ [^ ]+)"
)
"""What ends a clause. After 11 p.m. on Monday begins none."""
_PLACE = lazy_pattern(r", [\w.'-]+(?: [\w.'-]+){0,2},(?= (?:on|in|at|late|early|last|this|over)\b)")
"""Broke in at Oldport, Ohio, on Friday: the commas about a place end no clause."""
_FAR = 300
_AND = lazy_pattern(r"\band\b")
_HAPPENS = lazy_pattern(
    r"(?:\A|\b(?:that|which) )(?:\w+ )?"
    r"(?:began|begun|started|occurred|happened|took place|hit|struck|surfaced|emerged)\b"
)
_LEADS = lazy_pattern(
    r"[\s\"'“(*•-]*(?:(?:on|in|by|at|from|since|around|about|late|early|later|earlier|and|then|but|also|only"
    r"|it was|the|morning|evening|night|afternoon|of|as|shortly|just|before|after)[ ,]+)*\Z"
)
_CHRONICLE = lazy_pattern(r"(?:\*\*)?(?: ?:| [-–—])(?= )")
"""March 3: the bank shuts the site. A day that is set off is that of the whole line."""
_COMPARED = lazy_pattern(
    r"\b(?:from|than|versus|(?:compared|line) (?:with|to)) (?:\S+ ){0,4}"
    r"(?:announced|reported|said|given|disclosed|estimated)(?: on| late| early)? \Z"
)
"""Up from one reported Sunday: the day of another figure."""
_STRETCH = lazy_pattern(r"\bbetween (?:early |mid-|late )?[^;]{3,30} and (?:early |mid-|late )?\Z")
_BY = (
    " by ",
    " by around ",
    " by about ",
    " by late ",
    " by early ",
    " by the end of ",
    " until ",
    " until about ",
)
_STATES = frozenset({"stop", "failure", "measure"})
_DONE_BY = frozenset({"resume", "recover", "compensate", "paid"})
"""What is done by a day is done on it as far as anybody can say."""


def date_in_clause(passage: Passage, cue: Cue, dates: Sequence[Mention]) -> Mention | None:
    """The one of the dates that the clause of a cue, or the front of the sentence, gives it."""
    dates = [date for date in dates if date is dates[0] or abs(date.start - cue.start) <= 2 * _FAR]
    dates = [date for date in dates if not (is_compared(passage, date) or goes_on_since(passage, cue, date))]
    leading = leading_date(passage, dates, cue)
    if leading is not None and _CHRONICLE.match(passage.folded, leading.end, passage.end):
        return leading
    return _beside(passage, cue, dates) or leading


def said_date(passage: Passage, dates: Sequence[Mention]) -> Mention | None:
    """The day that somebody says so, as in: authorities said on Monday."""
    dates = [date for date in dates if not is_compared(passage, date)]
    told = (_beside(passage, cue, dates) for cue in passage.labelled("announce"))
    return next(filter(None, told), None) if dates else None


def _beside(passage: Passage, cue: Cue, dates: Sequence[Mention]) -> Mention | None:
    """The date behind a cue in its clause, else the one before it there."""
    after = next((date for date in dates if date.start >= cue.end), None)
    if after is not None and not _is_cut(passage, cue, cue.end, after.start):
        return after
    before = next((date for date in reversed(dates) if date.end <= cue.start), None)
    if before is not None and not _is_cut(passage, cue, before.end, cue.start, before=True):
        return before
    return None


def leading_date(passage: Passage, dates: Sequence[Mention], cue: Cue) -> Mention | None:
    """The date that the sentence begins with, where the cue stands behind it."""
    if not dates or dates[0].end > cue.start:
        return None
    return dates[0] if _LEADS.fullmatch(passage.folded, passage.start, dates[0].start) else None


def is_compared(passage: Passage, date: Mention) -> bool:
    """Whether a date is only that of what something is compared with, or ends a stretch that another begins."""
    before = max(passage.start, date.start - 60), date.start
    return (
        _COMPARED.search(passage.folded, *before) is not None
        or _STRETCH.search(passage.folded, *before) is not None
    )


def is_of_another_clause(passage: Passage, cue: Cue, date: Mention) -> bool:
    """Whether a date stands behind a comma or the like, seen from a cue."""
    start, end = (cue.end, date.start) if cue.end <= date.start else (date.end, cue.start)
    if cue.word.endswith("ing") and (together := _TOGETHER.search(passage.folded, start, end)) is not None:
        end = together.start()
    return end - start > _FAR or _NEXT_CLAUSE.search(passage.folded, start, max(start, end)) is not None


_TOGETHER = lazy_pattern(r", (?:\w+ly )?\Z")
"""Cut its ports off on Friday, stopping all trucks: at once with what stands before."""


def happens_on(passage: Passage, cue: Cue, date: Mention) -> bool:
    """Whether a noun has its day in a clause about it: an outage that began on Friday."""
    return cue.end <= date.start <= cue.end + _FAR and bool(
        _HAPPENS.search(passage.folded[cue.end : date.start].strip())
    )


def goes_on_since(passage: Passage, cue: Cue, date: Mention) -> bool:
    """Whether a date only says since which year or month what a verb tells has been so: found open since 2016."""
    vague = len(str(date.value)) < len("2016-05-01") and _STATES.isdisjoint(cue.labels)
    return vague and passage.folded.endswith(" since ", passage.start, date.start)


def done_by(passage: Passage, cue: Cue, dates: Sequence[Mention]) -> list[Mention]:
    """Those of the dates by which something is said to be done: will be repaid by Friday."""
    if _DONE_BY.isdisjoint(cue.labels):
        return []
    return [date for date in dates if passage.folded.endswith(_BY, passage.start, date.start)]


def _is_cut(passage: Passage, cue: Cue, start: int, end: int, *, before: bool = False) -> bool:
    """Whether another clause, or another verb that claims something, stands between two places."""
    if end - start > _FAR:
        return True
    between = passage.folded[start:end]
    if before and _AND.search(between):
        return True
    between = _PLACE.sub("", between)
    if not before and _HAPPENS.search(between.strip()):
        return False
    if _NEXT_CLAUSE.search(between):
        return True
    carriers = load_rules().carriers
    return any(
        start <= other.start and other.end <= end and any(label in carriers for label in other.labels)
        for other in passage.cues
        if other is not cue
    )
