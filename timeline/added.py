"""Lines that a person added: each with its own citation, which is looked up in the archived pages.

Where the page is archived and holds the words, the citation is like any other and can be proved. Where not, it has no
digest and no time of capture: it is shown, and told to be not archived.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from db.records import (
    AddedEntry,
    Citation,
    Decided,
    Document,
    Entry,
    Incident,
    Organisation,
    Reading,
    Section,
    Standing,
)
from timeline.moments import order_of
from timeline.patterns import lazy_pattern
from timeline.review import text_in
from timeline.wording import Wording

_SPACE = lazy_pattern(r"\s+")


def added_id(added: AddedEntry) -> str:
    """A stable id, made of what is cited and when it happened, not of the wording."""
    said = ("added", added.date, added.kind, added.url, _SPACE.sub("", added.quote))
    return sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def with_added(
    entries: Sequence[Entry],
    added: Iterable[AddedEntry],
    incident: Incident,
    readings: Sequence[Reading],
    words: Wording,
) -> tuple[tuple[Entry, ...], tuple[Decided, ...]]:
    """The entries with those of a person at their places, and what became of these."""
    mine = [_entry(one, incident, readings, words) for one in added]
    outcomes = [
        Decided(action="add", entry=entry.id, state="applied", why=one.why, line=one.line)
        for one, entry in zip(added, mine, strict=True)
    ]
    known = {entry.id for entry in entries}
    together = [*entries, *dict.fromkeys(entry for entry in mine if entry.id not in known)]
    if mine:
        together.sort(key=lambda entry: (order_of(entry.date)[:10], order_of(entry.date)))
    return tuple(together), tuple(outcomes)


def _entry(added: AddedEntry, incident: Incident, readings: Sequence[Reading], words: Wording) -> Entry:
    texts = added.texts
    text = text_in(texts, words.language, incident.language) or texts[0][1]
    return Entry(
        id=added_id(added),
        date=added.date,
        kind=added.kind,
        text=text,
        status="current",
        independent_sources=1,
        citations=(_cited(added, incident, readings),),
        organisations=tuple(Organisation(name=n, name_class="other", role="mentioned") for n in added.names),
        by_hand=("added",),
    )


def _cited(added: AddedEntry, incident: Incident, readings: Sequence[Reading]) -> Citation:
    known: dict[str, Standing] = {source.publisher: source.standing for source in reversed(incident.sources)}
    plain = Citation(
        url=added.url,
        publisher=added.publisher,
        standing=known.get(added.publisher, "unknown"),
        title=added.title,
        published=added.published,
        section="body",
        section_index=0,
        quote=added.quote,
        start=0,
        end=len(added.quote),
        digest="",
        captured_at="",
        origin=added.publisher,
    )
    for reading in readings:
        if _address(reading.document.url) == _address(added.url):
            for index, section in enumerate(reading.document.sections):
                if place := _place_of(added.quote, section.text):
                    return _proved(plain, reading.document, index, section, place)
    return plain


def _proved(
    plain: Citation, document: Document, index: int, section: Section, place: tuple[int, int]
) -> Citation:
    return replace(
        plain,
        url=document.url,
        standing=document.standing,
        title=document.title or plain.title,
        section=section.kind,
        section_index=index,
        quote=section.text[slice(*place)],
        start=place[0],
        end=place[1],
        digest=document.digest,
        captured_at=document.captured_at,
    )


def _address(url: str) -> str:
    """The address as it is compared: without fragment, scheme and a slash at the end.

    >>> _address("https://a.example/x/#top") == _address("http://a.example/x")
    True
    """
    return url.partition("#")[0].partition("://")[2].rstrip("/")


def _place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where the words stand, whatever white space is between them.

    >>> _place_of("甲銀行は 停止した", "きょう甲銀行は停止した。")
    (3, 11)
    """
    if (start := text.find(quote)) >= 0:
        return start, start + len(quote)
    bare = [(i, character) for i, character in enumerate(text) if not character.isspace()]
    wanted = _SPACE.sub("", quote)
    start = "".join(character for _, character in bare).find(wanted)
    return (bare[start][0], bare[start + len(wanted) - 1][0] + 1) if start >= 0 and wanted else None
