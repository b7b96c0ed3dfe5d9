"""One sentence with everything that was found in it: what all steps of the engine look at."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Mention, MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, list item or table row; `start` and `end` are its place in the section's folded text."""

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]

    def of_kind(self, *kinds: MentionKind) -> list[Mention]:
        """Its mentions of some kinds, in order."""
        return [m for m in self.mentions if m.kind in kinds]

    def dates(self) -> list[Mention]:
        """Its dates that could be resolved."""
        return [m for m in self.mentions if m.kind == "date" and m.value is not None]

    def before(self, mention: Mention, length: int) -> str:
        """Up to `length` characters before a mention, inside the sentence."""
        at = mention.start - self.start
        return self.text[max(0, at - length) : at]

    def after(self, mention: Mention, length: int) -> str:
        """Up to `length` characters after a mention, inside the sentence."""
        at = mention.end - self.start
        return self.text[at : at + length]


def cut_sentences(
    folded: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> list[Sentence]:
    """The sentences of a text, each with its own mentions; `mentions` are sorted by where they start."""
    starts = [m.start for m in mentions]
    found = []
    for start, end in spans:
        inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        found.append(Sentence(text=folded[start:end], start=start, end=end, mentions=tuple(inside)))
    return found
