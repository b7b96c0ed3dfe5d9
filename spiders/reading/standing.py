"""Who speaks: the standing of a publisher, by the word for its kind or by its host. Data: `standings.toml`."""

from functools import cache
from urllib.parse import urlsplit

from db.records import Standing
from spiders.reading.rules import load_rules


@cache
def standing_of_kind(kind: str | None) -> Standing:
    """The standing of what an import calls its kind: newspaper, newswire_en, press_release …

    >>> standing_of_kind("newswire_paywall"), standing_of_kind("tech_news"), standing_of_kind("essay")
    ('agency', 'trade', 'unknown')
    """
    kinds: dict[str, Standing] = load_rules("standings")["kinds"]
    words = (kind or "").lower().replace("-", "_").replace(" ", "_").split("_")
    for length in range(len(words), 0, -1):
        if found := kinds.get("_".join(words[:length])):
            return found
    return "unknown"


def known_kinds() -> list[str]:
    """The words for a kind that say who speaks, sorted."""
    return sorted(load_rules("standings")["kinds"])


def standing_of_host(url: str) -> Standing:
    """The standing of the publisher whose host it is; a ministry's domain is nobody else's either.

    >>> standing_of_host("https://www.fsa.go.jp/news/"), standing_of_host("https://blog.example/")
    ('regulator', 'unknown')
    """
    if (name := urlsplit(url).hostname) is None:
        return "unknown"
    from spiders.publishers import publisher_of  # late: a text without an address needs none of them

    if publisher := publisher_of(url):
        return publisher.standing
    host = f".{name}"
    endings: dict[str, Standing] = load_rules("standings")["hosts"]
    return next((standing for ending, standing in endings.items() if host.endswith(f".{ending}")), "unknown")
