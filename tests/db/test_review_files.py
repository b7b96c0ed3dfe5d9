"""Review files: what is right becomes decisions; what is wrong is told with file, line, key and reason."""

from pathlib import Path

import pytest

from db.incidents import DefinitionError, load_review, parse_review
from db.records import AddedEntry, Decision, Figure, Review, Said

PATH = Path("aozora.review.toml")
FULL = """\
# first
[[hide]]
entry = "03c0ea19d2"
why = "読み違い"
on = 2026-11-25
said.date = "2020-09-11"
said.kind = "damage_figure"
said.figures = [{ role = "cases", value = 73, unit = "件" }, { role = "damage_total", value = "12.5", unit = "JPY", qualifier = "about" }]
said.url = "https://news.example/a"
said.quote = "被害は73件。"

[[reword]]
entry = "9d1f0c22ab"
text = { ja = "訂正", en = "Corrected" }

[kept]
"a1c4f877f2-2" = "disputed"

[[hide]]
entry = "51a38d704e"

[[merge]]
entry = "312cefdb91"
into = "4057571d45"
into_said.names = ["甲銀行"]

[[pin]]
entry = "8efa84e44b"
date = 2020-09-11

[[add]]
date = "2020-09-11T09:00+09:00"
text = "知事が言及"
url = "https://news.example/b"
quote = "知事は触れた。"
publisher = "例の新聞"
published = "2020-09"
"""


def test_a_full_file() -> None:
    assert parse_review(FULL, PATH) == Review(
        decisions=(
            Decision(
                action="hide", entry="03c0ea19d2", why="読み違い", on="2026-11-25", line=2,
                said=Said(
                    date="2020-09-11", kind="damage_figure", url="https://news.example/a", quote="被害は73件。",
                    figures=(
                        Figure(role="cases", value=73, unit="件"),
                        Figure(role="damage_total", value="12.5", unit="JPY", qualifier="about"),
                    ),
                ),
            ),
            Decision(action="reword", entry="9d1f0c22ab", texts=(("ja", "訂正"), ("en", "Corrected")), line=12),
            Decision(action="hide", entry="51a38d704e", line=19),
            Decision(action="merge", entry="312cefdb91", into="4057571d45", into_said=Said(names=("甲銀行",)), line=22),
            Decision(action="pin", entry="8efa84e44b", date="2020-09-11", line=27),
        ),
        added=(
            AddedEntry(
                date="2020-09-11T09:00+09:00", kind="other", texts=(("", "知事が言及"),), url="https://news.example/b",
                quote="知事は触れた。", publisher="例の新聞", published="2020-09", line=31,
            ),
        ),
        kept=(("a1c4f877f2-2", "disputed"),),
    )  # fmt: skip


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert load_review(tmp_path / "x.review.toml") == Review()
    assert parse_review("# nothing yet\n", PATH) == Review()


WRONG = [
    ("[[hide]]\nwhy = 'x'\n", 1, "hide[1].entry", "is missing"),
    ("[[hide]]\nentry = '12'\n", 2, "hide[1].entry", "is not the id of an entry"),
    ("[[hide]]\nentry = '03c0ea19d2'\ntext = 'x'\n", 3, "hide[1].text", "is not known"),
    ("[[hide]]\nentry = '03c0ea19d2'\n[[hide]]\nentry = '03c0ea19d2'\n", 4, "hide[2].entry", "in line 1"),
    ("[hide]\nentry = '03c0ea19d2'\n", 1, "hide", "each under [[hide]]"),
    ("[[hid]]\nentry = '03c0ea19d2'\n", 1, "hid", 'did you mean "hide"?'),
    ("hide = [1]\n", 1, "hide", "each under [[hide]]"),
    ("[[reword]]\nentry = '03c0ea19d2'\n", 1, "reword[1].text", "is missing"),
    ("[[reword]]\nentry = '03c0ea19d2'\ntext = ''\n", 3, "reword[1].text", "must not be empty"),
    ("[[reword]]\nentry = '03c0ea19d2'\ntext = { fr = 'x' }\n", 3, "reword[1].text", "'fr' is not one of"),
    ("[[merge]]\nentry = '03c0ea19d2'\ninto = '03c0ea19d2'\n", 3, "merge[1].into", "is the entry itself"),
    ("[[merge]]\nentry = '03c0ea19d2'\n", 1, "merge[1].into", "is missing"),
    ("[[pin]]\nentry = '03c0ea19d2'\ndate = '9月11日'\n", 3, "pin[1].date", "must be a date such as"),
    ("[[pin]]\nentry = '03c0ea19d2'\ndate = '2020-02-30'\n", 3, "pin[1].date", "not in the calendar"),
    ("[[pin]]\nentry = '03c0ea19d2'\nsaid.kind = 'x'\n", 3, "pin[1].said.kind", "is not one of"),
    ("[[pin]]\nentry = '03c0ea19d2'\nsaid.figures = [{ role = 'cases' }]\n", 3, "pin[1].said.figures", "must be a table such as"),
    ("[[pin]]\nentry = '03c0ea19d2'\nsaid.figures = [{ role = 'cases', value = 1.5, unit = '件' }]\n", 3, "pin[1].said.figures", "must be a whole number"),
    ("[[pin]]\nentry = '03c0ea19d2'\nsaid = 'x'\n", 3, "pin[1].said", "must be a table"),
    ("[[add]]\ntext = 'x'\n", 1, "add[1].date", "is missing"),
    (FULL.replace("知事は触れた。", "あ" * 121), 35, "add[1].quote", "at most 120"),
    (FULL.replace('url = "https://news.example/b"', 'url = "javascript:alert(1)"'), 34, "add[1].url", "must start with http"),
    ("[kept]\n'03c0ea19d2' = 'good'\n", 2, "kept.03c0ea19d2", "is not one of"),
    ("kept = ['03c0ea19d2']\n", 1, "kept", "must be a table"),
    ("[[hide]\n", 1, "hide", "not valid TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "reason"), WRONG, ids=[f"{w[2]}: {w[3]}" for w in WRONG])
def test_a_mistake_is_told_with_its_place(text: str, line: int, key: str, reason: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_review(text, PATH)
    assert f"{PATH}:{line}: {key}: " in str(caught.value)
    assert reason in str(caught.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_review("[[hide]]\n[[pin]]\nentry = 'x'\n", PATH)
    assert [(p.line, p.key) for p in caught.value.problems] == [(1, "hide[1].entry"), (3, "pin[1].entry")]


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.review.toml"
    file.write_bytes('[[hide]]\nwhy = "読み違い"\n'.encode("cp932"))
    with pytest.raises(DefinitionError, match="Shift_JIS"):
        load_review(file)
