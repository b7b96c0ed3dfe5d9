"""English words that look like an event and tell of none: shares that were down, a fine over the outage."""

from timeline.claims.dating import own_date
from timeline.claims.passages import Cue, Passage
from timeline.claims.rules import load_rules
from timeline.patterns import lazy_pattern

_DOWN = ("is down", "was down", "were down", "went down", "go down", "goes down", "crash", "disrupted")
_BY_A_SHARE = lazy_pattern(
    r" (?:by |about |nearly |almost |more than |over |some |as much as )*[\d.]+ ?(?:%|percent|per cent|points?)"
)
_SECURITIES = lazy_pattern(
    r"\b(?:shares?|stocks?|prices?|token|coin|index|revenues?|sales|profits?|bitcoin|traffic)\b[^,.;]{0,40}\Z"
)


def is_of_a_price(passage: Passage, cue: Cue) -> bool:
    """Whether what went down is a price or a number: the shares were down 11%."""
    if not cue.word.startswith(_DOWN):
        return False
    return (
        _BY_A_SHARE.match(passage.folded, cue.end, passage.end) is not None
        or _SECURITIES.search(passage.folded, max(passage.start, cue.start - 60), cue.start) is not None
    )


_UNKNOWN = lazy_pattern(
    r"\b(?:whether|not (?:immediately |yet )?(?:say|specify|disclose|identify|clear|known)|declined to|refused to"
    r"|unclear|unknown (?:whether|how|if|who|when)|rather than|instead of|lack(?:ed|s|ing)"
    r"|without|avoid(?:ed|ing)?)\b[^.;,]*\Z"
)
_THE = lazy_pattern(
    r"\b(?:the|its|their|this|that|such|his|her)(?: \w+){0,2} \Z|['\u2019]s(?: \w+)? \Z"
    r"|\b(?:months|weeks|days|hours|years) of (?:\w+ )?\Z"
)
_MATTERS = lazy_pattern(
    r"outages?|crash|disruptions?|glitch(?:es)?|malfunction|interruption|blackout|meltdown|suspension|shutdown|blast"
    r"|explosion|derailment|collision|collapse|spill|blaze"
)


_LETTER = lazy_pattern(r"[a-z]")
_CALLED_FOR = lazy_pattern(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|refus(?:e|es|ed|ing)|should)\b[^.;,]*\Z"
)
_BEING = lazy_pattern(r"\b(?:be|been|being|was|were|is|are) (?:\w+ )?\Z")
_SETTLED = lazy_pattern(r"\b(?:settl(?:e|es|ed|ing)|resolv(?:e|es|ed|ing)|end|ended|ending)\b[^.;,]{0,40}\Z")


def _is_called_for(passage: Passage, cue: Cue) -> bool:
    """Whether somebody only wants it, or an inquiry is what is settled."""
    before = max(passage.start, cue.start - 100)
    if "report_to" in cue.labels and _BEING.search(passage.folded, before, cue.start):
        return True
    if "step_down" in cue.labels and _CALLED_FOR.search(passage.folded, before, cue.start):
        return True
    return "inquiry" in cue.labels and _SETTLED.search(passage.folded, before, cue.start) is not None


def is_background(passage: Passage, cue: Cue) -> bool:
    """Whether English words only name the event that another verb of the sentence speaks about, or ask for it.

    Fined over the outage; it did not say whether funds were stolen.
    """
    if not passage.latin:
        return False
    before = max(passage.start, cue.start - 80)
    if _UNKNOWN.search(passage.folded, before, cue.start) is not None:
        return True
    if _is_called_for(passage, cue):
        return True
    named = _THE.search(passage.folded, max(passage.start, cue.start - 40), cue.start)
    if _MATTERS.fullmatch(cue.word) is None or named is None:
        return False
    own = own_date(passage, cue)
    if own is not None and own.start >= cue.end:
        return False
    begins = own.end if own is not None and own.end <= named.start() else passage.start
    if _LETTER.search(passage.folded, begins, named.start()):
        return True
    carriers = load_rules().carriers
    return any(
        any(label in carriers for label in other.labels)
        for other in passage.cues
        if _MATTERS.fullmatch(other.word) is None
    )
