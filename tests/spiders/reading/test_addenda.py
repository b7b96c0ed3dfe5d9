"""Which lines start an addendum, and what day they name."""

import pytest

from spiders.reading.addenda import find_announcement

DATED = [
    ("【2020/09/14追記】", (2020, 9, 14)), ("【9/14追記】被害が増えた", (None, 9, 14)), ("(追記 2020年9月14日 15:00)", (2020, 9, 14)),
    ("追記:9月14日", (None, 9, 14)), ("〈9月14日更新〉", (None, 9, 14)), ("※9月14日追記", (None, 9, 14)), ("[UPDATE 9/14 18:00]", (None, 9, 14)),
    ("■更新(9月14日)", (None, 9, 14)), ("Update, Sept. 14: The company", (None, 9, 14)), ("UPDATED 14 September 2020 — The", (2020, 9, 14)),
    ("UPDATE (Sept. 14, 2020): The", (2020, 9, 14)), ("Updated at 5 p.m. ET on Sept. 14, 2020: The", (2020, 9, 14)), ("[Update 14 Sep 2020]", (2020, 9, 14)),
    ("【令和2年9月14日追記】", (2020, 9, 14)), ("【2020年9月14日(月)18時30分追記】", (2020, 9, 14)), ("【追記】2020/09/14", (2020, 9, 14)),
    ("追記(9/14)", (None, 9, 14)), ("2020.9.14追記", (2020, 9, 14)), ("9月14日追記:被害額は", (None, 9, 14)), ("◆2020年9月14日 更新◆", (2020, 9, 14)),
    ("【追記その2 9月15日】", (None, 9, 15)), ("【訂正 9月15日】", (None, 9, 15)), ("Correction, Sept. 15, 2020: An earlier", (2020, 9, 15)),
    ("Sept. 14 update: text", (None, 9, 14)), ("【9/14追記】", (None, 9, 14)), ("[追記 14日]", (None, None, 14)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "day"), DATED)
def test_dated(line, day):
    moment = find_announcement(line).moment
    assert (moment.year, moment.month, moment.day) == day


@pytest.mark.parametrize(
    "line", ["【追記】", "追記", "追記:止めた", "【追記2】", "[UPDATE] the app", "【続報】"]
)
def test_undated(line):
    assert find_announcement(line).moment is None


@pytest.mark.parametrize(
    "line",
    ["最終更新:2020年9月14日", "更新日 2020年9月14日", "更新: 2020年9月14日 15:00", "Updated: 14 September 2020", "Last updated Sept. 14",
     "追記した9月14日の資料", "9月14日に追記した資料によると", "【更新】", "更新(9月14日)", "Update your app by Sept. 14 to", "追加融資9月14日",
     "9月14日に更新された", "【13/45追記する会】", "(" * 500 + "追記", "追記型の9月14日の記録", "システム更新を9月14日に行う"],
)  # fmt: skip
def test_no_addendum(line):
    assert find_announcement(line) is None
