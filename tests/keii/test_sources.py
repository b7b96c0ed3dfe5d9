"""Known publishers from the command line: listed by `keii sources`, proposed by `keii new`, named in an incident file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.incidents import DefinitionError, load_incident
from db.records import NoticeList
from keii.cli import cli
from keii.workspace import Workspace
from spiders.publishers import known_sources

HEAD = 'title = "t"\nkeywords = ["k"]\n'


def keii(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_known_publishers_are_listed() -> None:
    listed = keii("sources").output.splitlines()
    assert listed[0].split("\t")[:3] == ["id", "publisher", "standing"]
    assert any(line.startswith("nhk\tNHK\tnewspaper\tja\tfeeds 3\t") for line in listed)
    found = json.loads(keii("sources", "--json").output)["publishers"]
    (fsa,) = [row for row in found if row["id"] == "fsa"]
    assert fsa["publisher"] == "金融庁"
    assert fsa["feeds"] == ["https://www.fsa.go.jp/fsaNewsListAll_rss2.xml"]
    assert fsa["unchecked"]


def new(folder: Path, *options: str) -> list[str]:
    """Ids of the sources that a new incident follows."""
    made = keii("-w", folder, "new", "leak", "--title", "流出", "--keyword", "流出", *options)
    assert made.exit_code == 0, made.output
    return [source.id for source in Workspace(folder).incident("leak").sources]


def test_a_new_incident_follows_newspapers_agencies_and_trade_press(tmp_path: Path) -> None:
    found = new(tmp_path)
    assert {"asahi", "mainichi", "nikkei", "kyodo", "nhk", "cnet-japan", "itmedia"} <= set(found)
    assert not {"docomo", "fsa", "gdelt", "japan-times"} & set(found)
    text = (tmp_path / "incidents" / "leak.toml").read_text(encoding="utf-8")
    assert '# publisher = "fsa"  # 金融庁' in text


def test_a_new_incident_follows_who_is_asked_for(tmp_path: Path) -> None:
    assert new(tmp_path, "--publisher", "金融庁", "--publisher", "nhk") == ["fsa", "nhk"]


def test_a_new_incident_in_english(tmp_path: Path) -> None:
    assert new(tmp_path, "--lang", "en") == ["japan-times"]
    assert Workspace(tmp_path).incident("leak").language == "en"


def test_an_unknown_publisher_is_told_and_nothing_written(tmp_path: Path) -> None:
    made = keii("-w", tmp_path, "new", "leak", "--title", "t", "--keyword", "k", "--publisher", "nkh")
    assert made.exit_code == 2
    assert 'did you mean "nhk"' in made.output
    assert not (tmp_path / "incidents").exists()


def parsed(folder: Path, sources: str) -> tuple:
    path = folder / "leak.toml"
    path.write_text(HEAD + sources, encoding="utf-8")
    return load_incident(path, known_sources).sources


def test_a_source_without_an_id_is_a_known_publisher(tmp_path: Path) -> None:
    (nhk,) = parsed(tmp_path, '[[sources]]\npublisher = "nhk"\n')
    assert nhk == known_sources()["nhk"]
    (asahi,) = parsed(
        tmp_path,
        '[[sources]]\npublisher = "朝日新聞"\nfeeds = ["https://a.example/rss"]\npages = ["https://a.example/1"]\n',
    )
    assert (asahi.id, asahi.publisher, asahi.standing) == ("asahi", "朝日新聞", "newspaper")
    assert asahi.feeds == ("https://a.example/rss",)
    assert asahi.pages == ("https://a.example/1",)
    assert asahi.sitemaps == known_sources()["asahi"].sitemaps


def test_a_source_with_an_id_is_taken_as_it_stands(tmp_path: Path) -> None:
    (nhk,) = parsed(tmp_path, '[[sources]]\nid = "nhk"\npublisher = "NHK"\n')
    assert nhk.feeds == ()


def test_a_list_of_notices_is_read(tmp_path: Path) -> None:
    recipe = '[[sources]]\npublisher = "fsa"\n[[sources.lists]]\nurl = "https://a.example/{year}/"\nentry = "li"\npages = 2\n'
    (fsa,) = parsed(tmp_path, recipe)
    assert fsa.lists == (NoticeList(url="https://a.example/{year}/", entry="li", pages=2),)


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ('publisher = "nkh"', 3, "'nkh' is no known publisher; did you mean \"nhk\"?"),
        ('publisher = "みどり新聞"', 3, "'みどり新聞' is no known publisher; keii sources lists"),
        ('publisher = "nhk"\nfeed = []', 5, 'did you mean "feeds"'),
        ('publisher = "nhk"\n[[sources.lists]]\nurl = "https://a.example/"', 5, "entry is missing"),
        ('publisher = "nhk"\n[[sources.lists]]\nurl = "https://a.example/"\nentry = "li"\npages = 99', 5, "1 to 50"),
        ('publisher = "nhk"\nwayback = ["https://a.example/*/b"]', 5, "only at its end"),
        ('publisher = "nhk"\nsearches = ["https://a.example/?q={word}"]', 5, "{word} is not one of"),
        ('publisher = "nhk"\naggregates = 1', 5, "true or false"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path: Path, source: str, line: int, reason: str) -> None:
    with pytest.raises(DefinitionError) as error:
        parsed(tmp_path, f"[[sources]]\n{source}\n")
    assert reason in str(error.value)
    assert error.value.line == line
