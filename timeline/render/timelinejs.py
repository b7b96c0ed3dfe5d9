"""The timeline for TimelineJS 3 (Knight Lab), in its JSON format: https://timeline.knightlab.com/docs/json-format.html.

Headlines and texts there are HTML, so every word is escaped. Dates keep their precision: a month has no day.
Lines without a place in the calendar cannot be slides; they are listed on the title slide.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from typing import Any

from db.records import Entry, Timeline
from timeline.render.json import as_text
from timeline.render.markup import safe_url
from timeline.render.plain import plain
from timeline.render.rows import chosen
from timeline.render.spans import Span, span_of
from timeline.render.state import built_from, state_of_affairs
from timeline.wording import Wording, speak

Json = dict[str, Any]


def render(timeline: Timeline) -> str:
    """The whole file, indented, ending in a newline."""
    words = speak(timeline.language)
    placed = [(e, s) for e in timeline.entries if (s := span_of(e.date, timeline.incident.timezone))]
    document = {
        "scale": "human",
        "title": {"unique_id": "title", "text": _title(timeline, words)},
        "events": [_slide(entry, span, words) for entry, span in placed],
    }
    return as_text(document)


def _title(timeline: Timeline, words: Wording) -> Json:
    sentences = [*state_of_affairs(timeline, words), *built_from(timeline, words)]
    told = [_paragraph(_html(sentence.text + sentence.end)) for sentence in sentences]
    undated = [e for e in timeline.entries if span_of(e.date, timeline.incident.timezone) is None]
    told += [_paragraph(_html(f"{words.moment(entry.date)}: {entry.text}")) for entry in undated]
    return {"headline": _html(timeline.incident.title), "text": "".join(told)}


def _slide(entry: Entry, span: Span, words: Wording) -> Json:
    slide: Json = {
        "unique_id": entry.id,
        "start_date": _date(span.start, span),
        "display_date": _html(words.moment(entry.date)),
        "group": _html(words.say("kind_name", entry.kind)),
        "text": {"headline": _html(entry.text), "text": "".join(_quotes(entry, words))},
    }
    if "/" in entry.date:
        slide["end_date"] = _date(span.end - timedelta(minutes=1), span)
    return slide


def _date(at: datetime, span: Span) -> Json:
    date: Json = {"year": at.year}
    if span.precision != "year":
        date["month"] = at.month
    if span.precision in ("day", "minute"):
        date["day"] = at.day
    if span.precision == "minute":
        date |= {"hour": at.hour, "minute": at.minute}
    return date


def _quotes(entry: Entry, words: Wording) -> Iterator[str]:
    if entry.status != "current":
        yield _paragraph(f"<b>{_html(words.say('status', entry.status))}</b>")
    for citation in chosen(entry.citations):
        quote = _html(words.say("page", "quote", quote=citation.quote))
        address = safe_url(citation.url)
        who = _html(words.join([citation.publisher, citation.title or ""]))
        source = f'<a href="{escape(address)}" rel="noopener nofollow ugc">{who}</a>' if address else who
        yield _paragraph(f"{quote} {source}")


def _paragraph(inner: str) -> str:
    return f"<p>{inner}</p>"


def _html(raw: str) -> str:
    return escape(plain(raw), quote=True)
