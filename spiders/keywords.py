"""Whether an address in a feed, or the raw bytes of a page, hold a keyword of an incident. Parses nothing."""

import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote

_ENCODINGS = (("utf-8",), ("cp932", "euc_jp"), ("iso2022_jp",))
"""How a page may write a keyword: as nearly all do, in what is no valid UTF-8, and behind escapes."""


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


def raw_filter(keywords: Iterable[str]) -> Callable[[bytes], bool]:
    """Whether raw bytes hold a keyword: in any encoding of Japanese, as character references, or in an address.

    >>> holds = raw_filter(["銀行", "d払い"])
    >>> [holds("ＤＢ: 地方銀行".encode(e)) for e in ("utf-8", "cp932", "euc_jp", "iso2022_jp")]
    [True, True, True, True]
    >>> holds("Ｄ払い".encode()), holds(b"&#37504;&#34892;"), holds(b"/%E9%8A%80%E8%A1%8C/1"), holds("天気".encode())
    (True, True, True, False)
    """
    forms = {form for keyword in keywords for form in _forms(keyword) if form.strip()}
    utf8, legacy, escaped = ({n for f in forms for n in _encoded(f, names)} for names in _ENCODINGS)
    references = {n for f in forms if not f.isascii() for n in _references(f)}
    in_addresses = {quote(f).lower().encode() for f in forms if not f.isascii()}

    def holds(raw: bytes) -> bool:
        lowered = raw.lower()
        # Looking for a needle costs as much as all the rest: only those are looked for that may be there.
        if any(needle in lowered for needle in utf8):
            return True
        if not _is_utf8(raw) and any(needle in lowered for needle in legacy):
            return True
        if b"\x1b$" in raw and any(needle in lowered for needle in escaped):
            return True
        if b"&#" in raw and any(needle in lowered for needle in references):
            return True
        return b"%" in raw and any(needle in lowered for needle in in_addresses)

    return holds


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _forms(keyword: str) -> set[str]:
    """A keyword with its letters and digits in usual and in full width."""
    plain = unicodedata.normalize("NFKC", keyword)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain)
    # bytes.lower() knows ASCII only: of full-width letters the usual spellings are tried.
    return {keyword, plain, wide.lower(), wide.upper(), wide.title()}


def _encoded(form: str, encodings: Iterable[str]) -> Iterable[bytes]:
    for encoding in encodings:
        # ISO-2022-JP wraps a word in escapes; inside a sentence only what stands between them is there.
        found = form.encode(encoding, "ignore").removeprefix(b"\x1b$B").removesuffix(b"\x1b(B").lower()
        if found:
            yield found


def _references(form: str) -> Iterable[bytes]:
    yield "".join(f"&#{ord(c)};" for c in form).encode()
    yield "".join(f"&#x{ord(c):x};" for c in form).encode()
