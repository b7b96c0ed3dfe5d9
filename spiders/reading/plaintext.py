"""Plain text → a document: cut into consecutive slices at addendum headings and where the comments begin."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from db.records import Document, Section, Source, Standing
from spiders.reading.agency import find_agency
from spiders.reading.fingerprint import fingerprint
from spiders.reading.moments import fold, moment_of, written_moment
from spiders.reading.sections import Line, Piece, Times, cut
from spiders.reading.standing import standing_of_host, standing_of_kind

_RULE = re.compile(r"\s*(?:[-=_*─━―—–~・.]\s?){3,}\s*")
_SIGNED = re.compile(
    r"^(?:\s*(?:No\.?)?\d{1,4}[.::)]\s*)?(?:(?:投稿者|名前|Posted by|by)\s*[:: ]\s*)?(?P<author>[^\n]{0,40}?)"
    r"[\s|/、,@(\-–—]*(?:at\s+|on\s+)?(?P<year>\d{4})\s*[年/.\-]\s*(?P<month>\d{1,2})\s*[月/.\-]\s*(?P<day>\d{1,2})日?"
    r"(?:\s*\([^)\n]{1,3}\))?(?:\s*(?P<hour>\d{1,2})[:時](?P<minute>\d{2})分?(?::\d{2}(?:\.\d+)?)?)?\s*[)]?"
    r"(?:\s*(?:返信|削除|通報|ID:\S{1,20}|Reply))*\s*$",
    re.IGNORECASE,
)


def read_plain(
    text: str,
    *,
    url: str,
    publisher: str | None,
    published: str | None,
    title: str | None,
    reference_date: str | None = None,
    updated: str | None = None,
    kind: str | None = None,
    source: Source | None = None,
    digest: str,
    captured_at: str,
    timezone: str = "Asia/Tokyo",
    encoding: str = "utf-8",
    encoding_doubtful: bool = False,
    watched: bool = False,
    author: str | None = None,
) -> Document:
    """The document that a plain text is; every section is the slice of it that begins at `section.offset`."""
    times = Times(
        published=published,
        updated=updated,
        reference_date=reference_date,
        captured_at=captured_at,
        zone=timezone,
    )
    sections = tuple(cut_text(text, times))
    name = (source.publisher if source else None) or publisher or urlsplit(url).hostname or url
    return Document(
        url=url, digest=digest, captured_at=captured_at, sections=sections, publisher=name,
        standing=standing_for(source, kind, url), title=title, author=author, published=published,
        updated=updated, reference_date=reference_date, language=language_of(text),
        agency=find_agency(_body(sections), author, name) or (source.agency if source else None),
        watched=watched, encoding=encoding, encoding_doubtful=encoding_doubtful,
        unavailable=None if sections else "empty text", fingerprint=fingerprint(sections),
    )  # fmt: skip


def cut_text(text: str, times: Times) -> Iterator[Section]:
    """The sections of a text: consecutive slices that together are the text.

    >>> [s.text for s in cut_text("本文\\n【9/14追記】増えた\\n", Times(published="2020-09-10"))]
    ['本文\\n', '【9/14追記】増えた\\n']
    """
    if not text.strip():
        return
    raw = text.splitlines(keepends=True) if "\r" in text else re.split(r"(?<=\n)", text)
    starts = [0]
    for line in raw:
        starts.append(starts[-1] + len(line))
    lines = [
        Line(text=line.strip(), rule=bool(number and _RULE.fullmatch(raw[number - 1].rstrip("\r\n"))))
        for number, line in enumerate(raw)
    ]
    for piece in cut(lines, times):
        if piece.kind == "comment":
            yield from _comments(raw, starts, piece, times)
        elif slice_ := text[starts[piece.start] : starts[piece.end]]:
            offset = starts[piece.start]
            yield Section(kind=piece.kind, text=slice_, written_on=piece.written_on, offset=offset)


def _comments(raw: Sequence[str], starts: Sequence[int], piece: Piece, times: Times) -> Iterator[Section]:
    """One section a comment where each is signed with a time, else one for all."""
    signed = {
        number: found
        for number in range(piece.start + 1, piece.end)
        if len(raw[number]) <= 120 and (found := _SIGNED.match(fold(raw[number].strip())))
    }
    heads, behind = sorted(signed), False
    if heads and any(raw[n].strip() for n in range(piece.start + 1, heads[0])):
        behind = True  # the signature stands under its comment
    ends = [n + 1 for n in heads[:-1]] if behind else heads[1:]
    bounds = [piece.start, *ends, piece.end]
    for index, (start, end) in enumerate(pairwise(bounds)):
        found = signed[heads[index]] if index < len(heads) else None
        when = (
            written_moment(moment, times.zone) if found and (moment := moment_of(found.groupdict())) else None
        )
        offset = starts[start]
        yield Section(
            kind="comment", text="".join(raw[start:end]), written_on=when or piece.written_on, offset=offset,
            author=((found["author"].strip(" |/、,(") or None) if found else None),
        )  # fmt: skip


def standing_for(source: Source | None, kind: str | None, url: str) -> Standing:
    """The standing an incident gives its source, else what the kind of import or the host says."""
    if source and source.standing != "unknown":
        return source.standing
    known = standing_of_kind(kind)
    return known if known != "unknown" else standing_of_host(url)


def language_of(text: str) -> str | None:
    """`ja` where there is kana, `en` where nearly all is ASCII, else None: not known.

    >>> language_of("ドコモ口座"), language_of("Docomo said"), language_of("Überweisungen für Geschädigte")
    ('ja', 'en', None)
    """
    sample = text[:4000]
    if len(re.findall(r"[ぁ-んァ-ヶ]", sample)) * 20 >= len(sample):
        return "ja"
    letters = re.findall(r"[^\W\d_]", sample)
    return "en" if letters and sum(letter.isascii() for letter in letters) >= 0.99 * len(letters) else None


def _body(sections: Sequence[Section]) -> str:
    return "\n".join(s.text for s in sections if s.kind == "body")
