"""The timeline as an iCalendar file (RFC 5545): an event each line, with a UID that stays.

A day is a whole day, a month or a year a stretch of days, so that nothing is more exact than what was reported. Lines
without a place in the calendar stand in its description. Nothing depends on the time of the build: an event's stamp
is when its newest source was captured.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from icalendar import Calendar, Event, vText, vUri

from db.records import Entry, Timeline
from timeline.render.identity import captured, entry_uuid
from timeline.render.markup import safe_url
from timeline.render.plain import plain
from timeline.render.rows import chosen
from timeline.render.spans import Span, span_of
from timeline.render.state import state_of_affairs
from timeline.wording import Wording, speak


def render(timeline: Timeline) -> str:
    """The whole calendar, with the line endings that the format wants."""
    words = speak(timeline.language)
    calendar = Calendar()
    calendar.add("prodid", "-//keii//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", plain(timeline.incident.title))
    calendar.add("x-wr-calname", plain(timeline.incident.title))
    calendar.add("x-wr-timezone", timeline.incident.timezone)
    calendar.add("x-wr-caldesc", vText("\n".join(_about(timeline, words))))
    for entry in timeline.entries:
        span = span_of(entry.date, timeline.incident.timezone)
        if span is not None:
            calendar.add_component(_event(entry, span, timeline, words))
    return str(calendar.to_ical(sorted=False), "utf-8")


def _about(timeline: Timeline, words: Wording) -> Iterator[str]:
    """The state of affairs, and the lines that have no place in a calendar."""
    yield plain(
        words.say("list", "sentences").join(s.text + s.end for s in state_of_affairs(timeline, words))
    )
    for entry in timeline.entries:
        if span_of(entry.date, timeline.incident.timezone) is None:
            yield plain(f"{words.moment(entry.date)}: {entry.text}")


def _event(entry: Entry, span: Span, timeline: Timeline, words: Wording) -> Event:
    event = Event()
    stamp = datetime.fromisoformat(captured(entry)).astimezone(UTC)
    event.add("uid", str(entry_uuid(timeline.incident.slug, entry)))
    event.add("dtstamp", stamp)
    event.add("dtstart", _start(span))
    if span.precision != "minute":
        event.add("dtend", _day_after(span))
    event.add("summary", plain(entry.text))
    event.add("description", vText("\n".join(_description(entry, span, words))))
    event.add("categories", [plain(words.say("kind_name", entry.kind))])
    event.add("status", "CONFIRMED" if entry.certainty == "stated" else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    address = safe_url(entry.citations[0].url) if entry.citations else None
    if address:
        event["url"] = vUri(address)
    return event


def _start(span: Span) -> date | datetime:
    return span.start.astimezone(UTC) if span.precision == "minute" else span.start.date()


def _day_after(span: Span) -> date:
    """The first day that is not in it."""
    return span.end.date()


def _description(entry: Entry, span: Span, words: Wording) -> Iterator[str]:
    if span.precision in ("month", "year") or "/" in entry.date:
        yield plain(words.moment(entry.date))
    if entry.status != "current":
        yield plain(words.say("status", entry.status))
    for citation in chosen(entry.citations):
        quote = words.say("page", "quote", quote=citation.quote)
        yield plain(f"{quote} {citation.publisher} {safe_url(citation.url) or ''}")
