"""The addresses at which a crawl enters a source: what an incident names, its templates filled in. Fetches nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from db.records import Incident, NoticeList, Source
from spiders.templates import expand
from spiders.wayback import SERVICE, question

Kind = Literal["notice", "page", "feed", "list", "search", "past"]


@dataclass(frozen=True, slots=True)
class Door:
    """One address that is asked for in every crawl."""

    url: str
    kind: Kind
    recipe: NoticeList | None = None


def doors(source: Source, incident: Incident, today: date, service: str = SERVICE) -> Iterator[Door]:
    """Every door of a source: notices and pages first, as they were asked for by hand.

    `service` is where the Wayback Machine stands.

    >>> bank = Source(id="a", publisher="A", notices=("https://a.example/n",), feeds=("https://a.example/rss",))
    >>> about = Incident(slug="i", title="I", keywords=("k",), sources=(bank,))
    >>> [(door.kind, door.url) for door in doors(bank, about, date(2020, 9, 1))]
    [('notice', 'https://a.example/n'), ('feed', 'https://a.example/rss')]
    """
    yield from (Door(url, "notice") for url in source.notices)
    yield from (Door(url, "page") for url in source.pages)
    yield from (Door(url, "feed") for url in (*source.feeds, *source.sitemaps))
    for recipe in source.lists:
        yield from (Door(url, "list", recipe) for url in expand(recipe.url, incident, today))
    for search in source.searches:
        yield from (Door(url, "search") for url in expand(search, incident, today))
    yield from (Door(question(pattern, incident, service), "past") for pattern in source.wayback)
