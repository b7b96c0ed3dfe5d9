"""What a page says about itself: title, publisher, author, times, address, language. Most to least trusted.

JSON-LD, then OpenGraph and meta, then time elements, then printed dates. What none of them says stays None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from spiders.reading.blocks import clean
from spiders.reading.elements import names_of
from spiders.reading.jsonld import find_article, text_of
from spiders.reading.moments import fold, read_iso
from spiders.reading.printed import find_stamp, find_stamps
from spiders.reading.rules import load_rules

_SEPARATOR = re.compile(r"\s+[|\-–—‐―−/»«・]+\s+|\s*[|\uff5c]\s*|\s*[:\uff1a]\s+|\s*\uff1a\s*")
_NOT_A_TITLE = re.compile(r"^(?:home|トップ(?:ページ)?|untitled)$", re.IGNORECASE)
_UPDATED_WORDS = re.compile(r"更新|改訂|修正|updated|modified|edited", re.IGNORECASE)
_PUBLISHED_WORDS = re.compile(r"公開|掲載|配信|投稿|作成|発表|published|posted", re.IGNORECASE)
_BEHIND = 5
_LONG_HEADING = 8
_STAMP_REACH = 160


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


class Head:
    """The machine-readable part of a page, looked up by name."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.article: dict[str, Any] = find_article(soup)
        self.meta: dict[str, str] = {}
        for tag in soup.find_all("meta"):
            key = tag.get("property") or tag.get("name") or tag.get("itemprop")
            content = tag.get("content")
            if isinstance(key, str) and isinstance(content, str) and content.strip():
                self.meta.setdefault(key.strip().lower(), content.strip())

    def named(self, group: str) -> Iterator[str]:
        """The values of the meta elements that `metadata.toml` lists for a group, best first."""
        for key in load_rules("metadata")["meta"][group]:
            if key in self.meta:
                yield self.meta[key]


def read_metadata(soup: BeautifulSoup, url: str, zone: str) -> Metadata:
    """Everything a page says about itself."""
    head = Head(soup)
    language = _language(soup, head)
    published, updated = _times(soup, head, zone, language)
    publisher = text_of(head.article.get("publisher")) or next(head.named("publisher"), None)
    return Metadata(
        title=_title(soup, head, publisher, url),
        publisher=_short(publisher),
        author=_author(soup, head),
        published=published,
        updated=updated,
        canonical=_canonical(soup, head, url),
        language=language,
        partial=str(head.article.get("isAccessibleForFree", "")).lower() == "false"
        or next(head.named("tier"), "") in ("metered", "locked"),
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


def _title(soup: BeautifulSoup, head: Head, publisher: str | None, url: str) -> str | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [publisher, head.meta.get("og:site_name"), host, host.split(".")[0]]
    headings = [clean(h.get_text(" ")) for h in soup.find_all(["h1", "h2", "h3"], limit=8)]
    element = clean(soup.title.get_text()) if soup.title else ""
    shown = _own_heading(soup, element)
    candidates = [text_of(head.article.get("headline")), *head.named("title"), shown, element, *headings[:1]]
    for candidate in candidates:
        title = strip_site_name(clean(candidate or ""), names)
        if not title or _NOT_A_TITLE.match(title):
            continue
        # A heading of the page that the title begins or ends with is the title without the site's sections.
        better = next((h for h in headings if len(h) >= _LONG_HEADING and _is_part(h, title)), title)
        return better[:300]
    return None


def _own_heading(soup: BeautifulSoup, element: str) -> str | None:
    """The page's only first-rank heading, if it is about this page: not the site's name, not in the site's header."""
    first = soup.find_all("h1", limit=2)
    if len(first) != 1 or any(
        tag.name == "header" and tag.parent and tag.parent.name == "body" for tag in first[0].parents
    ):
        return None
    text = clean(first[0].get_text(" "))
    return text if len(text) >= _LONG_HEADING and text not in element else None


def _is_part(heading: str, title: str) -> bool:
    return title.startswith(heading) or title.endswith(heading)


def _author(soup: BeautifulSoup, head: Head) -> str | None:
    known = text_of(head.article.get("author")) or next(
        (a for a in head.named("author") if "://" not in a), None
    )
    if known:
        return _short(known)
    tag = soup.select_one(
        '[rel~="author"], [itemprop="author"], .byline .author, .author-name, .post-author, .entry-author'
    )
    return _short(clean(tag.get_text(" "))) if tag else None


def _short(text: str | None) -> str | None:
    return text if text and len(text) <= 120 else None


def _times(soup: BeautifulSoup, head: Head, zone: str, language: str | None) -> tuple[str | None, str | None]:
    """When the page was published and last changed: machine-readable first, printed where there is nothing else."""
    published = _first_time(
        [head.article.get("datePublished"), head.article.get("dateCreated"), *head.named("published")], zone
    )
    updated = _first_time([head.article.get("dateModified"), *head.named("updated")], zone)
    if not published or not updated:
        shown = dict(reversed(list(_shown_times(soup, zone, language))))
        published = published or shown.get("published") or shown.get("unnamed")
        updated = updated or shown.get("updated")
    if published and updated and (updated == published or updated[:10] < published[:10]):
        updated = None
    return published, updated


def _first_time(values: Sequence[Any], zone: str) -> str | None:
    for value in values:
        if isinstance(value, str) and (
            found := read_iso(value, zone) or find_stamp(value[:_STAMP_REACH], zone)
        ):
            return found
    return None


def _shown_times(soup: BeautifulSoup, zone: str, language: str | None) -> Iterator[tuple[str, str]]:
    """(published | updated | unnamed, when) of the visible stamps, in order; comments are gone from the tree by now."""
    for tag in soup.find_all(["time", _is_date_element]):
        text = clean(tag.get_text(" "))[:_STAMP_REACH]
        machine = tag.get("datetime") or tag.get("content")
        if isinstance(machine, str) and (when := read_iso(machine, zone)):
            yield _sense(tag, text), when
            continue
        yield from read_byline(text, _sense(tag, ""), zone, language)


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


def _sense(tag: Tag, text: str) -> str:
    names = f"{names_of(tag)} {tag.get('itemprop') or ''} {text}"
    if _UPDATED_WORDS.search(names) or "update" in names.lower():
        return "updated"
    return "published" if _PUBLISHED_WORDS.search(names) or tag.has_attr("pubdate") else "unnamed"


@cache
def _date_names() -> re.Pattern[str]:
    names = "|".join(load_rules("metadata")["printed"]["names"])
    return re.compile(rf"(?:^|[-_])(?:{names})(?:$|[-_])", re.IGNORECASE)


def _is_date_element(tag: Tag) -> bool:
    if tag.name in ("html", "body", "meta", "script", "a", "ul", "table"):
        return False
    if tag.get("itemprop") in ("datePublished", "dateModified"):
        return True
    return (
        any(map(_date_names().search, names_of(tag).split()))
        and len(tag.get_text(strip=True)) <= _STAMP_REACH
    )


def _canonical(soup: BeautifulSoup, head: Head, url: str) -> str | None:
    """The address of record, if it is on the page's own site; a page cannot speak for another."""
    link = soup.find("link", rel="canonical")
    for value in (link.get("href") if isinstance(link, Tag) else None, head.meta.get("og:url")):
        if not isinstance(value, str) or not value.strip():
            continue
        address = _joined(url, value.strip())
        if address and _same_site(address, url):
            return address
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


def _language(soup: BeautifulSoup, head: Head) -> str | None:
    html = soup.find("html")
    values = [
        head.article.get("inLanguage"),
        html.get("lang") if isinstance(html, Tag) else None,
        *head.named("language"),
    ]
    for value in values:
        if isinstance(value, str) and (found := re.match(r"[A-Za-z]{2,3}(?=$|[-_,\s])", value.strip())):
            return found[0].lower()
    return None
