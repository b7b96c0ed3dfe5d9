"""Which claims of a section tell something by themselves: all but empty words and repetitions of a sentence."""

from bisect import bisect_left
from collections.abc import Iterator

from db.records import Claim, Facts
from timeline.claims import is_weak

NEWS = frozenset({"step_down", "upheaval"})
"""Rules of what is news whatever else its sentence tells: the firm, which lost $9 million, filed for bankruptcy."""


def telling(facts: Facts) -> Iterator[Claim]:
    """The claims of a section that may become lines of a timeline.

    One of kind `other` is kept only where its sentence mentions a date, a name or a figure, and where no claim of
    another kind tells the same sentence on the same day. おわびして訂正します。 is none.
    """
    if not any(claim.kind == "other" for claim in facts.claims):
        yield from facts.claims
        return
    told = {(claim.start, claim.date) for claim in facts.claims if claim.kind != "other"}
    starts = sorted(mention.start for mention in facts.mentions)
    for claim in facts.claims:
        if claim.kind != "other" or (
            ((claim.start, claim.date) not in told or claim.rule in NEWS)
            and (is_weak(claim) or claim.figures or claim.organisations or _mentions(claim, starts))
        ):
            yield claim


def _mentions(claim: Claim, starts: list[int]) -> bool:
    place = bisect_left(starts, claim.start)
    return place < len(starts) and starts[place] < claim.end
