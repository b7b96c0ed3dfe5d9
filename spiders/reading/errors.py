"""Why bytes could not be read: the one error family of this package. Nothing here reads anything."""


class ReadingError(Exception):
    """Something could not be read; `url` says what, `reason` why."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class NotAPage(ReadingError):
    """The bytes are no page or text: binary, empty, another format than declared, or a trap for parsers."""


class BadImport(ReadingError):
    """An imported object is not of the form that `keii import` documents."""
