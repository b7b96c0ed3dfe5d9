"""Who the words of a document come from: copies of one agency story are one origin, as are the versions of a page.

An origin is a name: the credited agency, else the publisher; for nearly the same text on another site, the
origin of the site that stands highest. How claims are merged stands in `timeline.events`.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from struct import Struct

from db.records import STANDINGS, Document
from timeline.patterns import lazy_pattern

_CLAUSE_END = lazy_pattern(r"[、。,.!?！？\n|;:：]+")
_SPACE = lazy_pattern(r"\s+")
_LEGAL_FORM = lazy_pattern(r"^(?:株式会社|一般社団法人)|(?:株式会社|通信社|新聞社|社)$")
_SIGNED = Struct("<QH")
"""One clause of a signature."""
LEAST_CLAUSE = 8
LEAST_TEXT = 120
SHARED = 0.6
"""Share of the shorter text that copies have in common."""
OWN = 0.35
"""Share of its own text that a copy must have taken over: a long article that quotes a short one is no copy."""
RANK = {standing: place for place, standing in enumerate(STANDINGS)}


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """The name as publishers and agencies are compared.

    >>> plain_name("共同通信社") == plain_name("共同通信") and plain_name("ＮＨＫ") == "nhk"
    True
    """
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return _LEGAL_FORM.sub("", folded).removesuffix("通信") or folded


def sign(document: Document) -> bytes:
    """The clauses of a document that are long enough to be told apart: of each a hash and its length.

    Readers' comments are no part of it. Made once, at reading, and kept with the document.

    >>> from db.records import Section
    >>> section = Section(kind="body", text="同社は三日に発表した。対象は利用者全員とする。")
    >>> len(sign(Document(url="u", digest="d", captured_at="c", sections=(section,), publisher="p")))
    20
    """
    text = "\n".join(section.text for section in document.sections if section.kind != "comment")
    parts = {_SPACE.sub("", part) for part in _CLAUSE_END.split(text)}
    hashed = {
        blake2b(part.encode("utf-8", "surrogatepass"), digest_size=8).digest(): len(part)
        for part in parts
        if len(part) >= LEAST_CLAUSE
    }
    return b"".join(key + min(length, 0xFFFF).to_bytes(2, "little") for key, length in sorted(hashed.items()))


def clauses(document: Document) -> dict[int, int]:
    """The hashes of the clauses of a document, with their lengths."""
    return dict(_SIGNED.iter_unpack(document.signature or sign(document)))


def find_origins(documents: Sequence[Document]) -> dict[str, str]:
    """The origin of each document, by its address.

    Two documents of one address are versions of one page. Linear in the text: each clause is compared with the
    first document that holds it.
    """
    best: dict[str, Document] = {}
    for document in sorted(documents, key=_seniority):
        best.setdefault(document.url, document)
    names = _names(best.values())
    first: dict[int, str] = {}
    sizes: dict[str, int] = {}
    origins: dict[str, str] = {}
    for url, document in best.items():
        parts = clauses(document)
        sizes[url] = sum(parts.values())
        copied = (
            None if document.standing in ("official", "regulator") else _copied_from(parts, first, sizes, url)
        )
        credited = document.agency or document.publisher
        origins[url] = origins[copied] if copied else names[plain_name(credited)]
        for part in parts:
            first.setdefault(part, url)
    return origins


def _seniority(document: Document) -> tuple[bool, int, str, str, str, str]:
    return (
        document.agency is None and document.standing != "agency",
        RANK[document.standing],
        document.published or "~",
        document.captured_at,
        document.url,
        document.digest,
    )


def _names(documents: Iterable[Document]) -> dict[str, str]:
    """One spelling for each publisher and agency: the shortest, then the first by code point."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for name in (document.publisher, document.agency):
            if name:
                spellings[plain_name(name)].add(name)
    return {plain: min(names, key=lambda n: (len(n), n)) for plain, names in spellings.items()}


def _copied_from(
    parts: Mapping[int, int], first: Mapping[int, str], sizes: Mapping[str, int], url: str
) -> str | None:
    """The address of the document that most of the clauses stood in before, None where the text is its own."""
    if sizes[url] < LEAST_TEXT:
        return None
    shared: dict[str, int] = defaultdict(int)
    for part, length in parts.items():
        if part in first:
            shared[first[part]] += length
    if not shared:
        return None
    other = min(shared, key=lambda o: (-shared[o], o))
    least = min(sizes[url], sizes[other])
    taken = shared[other]
    return other if least >= LEAST_TEXT and taken >= SHARED * least and taken >= OWN * sizes[url] else None
