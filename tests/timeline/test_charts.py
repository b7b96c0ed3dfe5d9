"""The charts: valid SVG, the same every time, every standing of a figure of its own shape."""

import itertools
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Point, Series, Timeline
from tests.faces.story import whole_story
from tests.timeline.making import built
from timeline.render import chart
from timeline.render.chart.drawing import SHAPES
from timeline.render.chart.scale import time_ticks, value_ticks

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"


def of(
    *points: tuple[str, int | str, str], role: str = "damage_total", unit: str = "JPY", **more: str
) -> Timeline:
    made = tuple(
        Point(as_of=as_of, value=value, status=status, entry=f"e{n}")  # type: ignore[arg-type]
        for n, (as_of, value, status) in enumerate(points)
    )
    series = Series(role=role, unit=unit, points=made, **more)  # type: ignore[arg-type]
    return replace(built(), series=(series,))


ALL = [
    ("2024-03-01", 1_000_000, "superseded"), ("2024-03-02", 1_500_000, "derived"), ("2024-03-03", 2_000_000, "corrected"),
    ("2024-03-04", 2_500_000, "disputed"), ("2024-03-05", 3_000_000, "current"),
]  # fmt: skip


def drawn(timeline: Timeline) -> ET.Element:
    (one,) = chart.charts_of(timeline)
    return ET.fromstring(chart.alone(one, timeline))


def test_the_chart_is_as_agreed() -> None:
    timeline = whole_story()
    first = chart.charts_of(timeline)[0]
    assert chart.alone(first, timeline) == (GOLDEN / "pay-series-damage-total.svg").read_text(
        encoding="utf-8"
    )


def test_every_standing_has_a_shape_of_its_own_and_is_explained() -> None:
    svg = drawn(of(*ALL))
    marks = list(svg.iter(f"{SVG}g"))
    assert [m.find(f"{SVG}path").get("d") for m in marks] == [SHAPES[status][1] for _, _, status in ALL]  # type: ignore[union-attr]
    assert len({path for _, path in SHAPES.values()}) == 5
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert {"最新", "その後更新", "差分から算出", "食い違い", "のちに訂正"} <= set(texts)


def test_the_chart_tells_itself_to_those_who_do_not_see_it() -> None:
    svg = drawn(of(*ALL))
    assert svg.get("role") == "img"
    told = {svg.find(f"{SVG}{name}").get("id"): svg.find(f"{SVG}{name}").text for name in ("title", "desc")}  # type: ignore[union-attr]
    assert list(told) == (svg.get("aria-labelledby") or "").split()
    assert "被害額の推移" in told.values()
    assert "2024年3月5日: 300万円（最新）" in str(list(told.values())[1])


@pytest.mark.parametrize(
    "points",
    [
        [],
        [("2024-03-01", 1, "current")],
        [("XXXX-03-01", 1, "superseded"), ("2024-03-01", 2, "current")],
        [("2024-03-01", "many", "superseded"), ("2024-03-01", 2, "current")],
    ],
)
def test_one_dated_figure_is_no_chart(points: list[tuple[str, int | str, str]]) -> None:
    assert chart.charts_of(of(*points)) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("0001-01-01", "0001-01-02"),
        ("0001-01", "0001-05"),
        ("0001", "9999"),
        ("9998", "9999-12-30"),
        ("9999-01", "9999-11"),
        ("9999-12-30", "9999-12-31"),
        ("2024-03-05", "2999-01-01"),
    ],
)
def test_the_ends_of_the_calendar_can_be_drawn(first: str, last: str) -> None:
    timeline = of((first, 10, "superseded"), (last, 20, "current"))
    for drawn in chart.charts_of(timeline):
        assert ET.fromstring(chart.draw(drawn, timeline)).tag == f"{SVG}svg"


def test_names_are_stable_and_fit_any_file_system() -> None:
    whole = chart.charts_of(of(*ALL))[0].name
    scoped = chart.charts_of(of(*ALL, scope="甲銀行"))[0].name
    dollars = chart.charts_of(of(*ALL, unit="USD"))[0].name
    assert whole == "damage-total"
    assert len({whole, scoped, dollars}) == 3
    assert all(name.isascii() and name.replace("-", "").isalnum() for name in (whole, scoped, dollars))


def test_a_month_is_drawn_as_a_stretch() -> None:
    svg = drawn(of(("2024-02", 1, "superseded"), ("2024-04-01", 2, "current")))
    assert [line.get("class") for line in svg.iter(f"{SVG}line")].count("span") == 1


@given(st.integers(1, 10**15))
def test_the_side_has_round_numbers_up_to_the_highest(highest: int) -> None:
    ticks = value_ticks(Decimal(highest))
    assert ticks[0] == 0
    assert ticks[-2] < highest <= ticks[-1]
    assert 2 <= len(ticks) <= 6
    assert len({b - a for a, b in itertools.pairwise(ticks)}) == 1


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.timedeltas(
        min_value=datetime(2, 1, 2) - datetime(2, 1, 1), max_value=datetime(42, 1, 1) - datetime(2, 1, 1)
    ),
)
def test_the_bottom_has_few_round_dates_in_order(first: datetime, length: object) -> None:
    last = first + length  # type: ignore[operator]
    ticks = [at for at, _ in time_ticks(first, last)]
    assert len(ticks) <= 7
    assert ticks == sorted(set(ticks))
    assert all(first <= at <= last for at in ticks)


def test_banks_told_beside_sums_go_on_where_those_told_alone_end() -> None:
    alone = of(
        ("2024-03-01", 5, "superseded"), ("2024-03-02", 8, "superseded"), role="banks", unit="行"
    ).series
    sums = of(
        ("2024-03-03", 10, "superseded"), ("2024-03-04", 20, "corrected"), ("2024-03-05", 30, "disputed"),
        ("2024-03-06", 40, "current"),
    ).series  # fmt: skip
    beside = zip(sums[0].points, (10, 12, 11, None), strict=True)
    told = tuple(replace(point, banks=banks) for point, banks in beside)
    timeline = replace(built(), series=(*alone, replace(sums[0], points=told)))
    (banks,) = [c for c in chart.charts_of(timeline) if c.series[0].role == "banks"]
    assert [(p.value, p.status) for p in banks.series[0].points] == [
        (5, "superseded"), (8, "superseded"), (10, "superseded"), (12, "corrected"), (11, "current"),
    ]  # fmt: skip
