"""Strings that look like dates, sums, counts or names and are none: all finders together find nothing in them."""

from pathlib import Path

import pytest

from timeline.anchor import Anchor
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer


def lookalikes() -> list[str]:
    """The strings of the list: those with a space in them stand between bars."""
    lines = (Path(__file__).parent / "nothing.txt").read_text("utf-8").splitlines()
    told = [line for line in lines if not line.startswith("# ")]
    return list(
        dict.fromkeys(part.strip() for line in told for part in line.split(" | " if " | " in line else " "))
    )


@pytest.mark.parametrize("text", lookalikes())
def test_nothing_is_found(text: str) -> None:
    found = find_mentions(text, Anchor(written_on="2020-09-14"), load_gazetteer())
    assert [(mention.kind, mention.text, mention.value or mention.canonical) for mention in found] == []


def test_the_list_is_long_enough() -> None:
    assert len(lookalikes()) >= 300
