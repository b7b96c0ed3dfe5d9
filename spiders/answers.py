"""What comes of one request: the answer as it came, or why there is none, and the outcome's name for it."""

from collections.abc import Sequence
from typing import Any

from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Response

from db.records import OutcomeName


class Answer(Response):
    """A response whose `body` is what came over the wire, its headers in order and in the site's capitals."""

    attributes = (*Response.attributes, "raw_headers", "at", "payload")

    def __init__(
        self,
        *args: Any,
        raw_headers: Sequence[tuple[str, str]] = (),
        at: str = "",
        payload: bytes = b"",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.raw_headers = tuple(raw_headers)
        self.at = at
        """UTC, `2020-09-10T12:00:00Z`."""
        self.payload = payload
        """The body with its content coding taken off; set once it is known to be whole."""

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        wanted = name.lower()
        return next((value for key, value in self.raw_headers if key.lower() == wanted), None)


class NotFetched(IgnoreRequest):
    """A request that was given up, with the outcome that it ends in. Never tried again in the same run."""

    def __init__(self, name: OutcomeName, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name}: {reason}")


class Stopped(NotFetched):
    """A request that nobody got round to: it is asked for by the next run, or by another worker."""


class NotInArchive(NotFetched):
    """A replay was asked for an address that its file does not have."""

    def __init__(self, file: str) -> None:
        super().__init__("error", f"not in {file}")


_BY_STATUS: dict[int, OutcomeName] = {
    304: "unchanged",
    401: "forbidden", 402: "forbidden", 403: "forbidden", 407: "forbidden", 451: "forbidden",
    404: "gone", 410: "gone",
    429: "rate-limited",
}  # fmt: skip


def name_of_status(status: int) -> OutcomeName:
    """The outcome that a status code stands for.

    >>> [name_of_status(s) for s in (200, 304, 404, 403, 429, 503, 418)]
    ['ok', 'unchanged', 'gone', 'forbidden', 'rate-limited', 'unavailable', 'error']
    """
    if 200 <= status < 300:
        return "ok"
    return _BY_STATUS.get(status, "unavailable" if status >= 500 else "error")


def name_of_failure(error: BaseException) -> tuple[OutcomeName, str]:
    """The outcome that a request without an answer ends in, and the reason in one line.

    >>> name_of_failure(DownloadTimeoutError("took longer than 30 seconds"))
    ('timeout', 'took longer than 30 seconds')
    """
    if isinstance(error, NotFetched):
        return error.name, error.reason
    reason = _in_one_line(error)
    if isinstance(error, DownloadTimeoutError):
        return "timeout", reason
    if isinstance(error, ResponseDataLossError):
        return "incomplete", reason
    return "error", reason


def unforeseen(error: BaseException) -> str:
    """The reason for an outcome that is the fault of this program.

    >>> unforeseen(KeyError("published"))
    "KeyError that nobody foresaw: 'published'"
    """
    return f"{type(error).__name__} that nobody foresaw: {_in_one_line(error)}"


def _in_one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
