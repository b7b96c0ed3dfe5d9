"""What to follow, curated by hand."""

from dataclasses import dataclass

from db.records.words import NameClass, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeList:
    """A page that lists notices, and how to read it: CSS selectors, all but `next` within one entry."""

    url: str
    """May hold `{year}`: then there is one list for each year of the incident."""
    entry: str
    link: str = "a"
    title: str | None = None
    """None: the text of the link."""
    date: str | None = None
    next: str | None = None
    """The link to the following page of the list."""
    pages: int = 3
    """How many pages of the list are read at most."""
    every: bool = False
    """Every notice belongs to the incident, whether or not it holds a keyword."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher as an incident follows it."""

    id: str
    publisher: str
    standing: Standing = "unknown"
    layout: str | None = None
    """Name of a file in `spiders/layouts`; None: chosen by host, else the generic reader."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Addresses of articles, fetched whether or not a feed names them."""
    notices: tuple[str, ...] = ()
    """Addresses that are watched: every capture is a version."""
    agency: str | None = None
    """The agency whose stories this publisher carries when they show no credit line."""
    lists: tuple[NoticeList, ...] = ()
    """Lists of notices; a notice that belongs to the incident is watched."""
    searches: tuple[str, ...] = ()
    """Addresses of searches that answer with a feed, `{keyword}` and `{since}` in them."""
    wayback: tuple[str, ...] = ()
    """Addresses whose past captures are taken from the Wayback Machine; one that ends in `*` is a prefix."""
    aggregates: bool = False
    """It finds pages of others: each is read as its own publisher's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtName:
    """A name that a user taught for one incident (`[names]` of the incident file)."""

    canonical: str
    name_class: NameClass
    aliases: tuple[str, ...] = ()
    code: str | None = None
    operator: str | None = None
    """Canonical name of who runs a service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What to follow, curated by hand: one `incidents/SLUG.toml`."""

    slug: str
    title: str
    keywords: tuple[str, ...]
    """A page belongs to the incident when its title, summary or address holds one of them."""
    language: str = "ja"
    timezone: str = "Asia/Tokyo"
    since: str | None = None
    until: str | None = None
    contact: str | None = None
    """Address in the user agent; a real crawl refuses to start without one."""
    sources: tuple[Source, ...] = ()
    names: tuple[TaughtName, ...] = ()
