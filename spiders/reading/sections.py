"""Lines → sections: the body, dated addenda in any order, and comments set apart.

The same walk for a page and for plain text; what differs is what is known of a line. Each section gets the
moment it was written: its own where it names one, else the latest moment known to lie before it. That is a
lower bound, never a later time: an undated addendum takes the page's `updated` only if it is the last one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import SectionKind
from spiders.reading.addenda import Announcement, find_announcement, find_trailing_mark
from spiders.reading.moments import Moment, completed, day_of, fold, written_moment

_COMMENTS = re.compile(
    r"[\s■□◆◇●▼★・#【\[(<]*(?:(?:読者|みんな|皆様?|皆さん|お寄せいただいた)の)?"
    r"(?:コメント(?:一覧|欄)?|(?:\d{1,5}\s*)?Comments?|Reader comments|\d{1,5}\s?件の(?:返信|コメント)|"
    r"この記事への(?:コメント|反応))(?:\s*[(:\[]?\s*\d{0,5}\s*件?\s*[)\]]?)?[\s】\])>:]*",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[\s■□◆◇●▼★・#【\[(<※=\-—─↓]*(?:(?:以下|ここから|ここから下)?(?:は|、)?\s*(?:元|もと|当初|最初|初回公開時)の?"
    r"(?:記事|本文|投稿|文章|内容)(?:です|になります|ここから)?|(?:以下|追記)\s*(?:本文|ここまで)|"
    r"(?:The )?original (?:story|post|article|text)(?: (?:follows|below|continues))?)[\s】\])>:。=\-—─↓]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a text, and what the markup says about it where there is markup."""

    text: str
    level: int = 0
    """1–6: a heading of that rank."""
    rule: bool = False
    """A horizontal rule stands before the line."""
    added: str | None = None
    """The machine-readable time of the insertion that holds the line (`<ins datetime>`)."""
    block: int | None = None
    """Which element set apart for an addendum holds the line; None: none."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """A run of lines that form a section: `lines[start:end]`."""

    kind: SectionKind
    start: int
    end: int = 0
    moment: Moment | None = None
    written_on: str | None = None
    level: int = 0
    block: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What is known about when a document was written."""

    published: str | None = None
    updated: str | None = None
    reference_date: str | None = None
    captured_at: str | None = None
    zone: str = "Asia/Tokyo"


def cut(lines: Sequence[Line], times: Times) -> list[Piece]:
    """The pieces of a text, in order; together they hold every line once.

    >>> lines = [Line(text=t) for t in ("本文", "【9/14追記】", "増えた", "コメント", "なるほど")]
    >>> [(p.kind, p.start, p.end, p.written_on) for p in cut(lines, Times(published="2020-09-10"))]
    [('body', 0, 1, '2020-09-10'), ('addendum', 1, 3, '2020-09-14'), ('comment', 3, 5, '2020-09-14')]
    """
    pieces = _divide(lines)
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        piece.end = following.start if following else len(lines)
    _date(pieces, times)
    return pieces


def starts_comments(line: str) -> bool:
    """A line of its own that heads the readers' comments.

    >>> [starts_comments(t) for t in ("コメント(3件)", "3 Comments", "専門家のコメント", "コメントを控えた")]
    [True, True, False, False]
    """
    return len(line) <= 40 and _COMMENTS.fullmatch(fold(line)) is not None


def _divide(lines: Sequence[Line]) -> list[Piece]:
    pieces = [Piece(kind="body", start=0)]
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        last = pieces[-1]
        if last.kind == "comment":
            break
        has_body = any(lines[i].text.strip() for i in range(pieces[0].start, min(number, 12)))
        piece = _piece_from(lines, number, last, has_body)
        if piece and piece.start == last.start:
            pieces[-1] = piece
        elif piece:
            pieces.append(piece)
    return pieces


def _piece_from(lines: Sequence[Line], number: int, last: Piece, has_body: bool) -> Piece | None:
    """The piece that begins with this line, None if the line goes on with the last one."""
    line = lines[number]
    if has_body and starts_comments(line.text):
        return Piece(kind="comment", start=number)
    announced = find_announcement(line.text)
    # Before any text a date in round brackets is the page's byline, and 【訂正】 without a date heads an article.
    if announced and (has_body or (announced.moment and not announced.could_be_byline)):
        return _addendum(line, number, announced)
    if line.block is not None and line.block != last.block:
        return Piece(kind="addendum", start=number, written_on=line.added, block=line.block)
    if has_body and (moment := find_trailing_mark(line.text)):
        return Piece(kind="addendum", start=number, moment=moment, level=-1)
    return Piece(kind="body", start=number) if last.kind == "addendum" and _is_back(line, last) else None


def _addendum(line: Line, number: int, announced: Announcement) -> Piece:
    piece = Piece(kind="addendum", start=number, moment=announced.moment, level=line.level, block=line.block)
    piece.written_on = None if announced.moment else line.added
    return piece


def _is_back(line: Line, last: Piece) -> bool:
    """The body goes on after an addendum: it was one line, its element ended, or the text says so."""
    if last.level == -1 or (last.block is not None and line.block != last.block):
        return True
    if line.rule or 0 < line.level < last.level:
        return True
    return len(line.text) <= 40 and _ORIGINAL.fullmatch(fold(line.text)) is not None


def _date(pieces: list[Piece], times: Times) -> None:
    base = times.published or times.reference_date
    known = times.published
    undated = [p for p in pieces if p.kind == "addendum" and not p.moment and not p.written_on]
    for piece in pieces:
        if piece.kind == "body":
            # A notice that names only its last change: that is when this text was written.
            piece.written_on = times.published or times.updated
        elif piece.moment:
            piece.written_on = written_moment(completed(piece.moment, base, times.captured_at), times.zone)
    dated = [p.written_on for p in pieces if p.kind == "addendum" and day_of(p.written_on)]
    newest = max([*dated, times.published or ""], key=lambda when: (when or "")[:16]) or None
    for piece in pieces:
        if piece in undated:
            is_last = piece is undated[-1] and (times.updated or "") >= (newest or "")
            piece.written_on = times.updated if times.updated and is_last else known
        elif piece.kind == "comment" and not piece.written_on:
            piece.written_on = newest
        elif piece.kind == "addendum" and day_of(piece.written_on):
            known = piece.written_on
