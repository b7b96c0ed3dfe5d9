"""What each build was the first to know."""

from dataclasses import replace

from db.records import Outcome
from db.store import Store
from tests.db.conftest import SLUG, capture, reading


def read(store: Store, number: int, url: str, text: str) -> None:
    kept = store.save_capture(SLUG, capture(number, url=url))
    store.save_reading(SLUG, kept, reading(kept, text, fingerprint=text), "r")


def built(store: Store, at: str) -> int:
    run = store.start_run(SLUG, "build", at)
    store.mark_built(SLUG, run)
    return run


def test_a_build_knows_what_was_read_before_it(store: Store) -> None:
    read(store, 1, "https://news.example/a", "甲")
    first = built(store, "2020-09-10T00:00:00Z")
    assert not store.is_news_for_a_build(SLUG)
    nothing_new = built(store, "2020-09-10T01:00:00Z")
    read(store, 2, "https://news.example/b", "乙")
    assert store.is_news_for_a_build(SLUG)
    second = built(store, "2020-09-11T00:00:00Z")
    assert [(b.id, b.captures) for b in store.builds(SLUG)] == [(first, 1), (second, 1)]
    assert store.known_to(SLUG, 0).documents == frozenset()
    known = store.known_to(SLUG, nothing_new)
    assert known.documents == {("https://news.example/a", "甲")}
    assert len(known.captures) == 1
    assert len(store.known_to(SLUG, second).documents) == 2


def test_a_capture_that_is_not_read_is_known_to_no_build(store: Store) -> None:
    store.save_capture(SLUG, capture(1))
    build = built(store, "2020-09-10T00:00:00Z")
    assert store.known_to(SLUG, build).captures == frozenset()
    assert store.builds(SLUG) == []


def test_an_earlier_capture_of_the_same_words_changes_nothing(store: Store) -> None:
    read(store, 5, "https://news.example/a", "甲")
    first = built(store, "2020-09-10T00:00:00Z")
    read(store, 1, "https://news.example/a", "甲")
    built(store, "2020-09-11T00:00:00Z")
    assert store.known_to(SLUG, first).documents == {("https://news.example/a", "甲")}


def test_a_build_knows_the_outcomes_of_the_runs_before_it(store: Store) -> None:
    crawl = store.start_run(SLUG, "crawl", "2020-09-10T00:00:00Z")
    early = Outcome(url="https://news.example/a", at="2020-09-10T00:00:00Z", stage="crawl", name="ok")
    store.save_outcome(SLUG, crawl, early)
    build = built(store, "2020-09-10T01:00:00Z")
    late = replace(early, at="2020-09-11T00:00:00Z", name="timeout")
    store.save_outcome(SLUG, store.start_run(SLUG, "crawl", "2020-09-11T00:00:00Z"), late)
    assert list(store.known_to(SLUG, build).outcomes) == [early]
    assert len(store.outcomes(SLUG)) == 2
