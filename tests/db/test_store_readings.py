"""Readings in and out: exactly, replaced by newer rules, the same in whatever order they come."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Capture, Facts, Incident, Mention, Reading
from db.store import Missing, Store
from tests.db import strategies
from tests.db.conftest import INCIDENT, SLUG, capture, reading

OTHER = "other"


def saved(store: Store, number: int, *, slug: str = SLUG, **more: object) -> Capture:
    return store.save_capture(slug, capture(number, **more))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(strategies.readings())
def test_every_reading_comes_back_as_it_was(given_reading: Reading) -> None:
    with Store.in_memory() as store:
        store.save_incident(INCIDENT)
        kept = saved(store, 1)
        store.save_reading(SLUG, kept, given_reading, "r")
        assert store.readings(SLUG) == [given_reading]
        store.save_reading(SLUG, kept, given_reading, "r2")
        assert store.readings(SLUG) == [given_reading]


def test_types_of_values_are_restored(store: Store) -> None:
    kept = saved(store, 1)
    values = [1, "1", 10**20, str(10**20), "1.0", None, 2**63 - 1, 2**63, -(10**6000)]
    mentions = tuple(Mention(kind="money", start=0, end=1, text="x", value=v) for v in values)
    given_reading = replace(reading(kept, "x"), facts=(Facts(mentions=mentions),))
    store.save_reading(SLUG, kept, given_reading, "r")
    found = [mention.value for mention in store.readings(SLUG)[0].facts[0].mentions]
    assert [(type(v), v) for v in found] == [(type(v), v) for v in values]


@pytest.mark.parametrize("value", [math.nan, 1.5])
def test_a_float_is_refused_and_nothing_is_written(store: Store, value: float) -> None:
    kept = saved(store, 1)
    mention = Mention(kind="money", start=0, end=1, text="x", value=value)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="exact integer"):
        store.save_reading(SLUG, kept, replace(reading(kept, "x"), facts=(Facts(mentions=(mention,)),)), "r")
    assert store.readings(SLUG) == []
    assert store.captures_to_read(SLUG, "r") == [kept]


def test_newer_rules_replace_what_older_ones_read(store: Store) -> None:
    kept = saved(store, 1)
    store.save_reading(SLUG, kept, reading(kept, "古い", "二つ目", fingerprint="a"), "r1")
    newer = reading(kept, "新しい", fingerprint="b")
    store.save_reading(SLUG, kept, newer, "r2")
    assert store.readings(SLUG) == [newer]
    assert store.search("古い") == []
    assert len(store.search("新しい")) == 1


def test_captures_that_say_the_same_are_one_document_of_the_earliest(store: Store) -> None:
    first, second, third = saved(store, 1), saved(store, 2), saved(store, 3)
    for kept in (second, first, third):
        store.save_reading(SLUG, kept, reading(kept, "同じ"), "r")
    assert [r.document.captured_at for r in store.readings(SLUG)] == [first.captured_at]
    assert [(v.captured_at, v.fingerprint) for v in store.versions(SLUG)] == [
        (kept.captured_at, "f") for kept in (first, second, third)
    ]
    assert len(store.search("同じ")) == 1


def test_the_order_of_reading_does_not_matter() -> None:
    said = {1: ("版一", "a"), 2: ("版二", "b"), 3: ("版一 ", "a"), 4: ("版二", "b")}
    results = []
    for order in itertools.permutations(said):
        with Store.in_memory() as store:
            store.save_incident(INCIDENT)
            for number in order:
                kept = saved(store, number)
                text, fingerprint = said[number]
                store.save_reading(SLUG, kept, reading(kept, text, fingerprint=fingerprint), "r")
            results.append((store.readings(SLUG), list(store.versions(SLUG)), store.search("版")))
    assert all(result == results[0] for result in results)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc"), st.sampled_from(["r1", "r2"])), max_size=12)
)
def test_whatever_was_read_before_reading_all_again_gives_one_result(
    steps: list[tuple[int, str, str]],
) -> None:
    final = {1: "a", 2: "a", 3: "b", 4: "a"}
    with Store.in_memory() as store, Store.in_memory() as fresh:
        for one in (store, fresh):
            one.save_incident(INCIDENT)
        kept = {number: saved(store, number) for number in final}
        for number, fingerprint, rules in steps:
            store.save_reading(
                SLUG, kept[number], reading(kept[number], fingerprint, fingerprint=fingerprint), rules
            )
        for one in (store, fresh):
            for number, fingerprint in final.items():
                again = saved(one, number)
                one.save_reading(SLUG, again, reading(again, fingerprint, fingerprint=fingerprint), "r2")
            for number in [k for k in final if saved(one, k) in one.captures_to_read(SLUG, "r2")]:
                again = saved(one, number)
                one.save_reading(SLUG, again, reading(again, final[number], fingerprint=final[number]), "r2")
        assert store.readings(SLUG) == fresh.readings(SLUG)
        assert list(store.versions(SLUG)) == list(fresh.versions(SLUG))
        assert store.captures_to_read(SLUG, "r2") == []


def test_readings_are_sorted_by_time_address_and_digest(store: Store) -> None:
    later = saved(store, 9, url="https://a.example/")
    one, two = (saved(store, 1, url=f"https://{host}.example/") for host in "ba")
    for kept in (later, one, two):
        store.save_reading(SLUG, kept, reading(kept, kept.url, fingerprint=str(kept.id)), "r")
    assert [r.document.url for r in store.readings(SLUG)] == [two.url, one.url, later.url]


def test_incidents_with_other_rules_do_not_read_over_each_other(store: Store) -> None:
    store.save_incident(Incident(slug=OTHER, title="他", keywords=("x",)))
    kept = saved(store, 1)
    assert saved(store, 1, slug=OTHER) == kept
    store.save_reading(SLUG, kept, reading(kept, "こちら"), "taught")
    store.save_reading(OTHER, kept, reading(kept, "あちら"), "plain")
    assert store.captures_to_read(SLUG, "taught") == store.captures_to_read(OTHER, "plain") == []
    assert [r.document.sections[0].text for r in store.readings(SLUG)] == ["こちら"]
    assert [r.document.sections[0].text for r in store.readings(OTHER)] == ["あちら"]
    assert len(store.search("こちら", SLUG)) == 1
    assert store.search("こちら", OTHER) == []


def test_incidents_with_the_same_rules_share_a_document(store: Store) -> None:
    store.save_incident(Incident(slug=OTHER, title="他", keywords=("x",)))
    kept = saved(store, 1)
    saved(store, 1, slug=OTHER)
    for slug in (SLUG, OTHER):
        store.save_reading(slug, kept, reading(kept, "共有"), "r")
    assert store.readings(SLUG) == store.readings(OTHER)
    assert len(store.search("共有")) == 1


def test_a_capture_without_its_row_number_is_found(store: Store) -> None:
    kept = saved(store, 1)
    store.save_reading(SLUG, replace(kept, id=None), reading(kept, "x"), "r")
    assert len(store.readings(SLUG)) == 1


def test_a_capture_that_was_never_saved_is_missing(store: Store) -> None:
    with pytest.raises(Missing, match="never saved"):
        store.save_reading(SLUG, capture(1), reading(capture(1), "x"), "r")


def test_a_reading_without_facts_for_each_section_is_refused(store: Store) -> None:
    kept = saved(store, 1)
    with pytest.raises(ValueError, match="2 sections, but facts of 0"):
        store.save_reading(SLUG, kept, replace(reading(kept, "a", "b"), facts=()), "r")
    assert store.readings(SLUG) == []


def test_several_readings_go_in_together_or_not_at_all(store: Store) -> None:
    one, two = saved(store, 1), saved(store, 2)
    broken = replace(reading(two, "b"), facts=())
    with pytest.raises(ValueError):
        store.save_readings(SLUG, [(one, reading(one, "a")), (two, broken)], "r")
    assert store.readings(SLUG) == []
