"""Entries of a page that lists notices, read as its recipe says. Knows no site."""

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup
from soupsieve import SelectorSyntaxError
from soupsieve import compile as compile_selector

from db.records import NoticeList
from spiders.feeds.feed_item import FeedError, FeedItem, address_of, each_once, plain
from spiders.reading.encoding import decode
from spiders.reading.errors import NotAPage
from spiders.reading.guard import refuse_bytes, refuse_markup
from spiders.reading.tree import parse

MAX_TAGS = 50_000


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: its entries, and the address of the page after it."""

    items: list[FeedItem]
    next: str | None = None


def bad_selector(recipe: NoticeList) -> str | None:
    """What is wrong with a recipe's selectors; None where they can be used.

    >>> bad_selector(NoticeList(url="https://bank.example/", entry="ul >"))[:30]
    "entry: not a CSS selector: 'ul"
    """
    for key in ("entry", "link", "title", "date", "next"):
        selector = getattr(recipe, key)
        try:
            compile_selector(selector or "*")
        except SelectorSyntaxError as error:
            return f"{key}: not a CSS selector: {selector!r} ({' '.join(str(error).split())[:80]})"
    return None


def read_list(payload: bytes, content_type: str | None, url: str, recipe: NoticeList) -> ListPage:
    """The entries of a list page, in its order; FeedError where it cannot be parsed.

    >>> page = "<li><time>9.8</time><a href=n1.pdf>口座登録の停止</a></li><a class=next href=?p=2>次へ</a>".encode()
    >>> recipe = NoticeList(url="https://bank.example/", entry="li", date="time", next=".next")
    >>> found = read_list(page, "text/html; charset=utf-8", "https://bank.example/news/", recipe)
    >>> [(item.url, item.title, item.published) for item in found.items], found.next
    ([('https://bank.example/news/n1.pdf', '口座登録の停止', '9.8')], 'https://bank.example/news/?p=2')
    """
    if payload.count(b"<") > MAX_TAGS:
        raise FeedError(f"more than {MAX_TAGS} tags")
    try:
        # Lists are read while crawling, where no limit of a worker holds: what chokes a parser must not reach it.
        refuse_bytes(payload, url)
        markup = decode(payload, content_type).text
        refuse_markup(markup, url)
        parse(markup, url)
        soup = BeautifulSoup(markup, "lxml")
        entries = soup.select(recipe.entry)
        following = soup.select_one(recipe.next) if recipe.next else None
    except NotAPage as error:
        raise FeedError(f"no list: {error.reason}") from None
    except (ParserRejectedMarkup, ValueError, RecursionError) as error:
        raise FeedError(f"the list cannot be parsed: {error}") from None
    items = [item for entry in entries if (item := _item(entry, url, recipe)) is not None]
    return ListPage(each_once(items), address_of(url, _href(following)))


def _item(entry: Tag, url: str, recipe: NoticeList) -> FeedItem | None:
    """One entry; an entry that is a link itself needs no link in it."""
    link = entry if entry.name == "a" else entry.select_one(recipe.link)
    address = address_of(url, _href(link))
    if address is None or link is None:
        return None
    title = entry.select_one(recipe.title) if recipe.title else link
    day = entry.select_one(recipe.date) if recipe.date else None
    return FeedItem(
        url=address,
        title=plain((title or link).get_text(" ")),
        # Lists often put the subject beside the link, which then says only "詳しくはこちら".
        summary=plain(entry.get_text(" ")),
        published=plain(day.get_text(" ")) if day else None,
    )


def _href(tag: Tag | None) -> str | None:
    href = tag.get("href") if tag is not None else None
    return href if isinstance(href, str) else None
