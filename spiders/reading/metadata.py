"""What a page says about itself: title, publisher, author, times, address, language. Most to least trusted.

JSON-LD, then OpenGraph and meta, then time elements, then printed dates. What none of them says stays None.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from spiders.reading.blocks import Survey, clean
from spiders.reading.jsonld import find_article
from spiders.reading.jsonld import text_of as jsonld_text
from spiders.reading.moments import fold, read_iso
from spiders.reading.printed import find_stamp, find_stamps
from spiders.reading.rules import load_rules
from spiders.reading.tree import Element, names_of, text_of

_SEPARATOR = re.compile(r"\s+[|\-–—‐―−/»«・]+\s+|\s*[|\uff5c]\s*|\s*[:\uff1a]\s+|\s*\uff1a\s*")
_NOT_A_TITLE = re.compile(r"^(?:home|トップ(?:ページ)?|untitled)$", re.IGNORECASE)
_UPDATED_WORDS = re.compile(r"更新|改訂|修正|updated|modified|edited", re.IGNORECASE)
_PUBLISHED_WORDS = re.compile(r"公開|掲載|配信|投稿|作成|発表|published|posted", re.IGNORECASE)
_BEHIND = 5
_LONG_HEADING = 8
_STAMP_REACH = 160
_LONGEST = {
    "title": 300,
    "publisher": 120,
    "author": 120,
    "language": 8,
    "canonical": 4_000,
    "published": 40,
    "updated": 40,
}
_AUTHOR = etree.XPath(
    "//*[contains(concat(' ', @rel, ' '), ' author ') or @itemprop='author' or"
    " contains(@class, 'author-name') or contains(@class, 'post-author') or contains(@class, 'entry-author') or"
    " (contains(concat(' ', @class, ' '), ' author ') and ancestor::*[contains(@class, 'byline')])]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about itself; None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    canonical: str | None = None
    language: str | None = None
    partial: bool = False
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each of these comes from: `{"title": "og:title", "published": "JSON-LD datePublished"}`."""

    def told(self, origin: str, **values: str | None) -> "Metadata":
        """The same, with those values that are not None in place of its own."""
        known: dict[str, Any] = {name: value for name, value in values.items() if value}
        return (
            replace(self, **known, origins={**self.origins, **dict.fromkeys(known, origin)})
            if known
            else self
        )


Found = tuple[str, str] | None
"""A value and where it comes from."""


class Head:
    """The machine-readable part of a page, looked up by name."""

    def __init__(self, root: Element) -> None:
        self.article: dict[str, Any] = find_article(root)
        self.meta: dict[str, str] = {}
        for tag in root.iter("meta"):
            key = tag.get("property") or tag.get("name") or tag.get("itemprop")
            content = tag.get("content")
            if key and content and content.strip():
                self.meta.setdefault(key.strip().lower(), content.strip())

    def told(self, group: str, *keys: str) -> Iterator[tuple[str, str]]:
        """The values of JSON-LD keys, then of the meta elements that `metadata.toml` lists for a group; best first."""
        for key in keys:
            if text := jsonld_text(self.article.get(key)):
                yield text, f"JSON-LD {key}"
        for key in load_rules("metadata")["meta"][group]:
            if key in self.meta:
                yield self.meta[key], f"meta {key}"


def read_metadata(root: Element, seen: Survey, url: str, zone: str) -> Metadata:
    """Everything a page says about itself; `seen` is the survey of it."""
    head = Head(root)
    language = _language(root, head)
    publisher = next(head.told("publisher", "publisher"), None)
    found: dict[str, Found] = {
        "publisher": publisher,
        "title": _title(root, head, publisher and publisher[0], url),
        "author": _author(root, head),
        "canonical": _canonical(root, head, url),
        "language": language,
        **_times(seen, head, zone, language and language[0]),
    }
    known = {name: value for name, value in found.items() if value and len(value[0]) <= _LONGEST[name]}
    return Metadata(
        **{name: value for name, (value, _) in known.items()},
        origins={name: origin for name, (_, origin) in known.items()},
        partial=str(head.article.get("isAccessibleForFree", "")).lower() == "false"
        or any(tier in ("metered", "locked") for tier, _ in head.told("tier")),
    )


def strip_site_name(title: str, names: Sequence[str | None]) -> str:
    """A title without the names of the site around it.

    >>> strip_site_name("新規登録を停止 | みどり新聞デジタル", ["みどり新聞"])
    '新規登録を停止'
    >>> strip_site_name("A - B の比較", ["みどり新聞"])
    'A - B の比較'
    """
    keys = [_key(name) for name in names if name and _key(name)]
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        first, last = title[: cuts[0].start()], title[cuts[-1].end() :]
        if last and title[: cuts[-1].start()] and _names_site(last, keys):
            title = title[: cuts[-1].start()].strip()
        elif first and title[cuts[0].end() :] and _names_site(first, keys):
            title = title[cuts[0].end() :].strip()
        else:
            return title


def _names_site(part: str, keys: Sequence[str]) -> bool:
    key = _key(part)
    return any(
        key == name or (len(name) >= 3 and (key.startswith(name) or (name.startswith(key) and len(key) >= 3)))
        for name in keys
    )


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name)).lower()


def _title(root: Element, head: Head, publisher: str | None, url: str) -> Found:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [publisher, head.meta.get("og:site_name"), host, host.split(".")[0]]
    headings = [clean(text_of(h)) for h in islice(root.iter("h1", "h2", "h3"), 8)]
    named = root.find(".//title")
    element = clean(named.text or "") if named is not None else ""
    shown = _own_heading(root, element)
    candidates = [
        *head.told("title", "headline"),
        (shown, "h1"),
        (element, "title element"),
        *((h, "heading") for h in headings[:1]),
    ]
    for candidate, origin in candidates:
        title = strip_site_name(clean(candidate or ""), names)
        if not title or _NOT_A_TITLE.match(title):
            continue
        # A heading of the page that the title begins or ends with is the title without the site's sections.
        better = next((h for h in headings if len(h) >= _LONG_HEADING and _is_part(h, title)), title)
        return better[: _LONGEST["title"]], origin
    return None


def _own_heading(root: Element, element: str) -> str | None:
    """The page's only first-rank heading, if it is about this page: not the site's name, not in the site's header."""
    first = list(islice(root.iter("h1"), 2))
    if len(first) != 1 or any(
        tag.tag == "header" and (parent := tag.getparent()) is not None and parent.tag == "body"
        for tag in first[0].iterancestors()
    ):
        return None
    text = clean(text_of(first[0]))
    return text if len(text) >= _LONG_HEADING and text not in element else None


def _is_part(heading: str, title: str) -> bool:
    return title.startswith(heading) or title.endswith(heading)


def _author(root: Element, head: Head) -> Found:
    known = next((found for found in head.told("author", "author") if "://" not in found[0]), None)
    if known:
        return known
    tag = next(iter(_AUTHOR(root)), None)
    text = clean(text_of(tag)) if tag is not None else ""
    return (text, "author element") if text else None


def _times(seen: Survey, head: Head, zone: str, language: str | None) -> dict[str, Found]:
    """When the page was published and last changed: machine-readable first, printed where there is nothing else."""
    published = _first_time(head.told("published", "datePublished", "dateCreated"), zone)
    updated = _first_time(head.told("updated", "dateModified"), zone)
    if not published or not updated:
        shown: dict[str, tuple[str, str]] = {}
        for sense, when, origin in _shown_times(seen.dated, zone, language):
            shown.setdefault(sense, (when, origin))
        published = published or shown.get("published") or shown.get("unnamed")
        updated = updated or shown.get("updated")
    if published and updated and (updated[0] == published[0] or updated[0][:10] < published[0][:10]):
        updated = None
    return {"published": published, "updated": updated}


def _first_time(values: Iterable[tuple[str, str]], zone: str) -> Found:
    for value, origin in values:
        if found := read_iso(value, zone) or find_stamp(value[:_STAMP_REACH], zone):
            return found, origin
    return None


def _shown_times(tags: Sequence[Element], zone: str, language: str | None) -> Iterator[tuple[str, str, str]]:
    """(published | updated | unnamed, when, where from) of the visible stamps, in order."""
    for tag in tags:
        text = clean(text_of(tag))
        if len(text) > _STAMP_REACH:
            if tag.tag != "time":
                continue
            text = text[:_STAMP_REACH]
        machine = tag.get("datetime") or tag.get("content")
        if machine and (when := read_iso(machine, zone)):
            yield _sense(tag, text), when, "time element"
            continue
        for sense, when in read_byline(text, _sense(tag, ""), zone, language):
            yield sense, when, "printed date"


def read_byline(text: str, sense: str, zone: str, language: str | None) -> Iterator[tuple[str, str]]:
    """The stamps of a line such as `2020年9月10日 12時00分(9月14日更新)`, each with what it is.

    >>> list(read_byline("公開:2020/09/10 12:00 更新:2020/09/14", "unnamed", "Asia/Tokyo", "ja"))
    [('published', '2020-09-10T12:00+09:00'), ('updated', '2020-09-14')]
    """
    stamps = find_stamps(text, zone, language)
    for number, (start, end, when) in enumerate(stamps):
        before = text[stamps[number - 1][1] if number else 0 : start]
        after = text[end : stamps[number + 1][0] if number + 1 < len(stamps) else len(text)][:_BEHIND]
        yield _word_for(before) or _word_for(after) or sense, when


def _word_for(text: str) -> str | None:
    if _UPDATED_WORDS.search(text):
        return "updated"
    return "published" if _PUBLISHED_WORDS.search(text) else None


def _sense(tag: Element, text: str) -> str:
    names = f"{names_of(tag)} {tag.get('itemprop') or ''} {text}"
    if _UPDATED_WORDS.search(names) or "update" in names.lower():
        return "updated"
    return "published" if _PUBLISHED_WORDS.search(names) or tag.get("pubdate") is not None else "unnamed"


def _canonical(root: Element, head: Head, url: str) -> Found:
    """The address of record, if it is on the page's own site; a page cannot speak for another."""
    link = next(
        (tag for tag in root.iter("link") if "canonical" in (tag.get("rel") or "").lower().split()), None
    )
    values = (
        (link.get("href") if link is not None else None, "canonical link"),
        (head.meta.get("og:url"), "meta og:url"),
    )
    for value, origin in values:
        if value and value.strip() and (address := _joined(url, value.strip())) and _same_site(address, url):
            return address, origin
    return None


def _joined(url: str, value: str) -> str | None:
    try:
        parts = urlsplit(urljoin(url, value))
        has_host = bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    # The front page as canonical address is a fault of the site's template.
    is_page = parts.path not in ("", "/") or bool(parts.query) or urlsplit(url).path in ("", "/")
    return (
        parts._replace(fragment="").geturl()
        if parts.scheme in ("http", "https") and has_host and is_page
        else None
    )


def _same_site(one: str, other: str) -> bool:
    return _site(one) == _site(other)


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    for prefix in load_rules("metadata")["site"]["prefixes"]:
        host = host.removeprefix(prefix)
    return host


def _language(root: Element, head: Head) -> Found:
    html = root if root.tag == "html" else root.find("html")
    values = [
        (jsonld_text(head.article.get("inLanguage")), "JSON-LD inLanguage"),
        (html.get("lang") if html is not None else None, "lang attribute"),
        *head.told("language"),
    ]
    for value, origin in values:
        if value and (found := re.match(r"[A-Za-z]{2,3}(?=$|[-_,\s])", value.strip())):
            return found[0].lower(), origin
    return None
