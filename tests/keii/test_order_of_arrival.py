"""In which order documents arrive, and in how many runs, changes nothing in the timeline."""

import json
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.jobs.reading import read
from db.records import Capture, Incident, Reading
from db.store import Store
from keii.walk import conclude
from timeline.render import json as json_form
from timeline.render import markdown

DOCUMENTS = Path(__file__).parent.parent / "timeline" / "incidents"
INCIDENT = Incident(slug="rail", title="早瀬鉄道の脱線事故", keywords=("早瀬鉄道",))


@cache
def readings() -> tuple[Reading, ...]:
    """Two incidents in one: ten documents, one of them seen again with other words, and a copy of another."""
    rows = [
        json.loads(line)
        for name in ("rail", "recall")
        for line in (DOCUMENTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ][:10]
    edited = {**rows[0], "text": rows[0]["text"].replace("37人", "38人"), "published": "2024-05-14"}
    copied = {**rows[1], "url": "https://copy.example/1", "publisher": "写し新聞"}
    # What was seen again has its id, not its bytes.
    seen = [{**row, "id": row["url"] + row["published"]} for row in (*rows, edited, copied)]
    return tuple(read(row, INCIDENT.timezone) for row in seen)


def capture_of(reading: Reading) -> Capture:
    document = reading.document
    place = [r.document.digest for r in readings()].index(document.digest)
    return Capture(
        url=document.url,
        captured_at=document.captured_at,
        digest=document.digest,
        warc="made.warc.gz",
        offset=place,
    )


def pages(runs: list[list[Reading]]) -> tuple[str, str]:
    """The faces of the timeline after so many runs, each with a build of its own."""
    with Store.in_memory() as store:
        store.save_incident(INCIDENT)
        for run in runs:
            pairs = [(store.save_capture(INCIDENT.slug, capture_of(reading)), reading) for reading in run]
            store.save_readings(INCIDENT.slug, pairs, "r1")
            timeline = conclude(INCIDENT, store)
            store.save_timeline(INCIDENT.slug, timeline)
        return json_form.render(timeline), markdown.render(timeline)


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Reading]]:
    """All documents in some order, cut into one to four runs."""
    order = draw(st.permutations(readings()))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1), max_size=3)))
    return [list(order[a:b]) for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@settings(max_examples=30, deadline=None)
@given(arrivals())
def test_neither_order_nor_runs_change_the_timeline(runs: list[list[Reading]]) -> None:
    assert pages(runs) == pages([list(readings())])


def test_the_mentions_that_a_build_leaves_out_change_nothing() -> None:
    from timeline.build import build_timeline

    with Store.in_memory() as store:
        store.save_incident(INCIDENT)
        for reading in readings():
            store.save_reading(
                INCIDENT.slug, store.save_capture(INCIDENT.slug, capture_of(reading)), reading, "r1"
            )
        made = [
            json_form.render(
                build_timeline(
                    INCIDENT,
                    store.readings(INCIDENT.slug, every_mention=every),
                    captures=store.captures(INCIDENT.slug),
                    outcomes=(),
                    rules="r1",
                )
            )
            for every in (True, False)
        ]
    assert made[0] == made[1]
