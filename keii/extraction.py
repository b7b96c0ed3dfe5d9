"""The facts of one document: sections in, the mentions and claims of each out.

The one place where the reader (`spiders.reading`) and the finders (`timeline.facts`) meet; the reading stage,
`keii extract` and `keii verify` all come through here, so that they cannot see different things.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from db.records import Document, Facts, Reading, TaughtName

if TYPE_CHECKING:
    from timeline.names import Gazetteer


@lru_cache(maxsize=8)
def gazetteer_with(names: tuple[TaughtName, ...]) -> "Gazetteer":
    """The gazetteer with the names that an incident teaches; kept, since it takes long to make."""
    from timeline.names import load_gazetteer

    return load_gazetteer(names)


def rules_version(names: tuple[TaughtName, ...]) -> str:
    """What the facts of a document depend on besides its text; a document read by another version is read again."""
    from spiders.reading import READING_VERSION
    from timeline.facts import RULES_VERSION

    return f"{READING_VERSION}-{RULES_VERSION}-{gazetteer_with(names).version}"


def find_document_facts(document: Document, names: tuple[TaughtName, ...], timezone: str) -> Reading:
    """The document, signed, with the facts of each of its sections."""
    from timeline.facts import find_facts
    from timeline.origins import sign

    gazetteer = gazetteer_with(names)
    facts = tuple(
        find_facts(
            section,
            gazetteer,
            timezone=timezone,
            publisher=document.publisher,
            language=document.language or "ja",
            reference_date=document.reference_date,
            weak=True,
        )
        for section in document.sections
    )
    return Reading(document=replace(document, signature=sign(document)), facts=facts)


def joined_text(document: Document) -> tuple[str, Sequence[int]]:
    """The text of all sections, and where each begins in it.

    Plain text was cut into slices, so its sections know their place; the sections of a page are put together.
    """
    parts = [section.text for section in document.sections]
    slices = list(accumulate(map(len, parts), initial=0))[:-1]
    if [section.offset for section in document.sections] == slices:
        return "".join(parts), slices
    return "\n".join(parts), [start + newlines for newlines, start in enumerate(slices)]


def facts_of(document: Document, timezone: str) -> Facts:
    """The facts of a whole document, offsets counted in the text that `joined_text` gives.

    Sentences that only name a day are none: whether they tell anything, all documents together show.
    """
    from timeline.claims import is_weak

    reading = find_document_facts(document, (), timezone)
    _, offsets = joined_text(document)
    mentions, claims = [], []
    for offset, facts in zip(offsets, reading.facts, strict=True):
        mentions += [m._replace(start=m.start + offset, end=m.end + offset) for m in facts.mentions]
        for claim in facts.claims:
            if is_weak(claim):
                continue
            figures = tuple(
                replace(f, start=f.start + offset, end=f.end + offset)
                if f.start is not None and f.end is not None
                else f
                for f in claim.figures
            )
            claims.append(replace(claim, start=claim.start + offset, end=claim.end + offset, figures=figures))
    return Facts(mentions=tuple(mentions), claims=tuple(claims))
