"""The timeline that was built last, as rows."""

from dataclasses import replace

from db.records import Citation, Entry, Timeline
from db.store import Store
from tests.db.conftest import INCIDENT, SLUG
from tests.faces.story import whole_story

CITATION = Citation(
    url="https://news.example/a", publisher="例の新聞", standing="newspaper", title=None, published="2020-09-14",
    section="body", section_index=0, quote="被害は120件\udc80", start=3, end=9, digest="sha256:00", captured_at="2020-09-14T12:00:00Z",
    origin="例の新聞",
)  # fmt: skip


def entry(id: str, date: str, *citations: Citation) -> Entry:
    return Entry(
        id=id, date=date, kind="other", text="x", status="current", independent_sources=1, citations=citations
    )


def timeline(*entries: Entry) -> Timeline:
    return Timeline(incident=INCIDENT, documents=1, captures=1, rules="r", entries=entries)


def test_entries_come_back_in_their_order_with_their_citations(store: Store) -> None:
    second = replace(CITATION, quote="2542万円", start=10, end=16)
    store.save_timeline(
        SLUG, timeline(entry("b", "2020-09-14", CITATION, second), entry("a", "2020-09-15", second))
    )
    assert [(c.entry, c.date, c.citations) for c in store.cited(SLUG)] == [
        ("b", "2020-09-14", (CITATION, second)),
        ("a", "2020-09-15", (second,)),
    ]


def test_an_entry_without_citation_is_not_lost(store: Store) -> None:
    store.save_timeline(SLUG, timeline(entry("a", "2020-09-15")))
    assert [c.citations for c in store.cited(SLUG)] == [()]


def test_a_new_timeline_takes_the_place_of_the_old_one(store: Store) -> None:
    store.save_timeline(
        SLUG, timeline(entry("a", "2020-09-14", CITATION), entry("b", "2020-09-15", CITATION))
    )
    store.save_timeline(SLUG, timeline(entry("b", "2020-09-16", CITATION)))
    assert [(c.entry, c.date) for c in store.cited(SLUG)] == [("b", "2020-09-16")]
    assert store.cited(SLUG)[0].citations == (CITATION,)


def test_nothing_is_cited_before_the_first_build(store: Store) -> None:
    assert store.cited(SLUG) == []


def test_what_says_the_same_is_not_written_again(store: Store) -> None:
    second = replace(CITATION, quote="2542万円", start=10, end=16)
    told = (entry("a", "2020-09-14", CITATION, second), entry("b", "2020-09-15", second))
    store.save_timeline(SLUG, timeline(*told))
    rows = _writes(store, *told)
    assert rows == 1  # The row of the timeline itself.
    assert _writes(store, told[0], entry("b", "2020-09-15", second, CITATION)) == 1 + 1 + 2
    assert _writes(store, entry("c", "2020-09-13", CITATION), *told) > 1
    assert [(c.entry, len(c.citations)) for c in store.cited(SLUG)] == [("c", 1), ("a", 2), ("b", 1)]


def _writes(store: Store, *entries: Entry) -> int:
    """How many rows are changed by saving a timeline."""
    raw = store._connection.raw
    before = raw.total_changes
    store.save_timeline(SLUG, timeline(*entries))
    return raw.total_changes - before


def test_a_timeline_comes_back_as_it_was_saved(store: Store) -> None:
    told = whole_story()
    reworded = replace(told.entries[0], by_hand=("reworded",))
    told = replace(told, entries=(reworded, *told.entries[1:]))
    store.save_incident(told.incident)
    assert store.timeline(told.incident.slug) is None
    store.save_timeline(told.incident.slug, told)
    assert store.timeline(told.incident.slug) == told
