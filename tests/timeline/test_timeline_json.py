"""The JSON form that programs rely on."""

import json
from dataclasses import replace

from tests.timeline.making import built
from tests.timeline.test_markdown import INCIDENT, story
from timeline.render.json import render


def test_the_form_is_the_documented_one() -> None:
    document = json.loads(render(built(*story(), incident=INCIDENT)))
    assert list(document) == [
        "incident", "built_from", "entries", "series", "standing", "disputes", "edits", "sources", "history",
    ]  # fmt: skip
    assert document["incident"] == {"slug": "pay", "title": "ミナト決済の不正利用", "language": "ja"}
    assert document["built_from"] == {"documents": 7, "captures": 0, "rules": "r1"}
    needed = {
        "id",
        "date",
        "kind",
        "text",
        "figures",
        "organisations",
        "status",
        "independent_sources",
        "citations",
    }
    cited = {"url", "publisher", "title", "published", "section", "quote", "start", "end", "digest"}
    for entry in document["entries"]:
        assert needed <= entry.keys()
        assert entry["citations"]
        assert all(citation.keys() == cited for citation in entry["citations"])
        assert all({"role", "value", "unit", "qualifier"} <= figure.keys() for figure in entry["figures"])
        assert all(o.keys() == {"name", "class", "role"} for o in entry["organisations"])
    ids = {entry["id"] for entry in document["entries"]}
    for series in document["series"]:
        assert series.keys() == {"role", "unit", "scope", "basis", "points"}
        assert {point["entry"] for point in series["points"]} <= ids
        assert all(
            {"as_of", "value", "cases", "banks", "entry", "status"} <= p.keys() for p in series["points"]
        )
    assert all({"organisation", "class"} <= row.keys() for row in document["standing"])
    assert document["disputes"][0]["sides"][0]["citations"][0].keys() == cited
    assert document["edits"][0].keys() == {"url", "between", "removed", "added"}
    assert document["history"][0].keys() == {"day", "documents", "entries", "figures", "edits"}
    assert {name for day in document["history"] for name in day["entries"]} <= ids
    assert all(
        s.keys() == {"publisher", "kind", "documents", "last_ok", "last_outcome"} for s in document["sources"]
    )


def test_an_empty_timeline_has_every_list() -> None:
    document = json.loads(render(built()))
    assert all(document[name] == [] for name in ("entries", "series", "standing", "disputes", "edits"))


def test_characters_that_no_file_can_hold_are_replaced() -> None:
    text = render(replace(built(), rules="\ud800"))
    assert json.loads(text)["built_from"]["rules"] == "?"


def test_the_parts_of_the_file_are_one_indented_object() -> None:
    for timeline in (built(), built(*story(), incident=INCIDENT)):
        text = render(timeline)
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
