"""Readings got out again, exactly as they were put in."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import Any, TypeVar

from db.records import Claim, Document, Facts, Figure, Mention, Organisation, Reading, Section
from db.store.readings import CLAIM, DOCUMENT, FIGURE, MENTION, ORGANISATION, SECTION, columns
from db.store.values import restored, restored_number

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one capture turned out to say: captures with the same fingerprint say the same."""

    url: str
    """The document's address."""
    captured_at: str
    digest: str
    fingerprint: str
    unavailable: str | None


# One document for each address and fingerprint. Two can only stand there while a change of rules is half
# read; then the one whose representing capture is earlier counts, so that the choice is always the same.
_CHOSEN = """with chosen as (
    select id from (
        select d.id, row_number() over (
            partition by d.url, d.fingerprint order by d.captured_at, d.digest, d.rules, d.id
        ) as place
        from documents d join incident_documents i on i.document = d.id where i.incident = ?
    ) where place = 1
)"""


# What a claim says without figures, or of growth, is made out with the mentions in its sentence, and with those before
# its last figure, which may stand in the sentence behind it.
_MADE_OUT = """join claims c on c.section = s.id and m."start" >= c."start" and m."start" < max(
        c."end", coalesce((select max(f."start") from claim_figures f where f.claim = c.id), 0)
    )
    where exists (select 1 from claim_figures f where f.claim = c.id and f.role like '%!_increment' escape '!')
    or (c.kind in ('other', 'damage_figure') and not exists (select 1 from claim_figures f where f.claim = c.id))
    group by m.section, m.position"""


_ONE = "with chosen as (select ? as id)"
"""The same of one document."""


def reading(connection: sqlite3.Connection, document: int) -> Reading | None:
    """What was read in one document, by its row."""
    return next(iter(_readings(connection, _ONE, document, every_mention=True)), None)


def readings(connection: sqlite3.Connection, incident: int, *, every_mention: bool = True) -> list[Reading]:
    """All that was read for an incident, by time of capture, address and digest.

    Without `every_mention` only those that a timeline is built with: some in ten.
    """
    return _readings(connection, _CHOSEN, incident, every_mention=every_mention)


def _readings(connection: sqlite3.Connection, choice: str, key: int, *, every_mention: bool) -> list[Reading]:
    sections = _sections(connection, choice, key, every_mention)
    query = f"""{choice} select d.id, {columns(DOCUMENT, "d")}
        from documents d join chosen on chosen.id = d.id
        order by d.captured_at, d.url, d.digest, d.fingerprint"""
    return [
        _reading(values, sections.get(row_id, []))
        for row_id, *values in restored(connection.execute(query, [key]))
    ]


def _reading(values: Sequence[Any], sections: list[tuple[Section, Facts]]) -> Reading:
    fields = dict(zip(DOCUMENT, map(_once, values), strict=True))
    for flag in ("watched", "partial", "encoding_doubtful"):
        fields[flag] = bool(fields[flag])
    document = Document(**fields, sections=tuple(section for section, _ in sections))
    return Reading(document=document, facts=tuple(facts for _, facts in sections))


def _sections(
    connection: sqlite3.Connection, choice: str, key: int, every_mention: bool
) -> dict[int, list[tuple[Section, Facts]]]:
    mentions, claims = _mentions(connection, choice, key, every_mention), _claims(connection, choice, key)
    query = f"""{choice} select s.document, s.id, {columns(SECTION, "s")}
        from sections s join chosen on chosen.id = s.document order by s.document, s.position"""
    found: dict[int, list[tuple[Section, Facts]]] = defaultdict(list)
    for document, row_id, *values in restored(connection.execute(query, [key])):
        section = Section(**dict(zip(SECTION, values, strict=True)))
        facts = Facts(mentions=tuple(mentions.get(row_id, ())), claims=tuple(claims.get(row_id, ())))
        found[document].append((section, facts))
    return found


def _grouped(rows: Any, make: Callable[[Sequence[Any]], _T]) -> dict[int, list[_T]]:
    """Records by the number of the row that they belong to, which is the first column."""
    found: dict[int, list[_T]] = defaultdict(list)
    for owner, *values in restored(rows):
        found[owner].append(make(values))
    return found


def _mentions(
    connection: sqlite3.Connection, choice: str, key: int, every_mention: bool
) -> dict[int, list[Mention]]:
    query = f"""{choice} select m.section, {columns(MENTION, "m")}
        from chosen join sections s on s.document = chosen.id join mentions m on m.section = s.id
        {"" if every_mention else _MADE_OUT} order by m.section, m.position"""

    def mention(values: Sequence[Any]) -> Mention:
        kind, start, end, text, value, unit, qualifier, canonical, name_class, code = values
        return Mention(
            kind=kind, start=start, end=end, text=text, value=restored_number(value), unit=unit,
            qualifier=qualifier, canonical=canonical, name_class=name_class, code=code,
        )  # fmt: skip

    return _grouped(connection.execute(query, [key]), mention)


def _claims(connection: sqlite3.Connection, choice: str, key: int) -> dict[int, list[Claim]]:
    figures = _parts(connection, choice, key, "claim_figures", FIGURE, _figure)
    organisations = _parts(connection, choice, key, "claim_organisations", ORGANISATION, _organisation)
    query = f"""{choice} select c.section, c.id, {columns(CLAIM, "c")}
        from chosen join sections s on s.document = chosen.id join claims c on c.section = s.id
        order by c.section, c.position"""

    def claim(values: Sequence[Any]) -> Claim:
        row_id, *rest = values
        fields = dict(zip(CLAIM, map(_once, rest), strict=True))
        fields["by_reader"] = bool(fields["by_reader"])
        fields["attributed_to"] = _list(fields["attributed_to"])
        fields["also"] = _list(fields["also"])
        return Claim(
            **fields,
            figures=tuple(figures.get(row_id, ())),
            organisations=tuple(organisations.get(row_id, ())),
        )

    return _grouped(connection.execute(query, [key]), claim)


def _once(value: Any) -> Any:
    """The value; equal strings are kept once, since most say the same in a hundred thousand rows."""
    return intern(value) if value.__class__ is str else value


@lru_cache(maxsize=4096)
def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _figure(values: Sequence[Any]) -> Figure:
    role, value, unit, qualifier, scope, basis, start, end = map(_once, values)
    return Figure(
        role=role, value=restored_number(value), unit=unit, qualifier=qualifier, scope=scope, basis=basis,
        start=start, end=end,
    )  # fmt: skip


def _organisation(values: Sequence[Any]) -> Organisation:
    return _one_organisation(*values)


@lru_cache(maxsize=4096)
def _one_organisation(name: str, name_class: Any, role: Any) -> Organisation:
    return Organisation(name=name, name_class=name_class, role=role)


def _parts(
    connection: sqlite3.Connection,
    choice: str,
    key: int,
    table: str,
    fields: tuple[str, ...],
    make: Callable[[Sequence[Any]], _T],
) -> dict[int, list[_T]]:
    query = f"""{choice} select p.claim, {columns(fields, "p")}
        from chosen join sections s on s.document = chosen.id join claims c on c.section = s.id
        join {table} p on p.claim = c.id order by p.claim, p.position"""
    return _grouped(connection.execute(query, [key]), make)


def versions(connection: sqlite3.Connection, incident: int) -> Iterator[Version]:
    """What every capture of an incident that was read says, in the order of their times."""
    query = """select d.url, c.captured_at, c.digest, d.fingerprint, d.unavailable
        from incident_captures i join captures c on c.id = i.capture join documents d on d.id = i.document
        where i.incident = ?"""
    rows = sorted(restored(connection.execute(query, [incident])), key=itemgetter(1, 0, 2))
    for url, captured_at, digest, fingerprint, unavailable in rows:
        yield Version(
            url=url, captured_at=captured_at, digest=digest, fingerprint=fingerprint, unavailable=unavailable
        )
