"""The records are made when they are first asked for: every name is there, and no other."""

import subprocess
import sys

import pytest

from db import records


@pytest.mark.parametrize("name", records.__all__)
def test_every_record_is_found(name: str) -> None:
    assert getattr(records, name) is not None


def test_what_is_no_record_is_not_found() -> None:
    with pytest.raises(AttributeError, match="Claimm"):
        records.Claimm  # noqa: B018
    with pytest.raises(AttributeError, match="dataclass"):
        records.dataclass  # noqa: B018


def test_a_short_text_makes_no_class_of_a_timeline() -> None:
    words = "import sys; from db.records import Claim, Mention; print('db.records.timeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], capture_output=True, text=True).stdout == "False\n"
