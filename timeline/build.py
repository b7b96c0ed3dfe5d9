"""Claims → events → the timeline of an incident. Pure: the same readings give the same timeline, in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.records import (
    Capture,
    Event,
    Incident,
    Mention,
    Outcome,
    Point,
    Reading,
    Review,
    Series,
    Timeline,
)
from timeline.added import with_added
from timeline.corrections import Correction, corrected_events, edited_events, find_corrections
from timeline.derived import Place, dates_of, derive
from timeline.disputes import find_disputes
from timeline.edits import find_edits
from timeline.entries import find_entries, named
from timeline.events import find_events
from timeline.health import find_health
from timeline.history import find_history
from timeline.judging import judge
from timeline.plans import settled
from timeline.review import decide, marked
from timeline.scopes import find_surroundings
from timeline.series import judged, written
from timeline.standing import find_standing
from timeline.statements import find_statements
from timeline.tracks import LEADS, Track, find_tracks
from timeline.wording import speak

NOTHING_DECIDED = Review()


def build_timeline(
    incident: Incident,
    readings: Sequence[Reading],
    *,
    captures: Sequence[Capture],
    outcomes: Sequence[Outcome],
    rules: str,
    language: str | None = None,
    review: Review = NOTHING_DECIDED,
) -> Timeline:
    """The account of an incident out of everything that was read, in `language` or that of the incident."""
    words = speak(language or incident.language)
    readings = sorted(readings, key=lambda r: (r.document.captured_at, r.document.url, r.document.digest))
    around = find_surroundings(incident, readings)
    events = find_events(find_statements(incident, readings, around))
    events, ids, decisions = decide(events, named(events), review, words, incident.language)
    corrected = corrected_events(events, find_corrections(events))
    tracks = find_tracks(events)
    beside = {place: (c.old.role, f"corrected:{ids[c.by]}") for place, c in corrected.items()}
    conflicts = judge(tracks, _leads_corrected(events, corrected, ids), ids, beside)
    events = settled(judged(events, tracks), ids)
    entries = marked(find_entries(_noted(events, corrected, ids), ids, words), decisions)
    entries, added = with_added(entries, review.added, incident, readings, words)
    series = _series(tracks, events, ids, dates_of(readings), incident.timezone)
    edits = find_edits(readings, captures)
    return Timeline(
        incident=incident,
        documents=len({r.document.url for r in readings if r.document.unavailable is None}),
        captures=sum(capture.role not in ("feed", "robots") for capture in captures),
        rules=rules,
        entries=entries,
        series=series,
        standing=find_standing(incident, events, ids, around.whole),
        disputes=find_disputes(conflicts, sorted(corrected.items(), key=lambda c: c[0]), events, words),
        edits=edits,
        sources=find_health(incident, readings, outcomes),
        history=find_history(entries, series, edits, readings, incident.timezone),
        decided=tuple(sorted((*decisions.outcomes, *added), key=lambda d: d.line)),
        language=words.language,
        as_of=max((capture.captured_at for capture in captures), default=None),
    )


def _leads_corrected(
    events: Sequence[Event], corrected: Mapping[int, Correction], ids: Sequence[str]
) -> dict[int, str]:
    """The events whose leading figure was taken back, and by which entry."""
    found = {place: f"corrected:{ids[by]}" for place, by in edited_events(events).items()}
    for place, correction in corrected.items():
        held = {figure.role for figure in events[place].figures}
        if correction.old.role == next((role for role in LEADS if role in held), None):
            found[place] = f"corrected:{ids[correction.by]}"
    return found


def _noted(events: Sequence[Event], corrected: Mapping[int, Correction], ids: Sequence[str]) -> list[Event]:
    """The events with a note where a figure beside the leading one was taken back."""
    noted = list(events)
    for place, correction in corrected.items():
        old, new = correction.old, correction.new
        if events[place].status != "corrected":
            note = f"corrected:{old.role}:{old.value}:{new.value}:{ids[correction.by]}"
            noted[place] = replace(events[place], note=note)
    return noted


def _series(
    tracks: Sequence[Track],
    events: Sequence[Event],
    ids: Sequence[str],
    dates: Mapping[Place, tuple[Mention, ...]],
    timezone: str,
) -> tuple[Series, ...]:
    def points(track: Track) -> list[Point]:
        return list(derive(track, events, ids, dates, timezone))

    return tuple(written(track, ids, points(track)) for track in tracks)
