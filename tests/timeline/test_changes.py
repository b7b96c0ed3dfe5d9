"""What changed within the sentences of an edited notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.changes import find_changes

MARKS = {"kept": "", "removed": "-", "added": "+"}


def told(before: list[str], after: list[str]) -> str:
    return "".join(f"{MARKS[c.kind]}{c.text}|" for c in find_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (["同じ。"], ["同じ。"], ""),
        (["被害は1,990万円です。"], ["被害は2,542万円です。"], "被害は|-1,990|+2,542|万円です。|"),
        (["消える文。"], [], "-消える文。|"),
        ([], ["加わる文。"], "+加わる文。|"),
        (["同じ。", "12行です。"], ["まったく違う知らせ。", "同じ。", "11行です。"],
         "+まったく違う知らせ。|-12|+11|行です。|"),
        (["登録を止めています。"], ["何も似ていない別のこと。"], "-登録を止めています。|+何も似ていない別のこと。|"),
        (["a" * 500], ["a" * 499 + "b"], f"-{'a' * 399}…|+{'a' * 399}…|"),
        (["18 banks stopped linking."], ["22 banks stopped linking."], "-18|+22| banks stopped linking.|"),
    ],
)  # fmt: skip
def test_only_what_differs_is_told(before: list[str], after: list[str], changes: str) -> None:
    assert told(before, after) == changes


sentences = st.lists(st.text("被害は1234件。円ab", min_size=1, max_size=20), max_size=5)


@given(sentences, sentences)
def test_nothing_is_told_that_is_in_neither_text(before: list[str], after: list[str]) -> None:
    for change in find_changes(before, after):
        source = {"removed": before, "added": after, "kept": before}[change.kind]
        assert all(part in "".join(source) for part in change.text.split("…"))
