"""What lists and tables say: rows that are claims of their own, and names that belong to the sentence before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from db.records import Claim, Figure, Mention, Organisation
from timeline.cued import damage
from timeline.cued.cues import Cues
from timeline.cued.sentence import Sentence

_RULE_ROW = re.compile(r"[\s|:-]+")
_HEADING = re.compile(r"件数|金額|被害|状況|停止|対応|銀行名|サービス名|amount|cases|status", re.IGNORECASE)
_NOT_DAMAGE = re.compile(r"登録|会員|利用者|口座数|加盟|users|registered", re.IGNORECASE)
_STOPPED = re.compile(
    r"(?:一時)?(?:停止|休止|中止)(?:中|済み?)?(?:\([^)]*\))?|suspended|stopped|halted", re.IGNORECASE
)
_NOTE = re.compile(r"\s*(?:※|[((]|\*)")
_HARMED = re.compile(r"(?:被害|不正)(?:が|も|を)?(?:確認|判明|発生|出|見つか)")
_INTRODUCED = frozenset({"suspension", "resumption", "damage_figure", "compensation", "discovery", "outage"})
_REACH = 3
"""Sentences between a statement and the list that belongs to it (対象は8サービス。下記の通り。)."""


@dataclass(slots=True)
class Table:
    """Remembers the heading of the table that is being walked through."""

    heading: list[str] = field(default_factory=list)

    def row(self, sentence: Sentence) -> list[str]:
        """The headings of the cells where `sentence` is a row below a heading; else nothing."""
        cells = damage.cells(sentence)
        if not cells:
            self.heading = []
            return []
        if _RULE_ROW.fullmatch(sentence.text.strip()):
            return []
        if not self.heading or not sentence.mentions:
            self.heading = list(cells) if _HEADING.search(sentence.text) else []
            return []
        return self.heading


def row_claims(sentence: Sentence, heading: Sequence[str], cues: Cues) -> Iterator[Claim]:
    """What one row of a table says of the bank or service it names: its damage, and that it was stopped."""
    names = sentence.of_kind("name")
    if not names:
        return
    about = names[-1]
    whole = Claim(kind="other", start=sentence.start, end=sentence.end, date=None, rule="table row")
    figures = tuple(
        replace(_part(damage.figure_of(sentence, m, cues)), scope=about.canonical)
        for m in sentence.of_kind("money", "count")
        if not _NOT_DAMAGE.search(_head_of(sentence, m, heading))
    )
    if any(f.role in ("damage_part", "cases_part") for f in figures):
        yield replace(whole, kind="damage_figure", figures=figures, organisations=_parties(names, "affected"))
    if any(_STOPPED.fullmatch(cell) for cell in damage.cells(sentence)):
        yield replace(whole, kind="suspension", aspect="service", organisations=_parties(names, "target"))


def _part(figure: Figure) -> Figure:
    return replace(figure, role=damage.PARTS.get(figure.role, figure.role))


def _head_of(sentence: Sentence, mention: Mention, heading: Sequence[str]) -> str:
    column = sentence.text.count("|", 0, mention.start - sentence.start)
    return heading[column] if column < len(heading) else ""


def _parties(names: Sequence[Mention], role: str) -> tuple[Organisation, ...]:
    found = {m.canonical or m.text: m for m in names}
    return tuple(
        Organisation(
            name=name, name_class=m.name_class or "other", role="affected" if role == "affected" else "target"
        )
        for name, m in found.items()
    )


def counted_names(sentence: Sentence, cues: Cues) -> tuple[Figure, ...]:
    """The number of banks or services that a sentence lists as harmed, where it gives no number itself."""
    if not _HARMED.search(sentence.text) or sentence.of_kind("money", "count"):
        return ()
    banks = {m.canonical for m in sentence.of_kind("name") if m.name_class == "bank"}
    return (Figure(role="banks", value=len(banks), unit="銀行"),) if len(banks) > 1 else ()


def is_note(sentence: Sentence) -> bool:
    """Whether a line is a note to the line before it (※4日6時時点)."""
    return bool(_NOTE.match(sentence.text)) and not sentence.of_kind("money", "count")


def with_listed_names(
    found: Sequence[tuple[int, Claim]], cut: Sequence[Sentence], cues: Cues
) -> Iterator[Claim]:
    """The claims; those that introduce a list also with the names of its items."""
    listed = _lists(cut, cues)
    for position, (index, claim) in enumerate(found):
        names = next((listed[i] for i in range(index + 1, index + _REACH + 1) if i in listed), ())
        taken = any(_introduces(other, i, index) for i, other in found[position + 1 :])
        if not names or taken or claim.kind not in _INTRODUCED or _is_item(cut[index], cues):
            yield claim
            continue
        role = "affected" if claim.kind in ("damage_figure", "discovery") else "target"
        held = {o.name for o in claim.organisations}
        added = tuple(o for o in _parties(names, role) if o.name not in held)
        yield replace(claim, organisations=claim.organisations + added)


def _introduces(claim: Claim, index: int, before: int) -> bool:
    """Whether a later sentence is nearer to the list."""
    return before < index <= before + _REACH and claim.kind in _INTRODUCED


def _is_item(sentence: Sentence, cues: Cues) -> bool:
    return bool(cues.item.match(sentence.text))


def _lists(cut: Sequence[Sentence], cues: Cues) -> dict[int, tuple[Mention, ...]]:
    """Index of the first item of each list → the banks and services it names."""
    found: dict[int, list[Mention]] = {}
    first = -1
    for index, sentence in enumerate(cut):
        # A line may fall into sentences (Yahoo!(PayPay)); the rest of an item's line belongs to the item.
        starts_line = index == 0 or cut[index - 1].text.endswith("\n") or sentence.text.startswith("\n")
        if starts_line and not _is_item(sentence, cues):
            first = -1
        elif starts_line and first < 0:
            first = index
        if first < 0:
            continue
        names = [
            m
            for m in sentence.of_kind("name")
            if m.name_class in ("bank", "service", "operator", "exchange", "broker")
        ]
        found.setdefault(first, []).extend(names[:1])
    return {index: tuple(names) for index, names in found.items() if names}
