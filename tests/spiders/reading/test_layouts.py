"""The layouts that the package ships, and the form that they must have."""

import pytest

from spiders.reading import ReadingError
from spiders.reading.layouts import find_layout, load_layouts, read_layout


def test_every_layout_of_the_package_is_sound():
    names = [layout.name for layout in load_layouts()]
    assert names == sorted(set(names))
    assert names


def test_a_layout_holds_for_its_host_path_and_time():
    layout = find_layout("https://www.hamabe-shimbun.example/articles/1", "2020-09-10T00:00:00Z")
    assert layout is not None
    assert layout.name == "hamabe-shimbun"
    assert find_layout("https://www.hamabe-shimbun.example/rss", "2020-09-10T00:00:00Z") is None
    assert (
        find_layout("https://hamabe-shimbun.example.evil.example/articles/1", "2020-09-10T00:00:00Z") is None
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('unchecked = "x"', "hosts"), ('hosts = ["a.example"]', "checked"), ('hosts = ["a"]\nchecked = 2020-01-01\nfoo = 1', "foo"),
        ('hosts = ["a"]\nchecked = 2020-01-01\n[select]\nbody = "..x"', "CSS"), ("hosts = [", "TOML"),
        ('hosts = ["a"]\nchecked = 2020-01-01\npaths = ["("]', "paths: item 1 is not a pattern"),
        ('hosts = "a"\nchecked = 2020-01-01', "hosts: must be a list"),
        ('hosts = ["https://a.example/"]\nchecked = 2020-01-01', "hosts: item 1 must be a host name"),
        ('hosts = ["a"]\nchecked = 2020-01-01\npaths = "^/a"', "paths: must be a list"),
        ('hosts = ["a"]\nchecked = 2020-01-01\nvalid_until = "2020-01-01"', "valid_until: must be a date .*not a text"),
        ('hosts = ["a"]\nchecked = 2020-01-01\nvalid_from = 2021-01-01\nvalid_until = 2020-01-01', "is before valid_from"),
        ('hosts = ["a"]\nchecked = 2020-01-01\nselect = "x"', "select: must be a table"),
        ('hosts = ["a"]\nchecked = 2020-01-01\n[select]\nbdy = ".x"', "unknown key 'select.bdy'; did you mean \"body\""),
        ('hosts = ["a"]\nchecked = 2020-01-01\n[select]\nbody = 3', "select.body: must be a text"),
        ('hosts = ["a"]\nchecked = 2020-01-01', "needs .select. with one of title, body"),
    ],
)  # fmt: skip
def test_a_bad_layout_is_refused_with_its_name_and_key(text, reason):
    with pytest.raises(ReadingError, match=reason) as error:
        read_layout("broken", text)
    assert error.value.url == "spiders/layouts/broken.toml"
