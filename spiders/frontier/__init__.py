"""Several workers on one crawl: what is to be fetched, and what was seen, stands in Redis (extra `keii[redis]`)."""

from spiders.frontier.joining import Frontier, join

__all__ = ["Frontier", "join"]
