"""An HTML page → a document: one walk through encoding, metadata, comments, main text and sections."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from db.records import Document, Section, Source
from spiders.reading.agency import find_agency
from spiders.reading.availability import find_unavailable
from spiders.reading.blocks import Block, clean, find_blocks, parse, prune
from spiders.reading.comments import ReaderComment, take_comments
from spiders.reading.dateline import find_dateline, without_datelines
from spiders.reading.elements import names_of
from spiders.reading.encoding import Decoded, decode
from spiders.reading.fingerprint import fingerprint
from spiders.reading.guard import refuse_bytes, refuse_markup
from spiders.reading.layouts import Layout, find_layout
from spiders.reading.maintext import find_main_blocks, without_boilerplate
from spiders.reading.metadata import Metadata, read_byline, read_metadata
from spiders.reading.moments import day_of, read_iso
from spiders.reading.plaintext import language_of, standing_for
from spiders.reading.rules import load_rules
from spiders.reading.sections import Line, Times, cut

_MAX_LOSS = 0.02
_ADDENDUM_NAMES = re.compile(
    r"(?:^|[\s_-])(?:postscript|addend(?:um|a)|tsuiki|update-?(?:box|note)|correction(?:-?box)?)(?:$|[\s_-])"
)


def read_html(
    raw: bytes,
    *,
    url: str,
    content_type: str | None,
    captured_at: str,
    digest: str,
    source: Source | None,
    timezone: str = "Asia/Tokyo",
    watched: bool = False,
    given: Mapping[str, str] | None = None,
) -> Document:
    """The document that a page is; `given`: what an import says about it, which goes before what the page says."""
    given = given or {}
    refuse_bytes(raw, url)
    decoded = decode(raw, content_type)
    refuse_markup(decoded.text, url)
    soup = parse(decoded.text)
    layout = find_layout(url, captured_at, source.layout if source else None)
    partial = _is_partial(soup, layout)
    unusual = layout.select.get("comments") if layout else None
    remarks = take_comments(soup, timezone, _html_language(soup), unusual)
    about = _with_given(_read_about(soup, url, layout, timezone), given)
    blocks, every = _main_blocks(soup, decoded.text, layout)
    credit = "\n".join(block.text for block in blocks)
    about = _with_dateline(about, blocks, every, timezone)
    blocks = _without_title(without_datelines(blocks, timezone, about.language), about.title)
    sections = _all_sections(blocks, remarks, about, given.get("reference_date"), captured_at, timezone)
    body = "\n".join(block.text for block in blocks)
    unavailable = _unavailable(decoded, about, body, soup)
    sections = () if unavailable else sections
    publisher = _publisher(source, given, layout, about, url)
    return Document(
        url=about.canonical or url, digest=digest, captured_at=captured_at, sections=sections, publisher=publisher,
        standing=standing_for(source, given.get("kind"), url), title=about.title, author=about.author,
        published=about.published, updated=about.updated, reference_date=given.get("reference_date"),
        language=about.language or language_of(body), partial=partial or about.partial, unavailable=unavailable,
        agency=find_agency(credit, about.author, publisher) or (source.agency if source else None),
        watched=watched or bool(source and url in source.notices), encoding=decoded.encoding,
        encoding_doubtful=decoded.doubtful, fingerprint=fingerprint(sections),
    )  # fmt: skip


def _read_about(soup: BeautifulSoup, url: str, layout: Layout | None, zone: str) -> Metadata:
    """The metadata; then the tree holds nothing any more that is not shown."""
    about = read_metadata(soup, url, zone)
    prune(soup)
    return _with_layout(about, soup, layout, zone) if layout else about


def _with_given(about: Metadata, given: Mapping[str, str]) -> Metadata:
    return replace(
        about,
        title=given.get("title") or about.title,
        author=given.get("author") or about.author,
        published=given.get("published") or about.published,
        updated=given.get("updated") or about.updated,
    )


def _with_dateline(about: Metadata, main: Sequence[Block], every: Sequence[Block], zone: str) -> Metadata:
    if about.published:
        return about
    shown = find_dateline(main, every, zone, about.language)
    return replace(about, published=shown.get("published"), updated=about.updated or shown.get("updated"))


def _publisher(
    source: Source | None, given: Mapping[str, str], layout: Layout | None, about: Metadata, url: str
) -> str:
    known = source.publisher if source else given.get("publisher") or (layout.publisher if layout else None)
    return known or about.publisher or urlsplit(url).hostname or url


def _main_blocks(soup: BeautifulSoup, markup: str, layout: Layout | None) -> tuple[list[Block], list[Block]]:
    """By the layout, where it finds a text; else by the generic reader."""
    if layout and "body" in layout.select:
        for selector in filter(None, [layout.select.get("remove")]):
            for tag in soup.select(selector):
                tag.decompose()
        blocks = [
            block for box in _outermost(soup.select(layout.select["body"])) for block in find_blocks(box)
        ]
        if blocks := without_boilerplate(blocks, map(id, blocks)):
            return blocks, blocks
    return find_main_blocks(soup, markup)


def _outermost(tags: Sequence[Tag]) -> list[Tag]:
    chosen = set(map(id, tags))
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]


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
    captured_at: str,
    zone: str,
) -> tuple[Section, ...]:
    times = Times(
        published=about.published, updated=about.updated, reference_date=reference_date, captured_at=captured_at,
        zone=zone,
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
    box = next((tag for tag in (block.node, *block.node.parents) if _is_addendum(tag)), None)
    stamp = box.get("datetime") if box is not None else None
    added = read_iso(stamp, zone) if isinstance(stamp, str) else None
    return Line(
        text=block.text,
        level=block.level,
        rule=block.rule,
        added=added,
        block=id(box) if box is not None else None,
    )


def _is_addendum(tag: Tag) -> bool:
    if tag.name == "ins":
        return True
    names = names_of(tag)
    return bool(names) and _ADDENDUM_NAMES.search(names) is not None


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


def _with_layout(about: Metadata, soup: BeautifulSoup, layout: Layout, zone: str) -> Metadata:
    """What the layout's selectors find goes before what the page's head says."""
    found: dict[str, str | None] = {}
    for key in ("title", "author"):
        if (selector := layout.select.get(key)) and (tag := soup.select_one(selector)):
            found[key] = clean(tag.get_text(" ")) or None
    for key in ("published", "updated"):
        if (selector := layout.select.get(key)) and (tag := soup.select_one(selector)):
            machine = tag.get("datetime")
            stamps = dict(read_byline(clean(tag.get_text(" ")), key, zone, about.language))
            found[key] = (read_iso(machine, zone) if isinstance(machine, str) else None) or stamps.get(key)
    return replace(
        about,
        title=found.get("title") or about.title,
        author=found.get("author") or about.author,
        published=found.get("published") or about.published,
        updated=found.get("updated") or about.updated,
    )


def _is_partial(soup: BeautifulSoup, layout: Layout | None) -> bool:
    """Only the free part was served."""
    if layout and (selector := layout.select.get("partial")) and soup.select_one(selector):
        return True
    rules = load_rules("partial")
    if soup.select_one(", ".join(rules["selectors"])):
        return True
    return re.search("|".join(rules["phrases"]), soup.get_text(" ")) is not None


def _unavailable(decoded: Decoded, about: Metadata, body: str, soup: BeautifulSoup) -> str | None:
    if decoded.doubtful and decoded.text.count("\ufffd") > _MAX_LOSS * len(decoded.text):
        return "encoding not recognised"
    shown = body if body.strip() else clean(soup.get_text(" "))
    if reason := find_unavailable(about.title, shown, dated=about.published is not None):
        return reason
    return None if body.strip() else "no text"


def _html_language(soup: BeautifulSoup) -> str | None:
    html = soup.find("html")
    lang = html.get("lang") if isinstance(html, Tag) else None
    return lang.split("-")[0].lower() if isinstance(lang, str) and lang else None
