"""Search by words over titles, sections and the sentences of claims, in Japanese and English."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.records import ClaimKind, SectionKind
from db.store.bigrams import folded, match_expression
from db.store.values import Row, restored, storable

_QUOTE = 120
"""Most characters that are shown of a page."""
_VERSIONS = 10
"""How many times as many texts are looked at as are shown, where a page was kept in many versions."""

_SELECT = """select s.id, s.kind, s.position, s.text, d.url, d.publisher, d.title, d.published, d.captured_at,
    d.digest from sections s join documents d on d.id = s.document"""
_ORDER = "order by coalesce(d.published, d.captured_at), d.url, d.captured_at, s.position"

_NEWEST = """join section_words w on w.rowid = s.id
    where section_words match ?1 and (?3 is null or w.rowid < ?3) and (?2 is null or exists (
        select 1 from incident_captures i where i.incident = ?2 and i.document = d.id))
    order by w.rowid desc"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim whose sentence holds all the words."""

    kind: ClaimKind
    date: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A section that holds all the words, in its text or its document's title."""

    url: str
    publisher: str
    title: str | None
    published: str | None
    captured_at: str
    digest: str
    section: SectionKind
    section_index: int
    start: int
    end: int
    """Where `quote` stands in the section's text."""
    quote: str
    claims: tuple[FoundClaim, ...]
    versions: int = 1
    """How many versions of the page say the same there, where they were counted."""


def search(
    connection: sqlite3.Connection, words: str | Sequence[str], incident: int | None, limit: int
) -> list[Hit]:
    """Sections that hold every word, oldest first; words are separated by white space, also the wide one."""
    terms = [folded(word) for word in (words.split() if isinstance(words, str) else words)]
    terms = [term for term in terms if term.strip()]
    hits: list[Hit] = []
    if not terms or limit < 1:
        return hits
    for section_id, *values in _candidates(connection, terms, incident):
        hit = _hit(connection, section_id, values, terms)
        if hit is not None:
            hits.append(hit)
        if len(hits) == limit:
            break
    return hits


def newest(
    connection: sqlite3.Connection,
    words: str,
    incident: int | None,
    limit: int,
    before: int | None = None,
) -> tuple[list[Hit], int | None]:
    """Sections that hold every word, those read last first, and where to go on (`before`); None: that is all.

    Versions of a page that say the same are one. Not more texts are looked at than a few times those shown.
    """
    terms = [term for term in map(folded, words.split()) if term.strip()]
    expression = match_expression(terms)
    hits: dict[tuple[str, str], Hit] = {}
    last = None
    if not expression:
        return [], None
    for looked, (section_id, *values) in enumerate(_newest(connection, expression, incident, before)):
        hit = _hit(connection, section_id, values, terms)
        if hit is not None:
            known = hits.get((hit.url, hit.quote))
            if looked >= limit * _VERSIONS or (known is None and len(hits) == limit):
                return list(hits.values()), last
            hits[hit.url, hit.quote] = replace(known, versions=known.versions + 1) if known else hit
        last = section_id
    return list(hits.values()), None


def _newest(
    connection: sqlite3.Connection, expression: str, incident: int | None, before: int | None
) -> Iterator[Row]:
    query = f"{_SELECT} {_NEWEST}"
    return iter(restored(connection.execute(query, (*storable([(expression,)])[0], incident, before))))


def _candidates(connection: sqlite3.Connection, terms: list[str], incident: int | None) -> Iterator[Row]:
    """Sections that may hold the terms: found by the index, or all where no term has a letter or digit."""
    only = """and (?2 is null or d.id in (
        select document from incident_captures where incident = ?2 and document is not null))"""
    expression = match_expression(terms)
    if expression:
        query = (
            f"{_SELECT} join section_words w on w.rowid = s.id where section_words match ?1 {only} {_ORDER}"
        )
    else:
        query = f"{_SELECT} where ?1 is not null {only} {_ORDER}"
    yield from restored(connection.execute(query, (*storable([(expression,)])[0], incident)))


def _hit(connection: sqlite3.Connection, section: int, values: Sequence[Any], terms: list[str]) -> Hit | None:
    kind, position, text, url, publisher, title, published, captured_at, digest = values
    in_text, in_title = folded(text), folded(title or "")
    if not all(term in in_text or term in in_title for term in terms):
        return None
    start, end = _window(text, next((term for term in terms if term in in_text), ""))
    return Hit(
        url=url, publisher=publisher, title=title, published=published,
        captured_at=captured_at, digest=digest, section=kind, section_index=position,
        start=start, end=end, quote=text[start:end],
        claims=tuple(_claims(connection, section, text, terms)),
    )  # fmt: skip


def _claims(
    connection: sqlite3.Connection, section: int, text: str, terms: list[str]
) -> Iterator[FoundClaim]:
    query = 'select kind, date, "start", "end" from claims where section = ? order by position'
    for kind, date, start, end in restored(connection.execute(query, [section])):
        sentence = folded(text[start:end])
        if all(term in sentence for term in terms):
            yield FoundClaim(kind=kind, date=date, start=start, end=end)


def _window(text: str, term: str) -> tuple[int, int]:
    """At most 120 characters of the line that holds the term, the term in sight.

    >>> text = "一行目\\n被害は２，５４２万円だった。"
    >>> start, end = _window(text, folded("2542万円"))
    >>> text[start:end]
    '被害は２，５４２万円だった。'
    """
    at, length = _place(text, term)
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    start = max(line_start, min(at - (_QUOTE - length) // 2, line_end - _QUOTE)) if length < _QUOTE else at
    return start, min(line_end, start + _QUOTE)


def _place(text: str, term: str) -> tuple[int, int]:
    """Where a folded term first stands in the text before folding, and how long it is there."""
    return next(((start, end - start) for start, end in places(text, term)), (0, 0))


def places(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Where a folded term stands in the text before folding: start and end of every place, one after the other.

    >>> list(places("計２，５４２万円、2542万円", folded("2542万円")))
    [(1, 8), (9, 15)]
    """
    if not term:
        return
    clusters = list(_CLUSTER.finditer(text))
    origins: list[int] = []
    plain: list[str] = []
    for number, cluster in enumerate(clusters):
        for char in folded(cluster[0]):
            plain.append(char)
            origins.append(number)
    joined = "".join(plain)
    bare = _GROUPED.sub("", joined)
    kept = [origin for origin, char in zip(origins, _blanked(joined), strict=True) if char]
    at = bare.find(term)
    while at >= 0:
        yield clusters[kept[at]].start(), clusters[kept[at + len(term) - 1]].end()
        at = bare.find(term, at + len(term))


_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")


def _blanked(text: str) -> list[bool]:
    """For each character whether it stays when digit grouping is taken out."""
    gone = {match.start() for match in _GROUPED.finditer(text)}
    return [place not in gone for place in range(len(text))]
