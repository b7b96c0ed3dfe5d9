"""Passages on incidents of many kinds, in our own words, every sum, count and name in them marked.

A passage of `marked/*.txt` begins with `# title`. `[[m:580億円=58000000000 JPY]]` is a sum, `[[c:120件=120]]` a count (`None`:
vague), `[[n:七十七銀=七十七銀行]]` a name (its canonical name, or how it is written, may be left out where they are the same).
`[[?…]]` marks what is not found yet: it fails when it is, so that the mark is changed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from db.records import Mention
from timeline.anchor import Anchor
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer

MARK = re.compile(r"\[\[(?P<open>\??)(?P<kind>[mcn]):(?P<words>[^\]=|]+)(?:[=|](?P<value>[^\]]+))?\]\]")
KINDS = {"m": "money", "c": "count", "n": "name"}


class Marked(NamedTuple):
    """One mark of a passage."""

    kind: str
    start: int
    end: int
    words: str
    value: str
    open: bool


def passages() -> Iterator[tuple[str, str]]:
    for path in sorted((Path(__file__).parent / "marked").glob("*.txt")):
        for part in path.read_text("utf-8").split("# ")[1:]:
            title, _, marked = part.partition("\n")
            yield f"{path.stem}: {title}", marked.rstrip("\n")


def read(marked: str) -> tuple[str, list[Marked]]:
    """The text without its marks, and the marks."""
    text, marks, at = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        words, at = found["words"], found.end()
        value = found["value"] or words
        kind = KINDS[found["kind"]]
        marks.append(Marked(kind, len(text), len(text) + len(words), words, value, bool(found["open"])))
        text += words
    return text + marked[at:], marks


def fits(mark: Marked, mention: Mention) -> bool:
    if mark.kind != mention.kind or mention.end <= mark.start or mark.end <= mention.start:
        return False
    if mark.kind == "name":
        return mark.value in (mention.canonical, mention.text) or mention.text == mark.words
    value = f"{mention.value} {mention.unit}" if mark.kind == "money" else f"{mention.value}"
    return value == mark.value


@pytest.mark.parametrize(("title", "marked"), list(passages()))
def test_what_is_marked_is_found_and_nothing_else(title: str, marked: str) -> None:
    text, marks = read(marked)
    left = [
        m for m in find_mentions(text, Anchor(written_on="2020-09-11"), load_gazetteer()) if m.kind != "date"
    ]
    missed = []
    for mark in marks:
        found = next((mention for mention in left if fits(mark, mention)), None)
        assert not (mark.open and found), f"{title}: {mark.words} is found now: take its ? away"
        if found:
            left.remove(found)
        elif not mark.open:
            missed.append(mark)
    assert not missed
    assert not left
