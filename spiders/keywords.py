"""Whether an address in a feed belongs to an incident. Looks at words only, never at the page."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote


def folded(text: str) -> str:
    """Text as it is compared: widths and capitals make no difference.

    >>> folded("ＮＴＴドコモ ｺｳｻﾞ") == folded("nttドコモ コウザ")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


class Keywords:
    """The keywords of an incident.

    >>> about = Keywords(["ドコモ口座", "d-account"])
    >>> about.found_in("「ドコモ口座」で不正引き出し"), about.found_in("天気", None, "https://x.example/D-Account/1")
    (True, True)
    >>> about.found_in("天気", None, "https://x.example/weather")
    False
    """

    def __init__(self, keywords: Iterable[str]) -> None:
        self._words = tuple(word for word in map(folded, keywords) if word.strip())

    def found_in(self, *texts: str | None) -> bool:
        """Whether a title, a summary or an address (also percent-encoded) holds one of them."""
        for text in texts:
            if not text:
                continue
            whole = folded(unquote(text) if "%" in text else text)
            if any(word in whole for word in self._words):
                return True
        return False
