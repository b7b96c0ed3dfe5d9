"""Which names are found in a text, from where they are known, and what only looks like one. Nothing is printed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from db.records import Document, Mention, TaughtName
from keii.extraction import gazetteer_with, joined_text

if TYPE_CHECKING:
    from timeline.names.lookalikes import Lookalike

Origin = Literal["known", "taught", "text"]
"""known: the lists of the program; taught: the incident file; text: the text itself says that it is a name."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in the text; places count in the whole text."""

    mention: Mention
    origin: Origin


@dataclass(frozen=True, slots=True)
class NameCheck:
    """What a text says of names."""

    text: str
    found: tuple[FoundName, ...]
    lookalikes: "tuple[Lookalike, ...]"


def check_names(document: Document, taught: Sequence[TaughtName], timezone: str) -> NameCheck:
    """The names of a document as a reading would find them, and what it would pass over."""
    from dataclasses import replace

    from timeline.anchor import Anchor
    from timeline.mentions import find_mentions
    from timeline.names.lookalikes import find_lookalikes
    from timeline.text import fold

    gazetteer = gazetteer_with(tuple(taught))
    own = {name.canonical for name in taught}
    text, offsets = joined_text(document)
    found: list[FoundName] = []
    lookalikes: list[Lookalike] = []
    for section, offset in zip(document.sections, offsets, strict=True):
        anchor = Anchor(written_on=section.written_on or document.reference_date, timezone=timezone)
        mentions = find_mentions(section.text, anchor, gazetteer)
        for mention in mentions:
            if mention.kind == "name":
                moved = mention._replace(start=mention.start + offset, end=mention.end + offset)
                found.append(FoundName(moved, _origin(mention.canonical or "", own, gazetteer.names)))
        lookalikes += [
            replace(alike, start=alike.start + offset, end=alike.end + offset)
            for alike in find_lookalikes(fold(section.text), gazetteer, mentions)
        ]
    return NameCheck(text, tuple(found), tuple(lookalikes))


def _origin(canonical: str, taught: set[str], known: Mapping[str, object]) -> Origin:
    if canonical in taught:
        return "taught"
    return "known" if canonical in known else "text"
