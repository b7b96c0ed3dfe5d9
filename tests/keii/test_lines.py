"""Lines of JSON as import and extract take them."""

import pytest

from keii.lines import BadLine, parse_line

GOOD = [
    ('{"url": "https://a.example/", "text": "本文"}', "https://a.example/"),
    ('{"id": 7, "url": "https://a.example/", "html": "<p>x", "published": null}', "https://a.example/"),
    (
        '{"url": "https://a.example/", "text": "x", "published": "", "updated": "2020-09"}',
        "https://a.example/",
    ),
    ('{"url": "https://a.example/", "text": "x", "note": {"kept": "aside"}}', "https://a.example/"),
]
BAD = [
    ("{", "not JSON"),
    ("[1]", "not a JSON object"),
    ("[" * 100_000, "not JSON"),
    ('{"text": "x"}', '"url" is missing'),
    ('{"url": "https://a.example/"}', "says anything"),
    ('{"url": "https://a.example/", "text": "  "}', "says anything"),
    ('{"url": "https://a.example/", "text": 5}', "text: must be a string"),
    ('{"url": ["x"], "text": "x"}', "url: must be a string"),
    (
        '{"url": "https://a.example/", "text": "x", "published": "2020-02-30"}',
        "published: '2020-02-30' is not a date",
    ),
    (
        '{"url": "https://a.example/", "text": "x", "reference_date": "soon"}',
        "reference_date: 'soon' is not a date",
    ),
]


@pytest.mark.parametrize(("line", "url"), GOOD)
def test_found(line: str, url: str) -> None:
    assert parse_line(line).url == url


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_says_what_is_wrong(line: str, reason: str) -> None:
    with pytest.raises(BadLine, match=reason.replace('"', ".")):
        parse_line(line)
