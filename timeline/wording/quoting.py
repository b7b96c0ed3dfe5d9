"""Quotes in a line: what is said in the words of the sources, where the structure carries too little."""

from collections.abc import Iterator

from db.records import CitedClaim, Event
from timeline.claims.dated import ASIDE
from timeline.patterns import lazy_pattern
from timeline.wording import Wording

_SLACK = 2
"""White space around a sentence that is not quoted."""
QUOTES = 2
"""The most quotes that one line shows."""
CONSIDERED = 8
"""The most claims whose words are compared."""
_DAY = lazy_pattern(
    r"\A(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?)(?::| [-–—]) (?=\S)"
)
"""March 8, 2017: the day that a line of a chronicle begins with stands beside the quote."""
_SPACE = lazy_pattern(r"\s+")


def one_line(text: str) -> str:
    """Text without line breaks and runs of white space."""
    return _SPACE.sub(" ", text).strip()


def quotes(event: Event, words: Wording, most: int = QUOTES) -> str:
    """The words of the best claims that differ, in quotation marks."""
    return "".join(words.say("page", "quote", quote=quote) for quote in _differing(event, most))


def quoted(event: Event, words: Wording) -> str:
    """The event as nothing but quotes, with who says so."""
    best = event.claims[0]
    who = words.say("says", "reader") if best.claim.by_reader else best.citation.publisher
    return words.say("kind.other", "text", quotes=quotes(event, words), publisher=who)


def _as_shown(cited: CitedClaim) -> str:
    """The quote with marks where the sentence goes on."""
    claim, citation = cited.claim, cited.citation
    before = "…" if citation.start > claim.start + _SLACK else ""
    quote = citation.quote if before else _DAY.sub("", citation.quote)
    return f"{before}{quote}{'…' if citation.end < claim.end - _SLACK else ''}"


def _differing(event: Event, most: int) -> Iterator[str]:
    shown: list[set[str]] = []
    own = [cited for cited in event.claims if cited.claim.rule != ASIDE] or event.claims
    told = dict.fromkeys(map(_as_shown, own[:CONSIDERED]))
    for quote in map(one_line, told):
        pairs = {quote[at : at + 2] for at in range(len(quote) - 1)}
        if not any(len(pairs & other) * 2 >= max(1, min(len(pairs), len(other))) for other in shown):
            shown.append(pairs)
            yield quote
        if len(shown) == most:
            return
