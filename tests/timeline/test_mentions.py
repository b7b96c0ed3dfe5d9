"""All finders over one text: exact slices of the original, no overlaps, nothing out of addresses."""

import itertools

from timeline.anchor import Anchor
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()
ANCHOR = Anchor(written_on="2020-09-14")


def shown(text: str) -> list[tuple[str, str, object]]:
    return [(m.kind, m.text, m.value) for m in find_mentions(text, ANCHOR, GAZETTEER)]


def test_the_text_is_that_of_the_original() -> None:
    text = "９月１１日、被害は約５５００万円に"
    assert shown(text) == [("date", "９月１１日", "2020-09-11"), ("money", "５５００万円", 55_000_000)]


def test_numbers_in_the_names_of_banks_are_no_counts() -> None:
    kinds = {
        kind
        for kind, text, _ in shown("十六銀行、七十七銀行、百五銀行、第三銀行と三井住友銀行で被害")
        if "銀行" in text
    }
    assert kinds == {"name"}


def test_addresses_of_pages_and_mail_say_nothing() -> None:
    assert shown("https://example.com/2020/09/10/100件.html") == []
    assert shown("www.example.com/2020-09-10 から9月8日に") == [("date", "9月8日", "2020-09-08")]
    assert shown("a.2020-09-10@example.com") == []


def test_mentions_are_sorted_and_apart() -> None:
    found = find_mentions("9月8日、NTTドコモは35銀行で120件・2542万円の被害と11日に発表。", ANCHOR, GAZETTEER)
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert {m.kind for m in found} == {"date", "name", "count", "money"}
