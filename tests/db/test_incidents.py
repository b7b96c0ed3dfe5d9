"""Incident files: what is right becomes a record; what is wrong is told with file, line, key and reason."""

import datetime
from pathlib import Path

import pytest

from db.incidents import DefinitionError, load_incident, template
from db.incidents.lines import key_lines
from db.records import Incident, Source, TaughtName

FULL = """\
title = "青空銀行の件"
keywords = [
  "青空銀行",   # a comment, with a [ in it
  "不正 = 出金",
]
language = "ja"
timezone = "Asia/Tokyo"
since = 2020-09-01
until = "2020-12"
contact = "desk@example.org"

[[sources]]
id = "news"
publisher = "例の新聞"
standing = "newspaper"
feeds = ["https://news.example/rss.xml"]
agency = "共同通信"

[[sources]]
id = "bank"
publisher = "青空銀行"
standing = "official"
notices = ["https://bank.example/お知らせ", "http://bank.example:8080/b"]

[names]
"青空銀行" = { class = "bank", aliases = ["青空銀"], code = "9999" }
"空ペイ" = { class = "service" }
"""

HEAD = 'title = "t"\nkeywords = ["k"]\n'


def written(folder: Path, content: str | bytes, name: str = "aozora.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_full_file(tmp_path: Path) -> None:
    assert load_incident(written(tmp_path, FULL)) == Incident(
        slug="aozora",
        title="青空銀行の件",
        keywords=("青空銀行", "不正 = 出金"),
        since="2020-09-01",
        until="2020-12",
        contact="desk@example.org",
        sources=(
            Source(
                id="news", publisher="例の新聞", standing="newspaper", feeds=("https://news.example/rss.xml",), agency="共同通信"
            ),
            Source(
                id="bank", publisher="青空銀行", standing="official",
                notices=("https://bank.example/お知らせ", "http://bank.example:8080/b"),
            ),
        ),
        names=(
            TaughtName(canonical="青空銀行", name_class="bank", aliases=("青空銀",), code="9999"),
            TaughtName(canonical="空ペイ", name_class="service"),
        ),
    )  # fmt: skip


def test_a_file_with_other_line_ends_is_the_same(tmp_path: Path) -> None:
    assert load_incident(written(tmp_path, FULL.replace("\n", "\r\n"))).sources[1].id == "bank"


@pytest.mark.parametrize(
    ("content", "line", "key", "reason"),
    [
        ("", None, None, "is empty"),
        (" \n# only a comment\n", None, "title", "is missing"),
        ('title = "t"\n', None, "keywords", "is missing"),
        (b"\xef\xbb\xbf" + HEAD.encode(), 1, None, "byte order mark"),
        (HEAD.encode("utf-16"), 1, None, "byte order mark"),
        (b'# a\ntitle = "' + "青空銀行".encode("cp932") + b'"\n', 2, None, "looks like Shift_JIS"),
        (b"# a\n# \xff\xff\n", 2, None, "is not UTF-8"),
        (HEAD + "since = \n", 3, "since", "not valid TOML: Invalid value"),
        (HEAD + "[[sources]\n", 3, "sources", "not valid TOML"),
        (HEAD + 'contact = "open', 3, "contact", "not valid TOML"),
        (HEAD + 'title = "again"\n', 3, "title", "is there twice"),
        (HEAD + "[names]\n[names]\n", 4, "names", "twice"),
        (HEAD + "since = " + "[" * 100_000, 3, None, "nested too deep"),
        (HEAD + "since = " + "9" * 5000 + "\n", 3, None, "a number is too long"),
        (HEAD + "titel = 1\n", 3, "titel", 'is not known; did you mean "title"?'),
        (HEAD + "qqq = 1\n", 3, "qqq", "is not known; known: title, keywords"),
        (HEAD + "[extra]\na = 1\n", 3, "extra", "is not known"),
        ('keywords = ["k"]\ntitle = 3\n', 2, "title", "must be a text in quotes, not a number"),
        ('keywords = ["k"]\ntitle = "  "\n', 2, "title", "must not be empty"),
        ('keywords = ["k"]\ntitle = "a\\nb"\n', 2, "title", "one line"),
        ('title = "t"\nkeywords = []\n', 2, "keywords", "at least one word"),
        ('title = "t"\nkeywords = "k"\n', 2, "keywords", "must be a list"),
        ('title = "t"\nkeywords = ["k", 3]\n', 2, "keywords", "item 2 must be a text"),
        (HEAD + 'timezone = "Asia/Tokio"\n', 3, "timezone", 'did you mean "Asia/Tokyo"?'),
        (HEAD + 'timezone = "../../etc/passwd"\n', 3, "timezone", "is not an IANA time zone"),
        (HEAD + 'language = "Japanese language"\n', 3, "language", "is not one of ja, en"),
        (HEAD + 'language = "de"\n', 3, "language", "is not one of ja, en"),
        (HEAD + "since = 2020\n", 3, "since", "must be a date such as"),
        (HEAD + 'since = "9月"\n', 3, "since", "must be a date such as"),
        (HEAD + 'since = "2020-02-30"\n', 3, "since", "not in the calendar"),
        (HEAD + "since = 2020-09-01T10:00:00\n", 3, "since", "not a date with a time"),
        (HEAD + 'since = 2020-09-02\nuntil = "2020-08"\n', 4, "until", "is before since"),
        (HEAD + 'contact = "me"\n', 3, "contact", "must be a mail address"),
        (HEAD + "sources = 3\n", 3, "sources", "each under [[sources]]"),
        (HEAD + 'names = "x"\n', 3, "names", "must be a table"),
        (HEAD + '[[sources]]\nid = "a"\n', 3, "sources[1].publisher", "is missing"),
        (HEAD + '[[sources]]\nid = "A b"\npublisher = "p"\n', 4, "sources[1].id", "may have a-z"),
        (
            HEAD + '[[sources]]\nid = "a"\npublisher = "p"\n\n[[sources]]\nid = "a"\npublisher = "q"\n',
            8,
            "sources[2].id",
            "is the id of another source",
        ),
        (
            HEAD + '[[sources]]\nid = "a"\npublisher = "p"\nstanding = "newspapr"\n',
            6,
            "sources[1].standing",
            'did you mean "newspaper"?',
        ),
        (
            HEAD + '[[sources]]\nid = "a"\npublisher = "p"\nfeed = []\n',
            6,
            "sources[1].feed",
            'did you mean "feeds"?',
        ),
        (HEAD + '[names]\n"甲" = "bank"\n', 4, "names.甲", "must be a table"),
        (HEAD + '[names]\n"甲" = { code = "1" }\n', 4, "names.甲.class", "is missing"),
        (HEAD + '[names."甲"]\nclass = "bnak"\n', 4, "names.甲.class", 'did you mean "bank"?'),
        (
            HEAD
            + '[names]\n"甲" = { class = "bank", aliases = ["x"] }\n"乙" = { class = "bank", aliases = ["x"] }\n',
            5,
            "names.乙.aliases",
            "is an alias of '甲' already",
        ),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, content: str | bytes, line: int | None, key: str | None, reason: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(DefinitionError) as caught:
        load_incident(path)
    error = caught.value
    assert (error.file, error.line, error.key) == (str(path), line, key)
    assert reason in error.reason
    assert str(error).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert all(len(told) < 700 for told in str(error).splitlines())


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "must start with http"),
        ("javascript:alert(1)", "must start with http"),
        ("news.example/rss", "must start with http"),
        ("//news.example/rss", "must start with http"),
        ("https://", "has no host"),
        ("https://user:secret@news.example/", "user name or password"),
        ("https://news.example/a b", "white space"),
        ("https://[::1/", "is not an address"),
        ("https://news.example:99999/", "is not an address"),
    ],
)
@pytest.mark.parametrize("field", ["feeds", "sitemaps", "pages", "notices"])
def test_addresses_are_checked(tmp_path: Path, field: str, address: str, reason: str) -> None:
    path = written(tmp_path, f'{HEAD}[[sources]]\nid = "a"\npublisher = "p"\n{field} = ["{address}"]\n')
    with pytest.raises(DefinitionError, match=reason) as caught:
        load_incident(path)
    assert (caught.value.line, caught.value.key) == (6, f"sources[1].{field}")
    assert "secret" not in str(caught.value)


def test_all_problems_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, 'keywords = []\ntitel = "t"\n[[sources]]\nid = 3\npublisher = "p"\n')
    with pytest.raises(DefinitionError) as caught:
        load_incident(path)
    assert [(p.line, p.key) for p in caught.value.problems] == [
        (None, "title"), (1, "keywords"), (2, "titel"), (4, "sources[1].id"),
    ]  # fmt: skip
    assert len(str(caught.value).splitlines()) == 4


@pytest.mark.parametrize("slug", ["Aozora", "青空", "-a", "a_b", "a.b", "con", "com1", "nul", "a" * 64])
def test_slugs_that_are_no_file_name_everywhere_are_refused(tmp_path: Path, slug: str) -> None:
    with pytest.raises(DefinitionError, match="slug: "):
        load_incident(written(tmp_path, HEAD, f"{slug}.toml"))


@pytest.mark.parametrize("slug", ["a", "9", "docomo-koza", "console", "a" * 63])
def test_slugs_that_are(tmp_path: Path, slug: str) -> None:
    assert load_incident(written(tmp_path, HEAD, f"{slug}.toml")).slug == slug


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="does not exist"):
        load_incident(tmp_path / "missing.toml")
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_incident(tmp_path)


@pytest.mark.parametrize(
    ("title", "keywords"),
    [
        ("青空銀行の件", ["青空銀行", "空ペイ"]),
        ('quotes " and \\ and #', ["[x]", "a = b", "{0}"]),
        ("{slug} 🏦", ["'"]),
    ],
)
def test_the_template_loads_as_it_stands(tmp_path: Path, title: str, keywords: list[str]) -> None:
    found = load_incident(written(tmp_path, template("new-one", title, keywords), "new-one.toml"))
    assert found == Incident(slug="new-one", title=title, keywords=tuple(keywords))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_template_loads_with_all_its_comments_taken_away(tmp_path: Path, language: str) -> None:
    lines = template("new-one", "t", ["k"], language=language).splitlines()
    examples = [
        line.removeprefix("# ") if line.startswith(("# [[", '# "')) or " = " in line else line
        for line in lines
    ]
    text = "\n".join(line for line in examples if not line.startswith("# class:"))
    found = load_incident(written(tmp_path, text, "new-one.toml"))
    assert (found.since, found.contact, found.sources[0].agency) == (
        "2020-09-01",
        "you@example.org",
        "共同通信",
    )
    assert found.names[0].code == "9999"


@pytest.mark.parametrize(
    ("slug", "title", "keywords"),
    [
        ("../x", "t", ["k"]),
        ("x/y", "t", ["k"]),
        ("x", "", ["k"]),
        ("x", "t", []),
        ("x", "a\nb", ["k"]),
        ("x", "t", [""]),
    ],
)
def test_the_template_refuses_what_would_not_load(slug: str, title: str, keywords: list[str]) -> None:
    with pytest.raises(DefinitionError):
        template(slug, title, keywords)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a.b = 1\n'c.d' = 2\n", {("a", "b"): 1, ("c.d",): 2}),
        ('a = """\nb = 1\n"""\nc = 1', {("a",): 1, ("c",): 4}),
        ('a = """x""""\nc = 1', {("a",): 1, ("c",): 2}),
        ("a = '''\n]\n'''\nc = 1", {("a",): 1, ("c",): 4}),
        ('a = [ # ]\n "]", [1],\n]\nb = { c = "}" }\n[t]\nd=1', {("a",): 1, ("b",): 4, ("t",): 5, ("t", "d"): 6}),
        ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc=1", {
            ("a", 0): 1, ("a", 0, "b"): 2, ("a", 0, "b", "c"): 3, ("a", 1): 4, ("a", 1, "b"): 5, ("a", 1, "b", "c"): 6,
        }),
        ('"\\u9752" = 1  # = \n\n', {("青",): 1}),
        ("d = 2020-09-01 10:00:00\ne = 1", {("d",): 1, ("e",): 2}),
        ("", {}),
    ],
)  # fmt: skip
def test_lines_of_keys(text: str, lines: dict[tuple[str | int, ...], int]) -> None:
    assert key_lines(text) == lines


def test_dates_of_toml_are_texts(tmp_path: Path) -> None:
    found = load_incident(written(tmp_path, HEAD + "since = 2020-09-01\nuntil = 2021-01-31\n"))
    assert [found.since, found.until] == [
        datetime.date(2020, 9, 1).isoformat(),
        datetime.date(2021, 1, 31).isoformat(),
    ]
