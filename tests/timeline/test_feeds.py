"""Calendar, feed, table and slides, each read again by a reader of its format."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import feedparser
import icalendar
import pytest
import vobject

from db.records import Entry, Timeline
from tests.faces.story import whole_story
from tests.timeline.making import built, claim, reading, said, who, yen
from timeline.render import atom, csv_raw, ics, timelinejs
from timeline.render import csv as csv_form
from timeline.render.identity import entry_uuid

LANGUAGES = ("ja", "en")


@pytest.fixture(params=LANGUAGES)
def timeline(request: pytest.FixtureRequest) -> Timeline:
    return whole_story(request.param)


def events_of(timeline: Timeline) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(ics.render(timeline))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def event_of(entry: Entry, timeline: Timeline) -> icalendar.Event:
    return events_of(timeline)[str(entry_uuid(timeline.incident.slug, entry))]


def line_of(date_of_claim: str | None, **more: object) -> tuple[Entry, Timeline]:
    made = claim("outage", date_of_claim, organisations=(who("甲銀行"),))
    timeline = built(reading("a", made, published=more.pop("published", "2024-03-06"), **more))  # type: ignore[arg-type]
    return timeline.entries[0], timeline


def test_every_dated_line_is_an_event_and_the_others_stand_in_the_description(timeline: Timeline) -> None:
    undated = [entry for entry in timeline.entries if "X" in entry.date]
    assert undated
    assert len(events_of(timeline)) == len(timeline.entries) - len(undated)
    calendar = icalendar.Calendar.from_ical(ics.render(timeline))
    assert all(entry.text in str(calendar["x-wr-caldesc"]) for entry in undated)


def test_another_reader_reads_the_calendar_too(timeline: Timeline) -> None:
    raw = ics.render(timeline)
    assert raw.count("\r\n") == raw.count("\n") > 100
    assert max(len(line.encode()) for line in raw.split("\r\n")) <= 75
    found = {event.uid.value: event.summary.value for event in vobject.readOne(raw).vevent_list}
    assert found == {uid: str(event["summary"]) for uid, event in events_of(timeline).items()}


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 6)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2023-12", date(2023, 12, 1), date(2024, 1, 1)),
        ("2023", date(2023, 1, 1), date(2024, 1, 1)),
        ("2024-03-02/2024-03-04", date(2024, 3, 2), date(2024, 3, 5)),
        ("2023-08/2023-09", date(2023, 8, 1), date(2023, 10, 1)),
    ],
)
def test_an_event_is_no_more_exact_than_what_was_reported(when: str, start: date, end: date) -> None:
    entry, timeline = line_of(when)
    event = event_of(entry, timeline)
    assert (event["dtstart"].dt, event["dtend"].dt) == (start, end)


def test_a_time_of_day_is_an_instant() -> None:
    entry, timeline = line_of("2024-03-05T09:40+09:00")
    event = event_of(entry, timeline)
    assert event["dtstart"].dt == datetime(2024, 3, 5, 0, 40, tzinfo=UTC)
    assert "dtend" not in event


def test_stamps_come_from_the_captures() -> None:
    entry, timeline = line_of("2024-03-05", captured_at="2024-03-10T01:02:03Z")
    assert event_of(entry, timeline)["dtstamp"].dt == datetime(2024, 3, 10, 1, 2, 3, tzinfo=UTC)


def parsed(timeline: Timeline) -> feedparser.FeedParserDict:
    found = feedparser.parse(atom.render(timeline).encode())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_the_feed_holds_every_line_under_an_identity_of_its_own(timeline: Timeline) -> None:
    found = parsed(timeline)
    assert {e.id for e in found.entries} == {
        f"urn:uuid:{entry_uuid(timeline.incident.slug, entry)}" for entry in timeline.entries
    }
    assert found.feed.title == timeline.incident.title
    assert all(e.updated_parsed and e.published_parsed and e.content for e in found.entries)


def test_a_line_that_has_a_new_source_comes_first_and_keeps_its_identity() -> None:
    made = claim(figures=(yen(1_000_000),))
    other = claim("outage", "2024-03-01", organisations=(who("甲銀行"),))
    old = reading("a", made, other, captured_at="2024-03-10T00:00:00Z")
    new = reading("b", made, captured_at="2024-03-12T00:00:00Z")
    before, after = parsed(built(old)), parsed(built(old, new))
    assert {e.id for e in before.entries} == {e.id for e in after.entries}
    first = after.entries[0]
    assert (first.updated, first.published) == ("2024-03-12T00:00:00+00:00", "2024-03-10T00:00:00+00:00")
    assert after.feed.updated == "2024-03-12T00:00:00+00:00"
    assert after.entries[1].updated == before.feed.updated == "2024-03-10T00:00:00+00:00"


def test_an_empty_feed_calendar_table_and_slides_are_valid() -> None:
    empty = built()
    assert parsed(empty).entries == []
    assert icalendar.Calendar.from_ical(ics.render(empty)).walk("VEVENT") == []
    assert len(list(csv.reader(io.StringIO(csv_form.render(empty))))) == 1
    assert json.loads(timelinejs.render(empty))["events"] == []


def test_the_feed_is_cut_where_it_grows_too_long() -> None:
    timeline = whole_story()
    entry = timeline.entries[0]
    many = tuple(replace(entry, id=f"{n:06}") for n in range(atom.MOST + 50))
    assert len(parsed(replace(timeline, entries=many)).entries) == atom.MOST


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_table_has_a_row_each_line(timeline: Timeline) -> None:
    rows = rows_of(csv_form.render(timeline))
    assert [row["id"] for row in rows] == [entry.id for entry in timeline.entries]
    assert [row["text"] for row in rows] == [entry.text for entry in timeline.entries]
    total = next(row for row in rows if row["damage"] == "19900000")
    assert (total["currency"], total["cases"], total["banks"]) == ("JPY", "73", "12")


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example","x")', "＝1+1", "\t=1", "\r=1", " =1"],
)
def test_no_cell_is_a_formula_unless_it_is_asked_for(words: str) -> None:
    timeline = built(
        reading("a", said(words, claim("outage", organisations=(who("甲銀行"),))), publisher=words)
    )
    quotes = [row["quote"] for row in rows_of(csv_form.render(timeline))]
    assert quotes == [f"'{words.strip()}"]
    for row in rows_of(csv_form.render(timeline)):
        assert not [cell for cell in row.values() if re.match(r"\s*[=+\-@＝＋－＠]", cell)]
    assert [row["quote"] for row in rows_of(csv_raw.render(timeline))] == [words.strip()]


def is_date(found: object) -> bool:
    """Whether it is a date as the format describes them: a year, and a day only with its month."""
    if not isinstance(found, dict) or not isinstance(found.get("year"), int):
        return False
    known = [key in found for key in ("month", "day", "hour")]
    return known == sorted(known, reverse=True) and set(found) <= {"year", "month", "day", "hour", "minute"}


def test_slides_have_the_form_that_timelinejs_documents(timeline: Timeline) -> None:
    document = json.loads(timelinejs.render(timeline))
    assert set(document) <= {"title", "events", "eras", "scale"}
    assert document["title"]["text"]["headline"] == timeline.incident.title
    assert document["events"]
    for slide in document["events"]:
        assert set(slide) <= {"start_date", "end_date", "display_date", "text", "group", "unique_id", "media"}
        assert is_date(slide["start_date"])
        assert "end_date" not in slide or is_date(slide["end_date"])
        assert set(slide["text"]) == {"headline", "text"}
    ids = [slide["unique_id"] for slide in document["events"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2023", {"year": 2023}, None),
        ("2023-10", {"year": 2023, "month": 10}, None),
        ("2024-03-05", {"year": 2024, "month": 3, "day": 5}, None),
        ("2024-03-05T09:40+09:00", {"year": 2024, "month": 3, "day": 5, "hour": 9, "minute": 40}, None),
        ("2023-08/2023-09", {"year": 2023, "month": 8}, {"year": 2023, "month": 9}),
    ],
)
def test_a_slide_keeps_the_precision_of_its_date(when: str, start: object, end: object) -> None:
    _, timeline = line_of(when)
    slide = json.loads(timelinejs.render(timeline))["events"][0]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)


def test_an_undated_line_is_told_on_the_title_slide() -> None:
    entry, timeline = line_of(None, published=None)
    document = json.loads(timelinejs.render(timeline))
    assert document["events"] == []
    assert entry.text in document["title"]["text"]["text"]
