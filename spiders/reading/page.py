"""An HTML page → a document: one walk through encoding, metadata, comments, main text and sections."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from db.records import Document, Section, Source
from spiders.reading.agency import find_agency
from spiders.reading.availability import find_unavailable
from spiders.reading.blocks import Block, Survey, clean, survey
from spiders.reading.comments import ReaderComment, holds_comments, markup_of, read_comments
from spiders.reading.dateline import find_dateline, without_datelines
from spiders.reading.encoding import Decoded, decode
from spiders.reading.fingerprint import fingerprint
from spiders.reading.guard import refuse_bytes, refuse_markup
from spiders.reading.layouts import Layout, find_layout
from spiders.reading.maintext import MainText, find_main_text, without_boilerplate
from spiders.reading.metadata import Metadata, read_metadata
from spiders.reading.moments import day_of, read_iso
from spiders.reading.original import Original, Understanding
from spiders.reading.parts import Parts, find_parts
from spiders.reading.plaintext import language_of, standing_for
from spiders.reading.rules import load_rules
from spiders.reading.sections import Line, Times, cut
from spiders.reading.tree import Element, body_of, parse, text_of

_MAX_LOSS = 0.02
_NUL = "\x00"


def understand_html(original: Original, given: Mapping[str, str] | None = None) -> Understanding:
    """What a page says; `given`: what an import says about it, which goes before what the page says."""
    given = given or {}
    url, zone, source = original.url, original.timezone, original.source
    refuse_bytes(original.raw, url)
    decoded = decode(original.raw, original.content_type)
    markup = decoded.text.replace(_NUL, "␀") if _NUL in decoded.text else decoded.text
    refuse_markup(markup, url)
    root = parse(markup, url)
    layout = find_layout(url, original.captured_at, source.layout if source else None)
    parts = find_parts(markup, layout, zone, _html_language(root)) if layout else Parts()
    if parts.rest:
        root = parse(parts.rest, url)
    seen = survey(root, holds_comments)
    about = read_metadata(root, seen, url, zone)
    about = about.told(f"layout {layout.name}", **parts.told) if layout else about
    about = about.told("import", **{key: given.get(key) for key in _GIVEN})
    text = _main_text(seen, markup, about.title, parts, layout)
    about = _with_dateline(about, text, zone)
    blocks = _without_title(without_datelines(text.blocks, zone, about.language), about.title)
    remarks = read_comments([*parts.comments, *map(markup_of, seen.comments)], zone, about.language)
    sections = _all_sections(blocks, remarks, about, given.get("reference_date"), original)
    body = "\n".join(block.text for block in blocks)
    unavailable = _unavailable(decoded, about, body, root)
    publisher = _publisher(source, given, layout, about, url)
    credit = "\n".join(block.text for block in text.blocks)
    document = Document(
        url=about.canonical or url, digest=original.digest, captured_at=original.captured_at,
        sections=() if unavailable else sections, publisher=publisher,
        standing=standing_for(source, given.get("kind"), url), title=about.title, author=about.author,
        published=about.published, updated=about.updated, reference_date=given.get("reference_date"),
        language=about.language or language_of(body),
        partial=about.partial or seen.partial or parts.partial or _says_partial(seen), unavailable=unavailable,
        agency=find_agency(credit, about.author, publisher) or (source.agency if source else None),
        watched=original.is_notice, encoding=decoded.encoding, encoding_doubtful=decoded.doubtful,
        fingerprint="" if unavailable else fingerprint(sections),
    )  # fmt: skip
    return Understanding(
        document=document, text_from=text.how, origins=about.origins, layout=layout.name if layout else None,
        remarks=_misfit(layout, parts, text, unavailable),
    )  # fmt: skip


_GIVEN = ("title", "author", "published", "updated")


def _main_text(seen: Survey, markup: str, title: str | None, parts: Parts, layout: Layout | None) -> MainText:
    """By the layout, where it finds a text; else by the generic reader."""
    surveys = [survey(parse(body), holds_comments) for body in parts.body]
    blocks = without_boilerplate([block for found in surveys for block in found.blocks])
    if blocks and layout:
        seen.comments.extend(area for found in surveys for area in found.comments)
        return MainText(blocks, blocks, f"layout {layout.name}")
    return find_main_text(seen, parts.rest or markup, title)


def _misfit(layout: Layout | None, parts: Parts, text: MainText, unavailable: str | None) -> tuple[str, ...]:
    """A word for who keeps the layouts, where one has stopped fitting its site."""
    if layout is None or unavailable:
        return ()
    wanted = [key for key in ("body", "title", "published") if key in layout.select]
    found = {*parts.told, *(["body"] if text.how == f"layout {layout.name}" else [])}
    missing = ", ".join(key for key in wanted if key not in found)
    return (f"layout {layout.name} finds no {missing} here any more",) if missing else ()


def _with_dateline(about: Metadata, text: MainText, zone: str) -> Metadata:
    if about.published:
        return about
    shown = find_dateline(text.blocks, text.every, zone, about.language)
    updated = None if about.updated else shown.get("updated")
    return about.told("printed line beside the text", published=shown.get("published"), updated=updated)


def _publisher(
    source: Source | None, given: Mapping[str, str], layout: Layout | None, about: Metadata, url: str
) -> str:
    known = source.publisher if source else given.get("publisher") or (layout.publisher if layout else None)
    return known or about.publisher or urlsplit(url).hostname or url


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    """The title is told apart from the text; a heading that repeats it says nothing twice."""
    for number, block in enumerate(blocks[:4]):
        if block.kind == "heading" and title and "".join(block.text.split()) == "".join(title.split()):
            return blocks[:number] + blocks[number + 1 :]
    return blocks


def _all_sections(
    blocks: Sequence[Block],
    remarks: Sequence[ReaderComment],
    about: Metadata,
    reference_date: str | None,
    original: Original,
) -> tuple[Section, ...]:
    times = Times(
        published=about.published, updated=about.updated, reference_date=reference_date,
        captured_at=original.captured_at, zone=original.timezone,
    )  # fmt: skip
    told = _sections(blocks, times)
    return (*told, *_remarks(remarks, times, told))


def _sections(blocks: Sequence[Block], times: Times) -> list[Section]:
    lines = [_line(block, times.zone) for block in blocks]
    sections = []
    for piece in cut(lines, times):
        text = "\n".join(line.text for line in lines[piece.start : piece.end])
        if text.strip():
            sections.append(Section(kind=piece.kind, text=text, written_on=piece.written_on))
    return sections


def _line(block: Block, zone: str) -> Line:
    box = block.box
    stamp = box.get("datetime") if box is not None else None
    return Line(
        text=block.text,
        level=block.level,
        rule=block.rule,
        added=read_iso(stamp, zone) if stamp else None,
        block=id(box) if box is not None else None,
    )


def _remarks(remarks: Sequence[ReaderComment], times: Times, told: Sequence[Section]) -> list[Section]:
    """A comment without a time of its own was written on the page's last known day at the earliest."""
    known = [s.written_on for s in told if day_of(s.written_on)]
    earliest = max([*known, times.published or ""], key=lambda when: (when or "")[:16]) or None
    return [
        Section(
            kind="comment", text=remark.text, author=remark.author, written_on=remark.written_on or earliest
        )
        for remark in remarks
    ]


def _says_partial(seen: Survey) -> bool:
    """A phrase of the page says that only the free part was served."""
    return any(_partial_phrases().search(block.text) for block in seen.blocks)


@cache
def _partial_phrases() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("partial")["phrases"]))


def _unavailable(decoded: Decoded, about: Metadata, body: str, root: Element) -> str | None:
    if decoded.doubtful and decoded.text.count("\ufffd") > _MAX_LOSS * len(decoded.text):
        return "encoding not recognised"
    shown = body if body.strip() else clean(text_of(body_of(root)))
    if reason := find_unavailable(about.title, shown, dated=about.published is not None):
        return reason
    return None if body.strip() else "no text"


def _html_language(root: Element) -> str | None:
    lang = root.get("lang") or ""
    return lang.split("-")[0].lower() or None
