"""Wrong options, and wrong values in the files of a user: each is told in one line that names its place, the exit status
is 2, and nothing is written."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from keii.cli import cli
from keii.errors import known_errors, status_of

TEXT = "9月10日、青空銀行は青空ペイの被害が1990万円になったと発表した。"
HEAD = 'title = "青空ペイの不正利用"\nkeywords = ["青空ペイ"]\ncontact = "desk@aozora.example"\n'
SOURCE = '[[sources]]\nid = "a"\npublisher = "例の新聞"\n'
ADDED = (
    "review", "aozora", "add", "--date", "2020-09-11", "--text", "t", "--url", "https://n.example/", "--quote", "q",
    "--publisher", "P", "--published", "2020-09-12",
)  # fmt: skip


def told(workspace: Path, *words: str | Path) -> tuple[int, str]:
    """Exit status and message of a command, as `keii.cli.main` makes them of what happened."""
    done = CliRunner().invoke(cli, ["--workspace", str(workspace), *map(str, words)])
    if isinstance(done.exception, known_errors()):
        return status_of(done.exception), str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stderr


def written(workspace: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(workspace)): path.read_bytes()
        for path in workspace.rglob("*")
        if path.is_file() and not path.name.startswith(".keii")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "incidents").mkdir()
    (workspace / "incidents" / "aozora.toml").write_text(HEAD)
    (workspace / "notes.txt").write_text(TEXT)
    (workspace / "lines.jsonl").write_text(json.dumps({"url": "https://a.example/", "text": TEXT}))
    assert told(workspace, "import", workspace / "notes.txt", "--incident", "aozora")[0] == 0
    assert told(workspace, "build", "aozora")[0] == 0
    return workspace


@pytest.fixture
def workspace(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One that must be as it was afterwards, but for its incident file."""
    monkeypatch.chdir(built)
    before = written(built)
    yield built
    (built / "incidents" / "aozora.toml").write_text(HEAD)
    assert written(built) == before


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("import notes.txt --incident aozora --kind newspapre", "'newspapre' is not known; did you mean \"newspaper\"?"),
        ("import notes.txt --incident aozora --kind qqq", "'qqq' is not known; known: agency, "),
        ("import notes.txt --incident aozora --url javascript:alert(1)", "'--url': must start with http"),
        ("import notes.txt --incident aozora --url nowhere", "'--url': must start with http"),
        ("import notes.txt --incident aozora --published 20200910", "'20200910' is not a date like 2020-09-10"),
        ("import notes.txt --incident aozora --published 2020-W38-1", "is not a date like"),
        ("import notes.txt --incident aozora --published 2020-09-31", "is not a date like"),
        ("import notes.txt --incident aozora --publisher _", "'--publisher': must not be empty"),
        ("import notes.txt --incident aozora --title _", "'--title': must not be empty"),
        ("import lines.jsonl --incident aozora --published 2020-09-10", "--published is said of none of these files"),
        ("import lines.jsonl --incident aozora --kind official", "--kind is said of none of these files"),
        ("import notes.txt notes.txt --incident aozora --url https://a.example/", "the address of one file; 2 were"),
        ("import notes.txt --incident aozora --engine spark", "--engine spark: name dask"),
        ("import notes.txt --incident aozor", "no such incident (known here: aozora)"),
        ("build aozora --format mdd", "'mdd' is not one of md, html"),
        ("build aozora --format _", "'' is not one of md, html"),
        ("build aozora --lang de", "'de' is not one of ja, en"),
        ("crawl aozora --source nosuch", "has no source 'nosuch'"),
        ("crawl aozora --replay nowhere.warc.gz", "nowhere.warc.gz: No such file"),
        ("crawl aozora --replay archive", "archive: Is a directory"),
        ("crawl aozora --round x", "it goes with --redis"),
        ("diff aozora --since yesterdayy", "--since 'yesterdayy' is not understood"),
        ("diff aozora --since 2020-02-30", "--since '2020-02-30' is not understood"),
        ("diff aozora --since build:99", "there is no build 99"),
        ("diff aozora --since 2020-09-10 --builds", "it does not go with --since"),
        ("extract notes.txt --published soon", "'soon' is not a date like"),
        ("extract --jsonl lines.jsonl --published 10/9/2020", "is not a date like"),
        ("extract notes.txt --timezone JSTT", "'JSTT' is no time zone"),
        ("extract notes.txt --json --jsonl", "choose one of"),
        ("names list --class banc", "'banc' is not one of"),
        ("names check notes.txt --published soon", "'soon' is not a date like"),
        ("names add みどり銀行 --class bank --alias _ --incident aozora", "must not be empty"),
        ("new a.b --title t --keyword k", "slug: a file name may have"),
        ("new b --title t --keyword _", "keywords: item 1 must not be empty"),
        ("new b --title t --keyword k --publisher asahii", "did you mean \"asahi\"?"),
        ("publish archive", "is not empty and no site of keii's"),
        ("read aozor", "no such incident"),
        ("read notes.txt --show --again", "it does not go with --show"),
        ("read notes.txt --show --url nowhere", "'--url': must start with http"),
        ("read aozora --url https://a.example/", "--url goes with --show"),
        ("review aozora hide 0000000000", "no line has the id 0000000000"),
        ("review aozora undo 0000000000", "nothing is decided about 0000000000"),
        ("review aozora --only nothing", "'nothing' is not one of"),
        ("serve --host 0.0.0.0 --password _", "set a password"),
        ("serve --port 0", "0 is not in the range"),
        ("watch aozora --every 5", "'5' is no distance in time"),
        ("watch aozora --every 999999d", "'999999d' is more than a year"),
        ("watch aozora --every 2h --rest 30m", "--rest is shorter than --every"),
        ("watch aozora --quiet 25:00-06:00", "are no hours of the day"),
        ("watch aozora --notify nonsense", "Apprise knows no such address"),
    ],
)  # fmt: skip
def test_an_option_that_is_wrong(workspace: Path, words: str, reason: str) -> None:
    status, message = told(workspace, *("" if word == "_" else word for word in words.split()))
    assert (status, reason in message) == (2, True), message


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (("--kind", "damge"), "add[1].kind: 'damge' is not one of damage_figure"),
        (("--date", "2020-13-11"), "add[1].date: 2020-13-11 is not in the calendar"),
        (("--published", "soon"), "add[1].published: must be a date such as"),
        (("--url", "ftp://n.example/"), "add[1].url: must start with http"),
        (("--quote", "q" * 121), "add[1].quote: has 121 characters"),
        (("--text", " "), "add[1].text: must not be empty"),
    ],
)
def test_a_line_of_a_persons_own_that_is_wrong(workspace: Path, wrong: tuple[str, str], reason: str) -> None:
    status, message = told(workspace, *ADDED, *wrong)
    assert (status, reason in message) == (2, True), message
    assert "aozora.review.toml:" in message


@pytest.mark.parametrize(
    "command",
    ["build aozora", "read", "run aozora", "show aozora", "verify", "watch --once", "sources aozora"],
)
@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (SOURCE + 'layout = "asahii"\n', "aozora.toml:7: sources[1].layout: 'asahii' is no layout; did you mean \"asahi\"?"),
        (SOURCE + 'lists = [{ url = "https://a.example/", entry = "li[[" }]\n',
         "aozora.toml:7: sources[1].lists: item 1 entry: not a CSS selector"),
        (SOURCE + 'searches = ["https://a.example/?from={since:%Q}"]\n',
         "aozora.toml:7: sources[1].searches: item 1 {since:%Q} has no such form"),
    ],
)  # fmt: skip
def test_a_source_that_is_wrong_is_told_by_every_command(
    workspace: Path, command: str, more: str, reason: str
) -> None:
    (workspace / "incidents" / "aozora.toml").write_text(HEAD + more)
    status, message = told(workspace, *command.split())
    assert (status, reason in message) == (2, True), message


def test_a_wrong_file_of_an_own_publisher_stops_what_would_use_it(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = 'name = "緑新聞"\nhosts = ["midori.example"]\nstanding = "newspaper"\nunchecked = "made up"\n'
    (tmp_path / "midori.toml").write_text(good + "[[layouts]]\n[layouts.select]\nbody = 3\n")
    monkeypatch.setenv("KEII_PUBLISHERS", str(tmp_path))
    for command in ("build aozora", "read", "import notes.txt --incident aozora"):
        status, message = told(workspace, *command.split())
        assert (status, "midori.toml: layouts[1]: select.body: must be a text" in message) == (2, True), (
            message
        )


def test_what_may_be_a_slip_of_the_pen_is_told_once(built: Path, tmp_path: Path) -> None:
    line = {"url": "https://b.example/", "text": TEXT, "publishd": "2020-09-10", "kind": "newspapre"}
    (tmp_path / "slips.jsonl").write_text(
        "\n".join(json.dumps(line | {"url": f"https://b.example/{n}"}) for n in range(3))
    )
    for command in (("extract", "--jsonl"), ("import", "--incident", "slips")):
        (built / "incidents" / "slips.toml").write_text(HEAD)
        status, message = told(built, *command, tmp_path / "slips.jsonl")
        assert status == 0
        assert (
            message.count('slips.jsonl:1: "publishd" is not known, and left aside; is "published" meant?')
            == 1
        )
        assert message.count("slips.jsonl:1: kind: 'newspapre' says nothing of who speaks") == 1


def test_a_review_of_no_incident_is_told(built: Path) -> None:
    (built / "incidents" / "aozra.review.toml").write_text("[[hide]]\nentry = '03c0ea19d2'\n")
    status, message = told(built, "build", "aozora")
    assert (status, "aozra.review.toml: there is no such incident" in message) == (0, True), message
