"""Why a crawl cannot be run at all. How a single request ends is no error but an outcome (spiders.answers)."""

from pathlib import Path


class CrawlError(Exception):
    """A crawl that cannot start or go on; its text says what, where and what to do."""


class NoContact(CrawlError):
    """A real crawl needs an address that a site's operator can write to."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(
            f"incidents/{slug}.toml: contact: is not set; sites must be able to reach whoever crawls them:"
            ' add contact = "you@your.site", or crawl from a file with --replay'
        )


class UnknownSource(CrawlError):
    """A source was asked for that the incident does not have."""

    def __init__(self, slug: str, wanted: str, known: tuple[str, ...]) -> None:
        self.slug, self.wanted, self.known = slug, wanted, known
        super().__init__(f"{slug} has no source {wanted!r}; it has {', '.join(known) or 'none'}")


class NoIncident(CrawlError):
    """A spider was started by Scrapy itself (`scrapy crawl`, Scrapyd), without an incident."""

    def __init__(self) -> None:
        super().__init__("a spider of keii works for one incident and keeps what it fetches: keii crawl SLUG")


class NoFrontier(CrawlError):
    """The Redis that a crawl is shared over cannot be used."""

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, reason
        super().__init__(f"{address}: {reason}")


class BadNetwork(CrawlError):
    """KEII_PUBLIC_ALLOW does not list networks."""

    def __init__(self, value: str, reason: str) -> None:
        self.value, self.reason = value, reason
        super().__init__(f"KEII_PUBLIC_ALLOW: {value}: {reason}; write networks as 10.1.2.0/24")


class NothingToReplay(CrawlError):
    """The file that should answer the requests is missing, broken, or holds no response."""

    def __init__(self, file: Path, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}; --replay needs a whole WARC file")


class BadPublisher(CrawlError):
    """The file of a known publisher is not of the form that it must have."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}")


class BadRecipe(CrawlError):
    """A list of notices cannot be read by the selectors that its source gives."""

    def __init__(self, slug: str, source: str, reason: str) -> None:
        self.slug, self.source, self.reason = slug, source, reason
        super().__init__(f"incidents/{slug}.toml: source {source!r}: lists: {reason}")
