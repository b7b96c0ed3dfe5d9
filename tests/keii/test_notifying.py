"""What people are sent when an account has moved."""

import sys

import pytest

from keii.news import News
from keii.notifying import LINES, Notifier, NotifyError, message


def news(count: int) -> News:
    return News(new=[f"2020年9月14日 第{i}報" for i in range(count)])


@pytest.mark.parametrize(("language", "head", "tail"), [("ja", "新しい項目12件、数字の動き0件、変更0件", "ほか2件"), ("en", "12 new, 0 figures moved, 0 changed", "and 2 more"), ("de", "12 new, 0 figures moved, 0 changed", "and 2 more")])  # fmt: skip
def test_a_long_list_is_cut(language: str, head: str, tail: str) -> None:
    lines = message(news(12), language).splitlines()
    assert (lines[0], lines[-1]) == (head, tail)
    assert len(lines) == LINES + 2


def test_what_a_page_says_cannot_steer_a_terminal() -> None:
    evil = News(new=["a\x1b[2Jb"])
    assert "\x1b" not in message(evil, "ja")


def test_nothing_is_sent_where_nothing_moved() -> None:
    assert Notifier(["json://127.0.0.1:9/"]).tell("t", News(captures=3), "ja") == []


def test_without_apprise_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(NotifyError, match=r"keii\[notify\]"):
        Notifier(["json://127.0.0.1:9/"])


def test_an_address_that_is_none_is_told_without_its_password() -> None:
    with pytest.raises(NotifyError) as error:
        Notifier(["json://127.0.0.1:9/", "nonsense://user:secret@host"])
    assert "--notify 2" in str(error.value)
    assert "secret" not in str(error.value)
