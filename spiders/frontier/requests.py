"""A request as bytes and back. JSON: whoever can write into the queue must not be able to run code in a worker."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from scrapy import Request

from db.records import Source
from spiders.base import IncidentSpider, Output
from spiders.pipelines import Fetched

LEASE = "keii_lease"
"""Key of a request's meta: the lease that it is fetched under."""

_OURS = "keii_"
_META = frozenset({"depth", "retry_times"})


def write_request(request: Request) -> bytes:
    """What is needed to make the request again; headers are set when it is sent."""
    source: Source = request.cb_kwargs["source"]
    callback: Any = request.callback
    if isinstance(callback, _LinksFirst):
        callback = callback.read
    recipe = callback.keywords["recipe"] if isinstance(callback, partial) else None
    written = {
        "url": request.url,
        "callback": (callback.func if isinstance(callback, partial) else callback).__name__,
        "recipe": None if recipe is None else source.lists.index(recipe),
        "source": source.id,
        "role": request.cb_kwargs["role"],
        "priority": request.priority,
        "meta": {n: v for n, v in request.meta.items() if (n.startswith(_OURS) or n in _META) and n != LEASE},
    }
    return json.dumps(written, sort_keys=True).encode()


def read_request(data: bytes, spider: IncidentSpider, sources: Mapping[str, Source]) -> Request:
    """The request again. Raises ValueError where it is none, or its source is not known here."""
    try:
        written = json.loads(data)
        source = sources[written["source"]]
        callback = _callback(spider, written["callback"])
        if written["recipe"] is not None:
            callback = partial(callback, recipe=source.lists[written["recipe"]])
        return Request(
            written["url"], callback=_LinksFirst(callback), errback=spider.settle_failure,
            meta=dict(written["meta"]), priority=int(written["priority"]), dont_filter=True,
            cb_kwargs={"role": written["role"], "source": source},
        )  # fmt: skip
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{data[:200]!r} is no request of this incident ({error})") from error


def _callback(spider: IncidentSpider, name: str) -> Callable[..., Output]:
    """A method of the spider that takes an answer: `keep`, `read_feed` and their like."""
    if not name.startswith(("keep", "read_")):
        raise ValueError(f"no callback: {name}")
    found: Callable[..., Output] = getattr(spider, name)
    return found


class _LinksFirst:
    """A callback whose links come before its page: once the page is kept nobody asks for it again, so nobody would find
    the links of a worker that was killed in between."""

    def __init__(self, read: Callable[..., Output]) -> None:
        self.read = read
        self.__name__ = "read"

    def __call__(self, *args: Any, **kwargs: Any) -> Output:
        kept = []
        for output in self.read(*args, **kwargs):
            if isinstance(output, Fetched):
                kept.append(output)
            else:
                yield output
        yield from kept
