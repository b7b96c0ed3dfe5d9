"""Readings made of one line a claim, for tests of what is concluded from claims."""

from collections.abc import Sequence

from db.records import (
    Claim,
    Document,
    Facts,
    Figure,
    Incident,
    Mention,
    Organisation,
    Reading,
    Section,
    SectionKind,
    Standing,
    Timeline,
)
from timeline.build import build_timeline

INCIDENT = Incident(slug="pay", title="ミナト決済の不正利用", keywords=("ミナト決済",))


def yen(value: int | str, qualifier: str = "exact", role: str = "damage_total", **more: object) -> Figure:
    return Figure(role=role, value=value, unit="JPY", qualifier=qualifier, **more)  # type: ignore[arg-type]


def cases(value: int, role: str = "cases", **more: object) -> Figure:
    return Figure(role=role, value=value, unit="件", **more)  # type: ignore[arg-type]


def banks(value: int, **more: object) -> Figure:
    return Figure(role="banks", value=value, unit="行", **more)  # type: ignore[arg-type]


def who(name: str, role: str = "target", name_class: str = "bank") -> Organisation:
    return Organisation(name=name, name_class=name_class, role=role)  # type: ignore[arg-type]


def claim(kind: str = "damage_figure", date: str | None = "2024-03-05", **more: object) -> Claim:
    return Claim(kind=kind, start=0, end=0, date=date, **more)  # type: ignore[arg-type]


def said(text: str, made: Claim) -> tuple[str, Claim]:
    return text, made


def reading(
    name: str,
    *claims: Claim | tuple[str, Claim],
    standing: Standing = "newspaper",
    section: SectionKind = "body",
    published: str | None = "2024-03-06",
    captured_at: str = "2024-03-10T00:00:00Z",
    version: str = "1",
    text: str | None = None,
    url: str | None = None,
    dates: Sequence[tuple[str, str]] = (),
    **more: object,
) -> Reading:
    """A document of one section; each claim is a sentence of it."""
    sentences, placed, offset = [], [], 0
    for place, item in enumerate(claims):
        words, made = item if isinstance(item, tuple) else (f"{name}の文{place}。", item)
        values = {field: getattr(made, field) for field in made.__slots__}
        placed.append(Claim(**{**values, "start": offset, "end": offset + len(words)}))
        sentences.append(words)
        offset += len(words)
    body = text if text is not None else "".join(sentences)
    mentions = tuple(
        Mention(
            kind="date", start=body.index(shown), end=body.index(shown) + len(shown), text=shown, value=value
        )
        for shown, value in dates
    )
    document = Document(
        url=url or f"https://{name}.example/1",
        digest=f"sha256:{name}{version}",
        captured_at=captured_at,
        sections=(Section(kind=section, text=body, written_on=published),),
        publisher=str(more.pop("publisher", name)),
        standing=standing,
        title=f"{name}の記事",
        published=published,
        fingerprint=f"{name}{version}",
        **more,  # type: ignore[arg-type]
    )
    return Reading(document=document, facts=(Facts(mentions=mentions, claims=tuple(placed)),))


def built(
    *readings: Reading, language: str | None = None, incident: Incident = INCIDENT, **more: object
) -> Timeline:
    known: dict[str, object] = {"captures": (), "outcomes": (), "rules": "r1", **more}
    return build_timeline(incident, readings, language=language, **known)  # type: ignore[arg-type]
