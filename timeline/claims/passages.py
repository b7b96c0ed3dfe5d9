"""A section cut into passages: sentences, list items, table rows and headings, each with its mentions and cues.

What a passage says is decided elsewhere; here stands only what it is made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from db.records import Mention
from timeline.claims.rules import find_separated, find_words, load_rules
from timeline.patterns import lazy_pattern
from timeline.text import fold, sentences

Form = Literal["sentence", "item", "row", "heading"]
_ITEM = lazy_pattern(r"[-*•・▽▼※–]|\(?\d{1,2}[.)]\s|[①-⑳]")
_ENDED = lazy_pattern(r"[。.」]\Z|[。.]\)\Z|(?:ます|ました|です|でした|した|する|いる|ある|だ)\Z")
_MOST = 160
"""Mentions and cues read of one passage: what holds more is no sentence, and work on it stays bounded."""
_HARMED = frozenset({"damage_total", "break_in"})
_WORD = 12
"""Letters to a space at the most in a text that is not Japanese."""
_LATIN = lazy_pattern(r"[A-Za-z]")


class Cue(NamedTuple):
    """A cue word at its place."""

    start: int
    end: int
    word: str
    labels: tuple[str, ...]


@dataclass(slots=True)
class Passage:
    """One sentence, list item, table row or heading, and what stands in it."""

    start: int
    end: int
    form: Form
    folded: str
    """The whole section, folded and in lower case; offsets are those of the section."""
    latin: bool
    """Whether it is written in English rather than Japanese."""
    mentions: Sequence[Mention] = ()
    """In their order; changed by `take` alone, as are those of a kind below."""
    cues: Sequence[Cue] = ()
    labels: frozenset[str] = frozenset()
    """What its mentions and cues stand for."""
    names: Sequence[Mention] = ()
    dates: Sequence[Mention] = ()
    """Those that were understood."""
    numbers: Sequence[Mention] = ()
    """Sums and counts."""
    said_by: tuple[str, ...] | None = field(default=None, init=False, repr=False)
    """What `find_attribution` found."""
    own_dates: dict[int, Mention | None] = field(default_factory=dict, init=False, repr=False)
    """The date that its clause gives an English verb, by where the verb begins."""
    by_label: dict[str, list[Cue]] = field(default_factory=dict, init=False, repr=False)

    @property
    def words(self) -> str:
        """The passage itself, folded, in lower case."""
        return self.folded[self.start : self.end]

    def of(self, kind: str) -> list[Mention]:
        """Its mentions of one kind."""
        return [mention for mention in self.mentions if mention.kind == kind]

    def labelled(self, label: str) -> list[Cue]:
        """Its cues that stand for this; not to be changed."""
        if label not in self.labels:
            return []
        found = self.by_label.get(label)
        if found is None:
            found = self.by_label[label] = [cue for cue in self.cues if label in cue.labels]
        return found

    def take(self, mentions: Sequence[Mention]) -> None:
        """Put mentions in, in the place of those that it had."""
        self.mentions = mentions
        self.own_dates.clear()
        self.names = [m for m in mentions if m.kind == "name"]
        self.dates = [m for m in mentions if m.kind == "date" and m.value is not None]
        self.numbers = [m for m in mentions if m.kind == "money" or m.kind == "count"]


def cut_passages(text: str, mentions: Sequence[Mention]) -> list[Passage]:
    """The passages of a section in their order; every mention and cue stands in one of them."""
    folded = fold(text)
    lowered = folded.lower()
    if len(lowered) != len(folded):
        lowered = folded
    labels = load_rules().labels
    found = [m for m in mentions if not _is_of_dateline(lowered, m)]
    cues = [Cue(start, end, word, labels[word]) for start, end, word in find_words(lowered)]
    if separated := _separated(lowered):
        cues = sorted([*cues, *separated])
    passages = []
    mention = cue = 0
    for start, end in _undatelined(lowered, _joined(folded)):
        next_mention, next_cue = _first_from(found, mention, end), _first_from(cues, cue, end)
        latin = 2 * len(_LATIN.findall(lowered, start, end)) > end - start
        passage = Passage(start, end, _form(folded, start, end), lowered, latin)
        _fill(passage, found[mention:next_mention], cues[cue:next_cue])
        passages.append(passage)
        mention, cue = next_mention, next_cue
    return passages


def _first_from(placed: Sequence[Mention] | Sequence[Cue], at: int, place: int) -> int:
    """Index of the first of those from `at` on that begins at a place or behind it."""
    while at < len(placed) and placed[at].start < place:
        at += 1
    return at


def _fill(passage: Passage, mentions: Sequence[Mention], cues: Sequence[Cue]) -> None:
    """Put in what stands in a passage, and what it stands for."""
    if not mentions and not cues:
        return
    labels: set[str] = set()
    if mentions:
        passage.take(mentions[:_MOST])
        cues = _outside_names(cues, passage.names)
        labels.update([m.name_class or m.kind for m in passage.mentions])
        labels.update(["台" for m in passage.numbers if m.unit == "台"])
    if cues:
        passage.cues = cues[:_MOST]
        for cue in passage.cues:
            labels.update(cue.labels)
        if not labels.isdisjoint(_HARMED):
            labels.add("damage")
    passage.labels = frozenset(labels)


_DATELINE = lazy_pattern(r"\s*(?:[a-z.' ]{2,30},\s){1,2}\Z")
_DATELINE_END = lazy_pattern(r"\s*(?:\([^()]{1,30}\)\s*)?[-–—]+\s")
_DATELINE_REACH = 60


def _is_of_dateline(lowered: str, mention: Mention) -> bool:
    """Whether a date only says when the text was sent off: LONDON, March 3 (Wire) -."""
    return (
        mention.kind == "date"
        and mention.start <= _DATELINE_REACH
        and _DATELINE.match(lowered, 0, mention.start) is not None
        and _DATELINE_END.match(lowered, mention.end) is not None
    )


_SENT_FROM = lazy_pattern(
    r"(?:[a-z][a-z.,' /-]{1,40}?(?:, [a-z]{3,9}\.? \d{1,2})?|[a-z]{3,9}\.? \d{1,2}) ?"
    r"(?:\([^()\n]{1,30}\) ?[-–—]{1,2} ?| [-–—]{1,2} )(?=[a-z\"“'(])"
)
_FIRST = 3


def _undatelined(lowered: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences; the first of an English report begins behind the words that say where it was sent from."""
    for at, (start, end) in enumerate(spans[:_FIRST]):
        sent = _SENT_FROM.match(lowered, start, min(end, start + _DATELINE_REACH + 20))
        if sent is not None and sent.end() < end:
            spans[at] = sent.end(), end
            break
    return spans


def _joined(folded: str) -> list[tuple[int, int]]:
    """The sentences; a line broken in the middle of a word of a sentence is mended."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences(folded):
        if joined and _is_broken(folded, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


_SALUTES = lazy_pattern(r"(?:Dear|Hello|Hi) ")
_OPEN_END = lazy_pattern(r"[をにがのでと、,]\Z|てい\Z|しま\Z")


def _is_broken(folded: str, before: tuple[int, int], start: int) -> bool:
    """Whether the sentence before runs on over the end of its line."""
    gap = folded[before[1] : start]
    return (
        gap == "\n"
        and _SALUTES.match(folded, before[0]) is None
        and before[1] - before[0] >= 12
        and not folded.endswith(("は、", "は"), before[0], before[1])
        and _OPEN_END.search(folded, before[1] - 2, before[1]) is not None
        and _ITEM.match(folded, start) is None
        and _ITEM.match(folded, before[0]) is None
        and "|" not in folded[before[0] : before[1]]
    )


def _form(folded: str, start: int, end: int) -> Form:
    line_start = folded.rfind("\n", 0, start) + 1
    if folded.find("|", start, end) >= 0 and (
        folded.count("|", start, end) > 1 or " | " in folded[start:end]
    ):
        return "row"
    if not folded[line_start:start].strip() and _ITEM.match(folded, start):
        return "item"
    return "sentence" if _ENDED.search(folded, max(start, end - 3), end) else "heading"


_BODIES = frozenset({"bank", "exchange", "broker", "authority", "operator"})


def _outside_names(cues: Sequence[Cue], names: Sequence[Mention]) -> Sequence[Cue]:
    """The cues that are no letters of a name: うち in ゆうちょ銀行. Services are called by what they do."""
    bodies = [(name.start, name.end) for name in names if name.name_class in _BODIES]
    if not bodies:
        return cues
    return [cue for cue in cues if not any(a <= cue.start and cue.end <= b for a, b in bodies)]


def _separated(lowered: str) -> list[Cue]:
    """English verbs with words between them and their particle: took the site down."""
    if lowered.count(" ") * _WORD < len(lowered):
        return []
    labels = load_rules().labels
    return [Cue(start, end, word, labels[word]) for start, end, word in find_separated(lowered)]


_MATTER = lazy_pattern(r"(?:問題|事件|事案|事故)(?:で|に関し|について|を受け|を巡|をめぐ|に絡)")


def end_of_matter(passage: Passage) -> int:
    """Where the words end that say what a Japanese sentence is about, 送金が止まった問題で; else where it begins."""
    if "題" not in (words := passage.words) and "事" not in words:
        return passage.start
    found = _MATTER.search(passage.folded, passage.start, passage.end)
    return found.start() if found else passage.start
