"""The rule files of `timeline/rules`, loaded once: cue words, kinds, publishers. No text is read here."""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from db.records import ClaimKind

Matcher = Callable[[str, int], re.Match[str] | None]
FIGURE = "@figure"
"""The cue of a kind that is carried by a number."""
_CUE_FILES = ("objects.toml", "verbs.toml", "manner.toml", "figures.toml")
_FILES = (*_CUE_FILES, "kinds.toml", "publishers.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What words make which kind of claim; the comment on top of `kinds.toml` says what the parts mean."""

    name: str
    kind: ClaimKind
    cue: frozenset[str]
    needs: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    date: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules, ready for use."""

    kinds: tuple[KindRule, ...]
    labels: Mapping[str, tuple[str, ...]]
    """What each cue word, in lower case, stands for."""
    heads: re.Pattern[str]
    """Finds every place of a lower-case text where a cue word may begin."""
    words: Mapping[str, Matcher]
    """Matches the longest cue word that begins with the two letters, or is the one letter."""
    by_cue: Mapping[str, tuple[int, ...]]
    """Where the kinds stand that a label can carry."""
    carriers: frozenset[str]
    """Labels without any of which a passage claims nothing: those of the cues of all kinds, and of numbers."""
    publishers: Mapping[str, str]
    """Name of a publisher by its forms in lower case."""


@cache
def load_rules() -> Rules:
    """The rules of the package."""
    labels: dict[str, list[str]] = defaultdict(list)
    japanese: set[str] = set()
    english: set[str] = set()
    for name in _CUE_FILES:
        for cue in _read(name)["cue"]:
            for language, words in ((japanese, cue["ja"]), (english, _inflected(cue["en"]))):
                for word in words:
                    language.add(word)
                    labels[word].append(cue["label"])
    publishers = {
        form.lower(): canonical
        for canonical, forms in _read("publishers.toml")["publishers"].items()
        for form in forms
    }
    for form in publishers:
        labels[form].append("publisher")
        (english if form.isascii() else japanese).add(form)
    kinds = tuple(_kind(row) for row in _read("kinds.toml")["rule"])
    by_cue: dict[str, tuple[int, ...]] = {}
    for place, kind in enumerate(kinds):
        for label in kind.cue:
            by_cue[label] = (*by_cue.get(label, ()), place)
    return Rules(
        kinds=kinds,
        by_cue=by_cue,
        carriers=frozenset({"money", "count"}).union(*(kind.cue for kind in kinds)),
        labels={word: tuple(said) for word, said in labels.items()},
        heads=_heads(labels),
        words=_matchers(japanese, english),
        publishers=publishers,
    )


@cache
def rules_digest() -> str:
    """Twelve hex digits that change with any rule file."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((files("timeline") / "rules" / name).read_bytes())
    return digest.hexdigest()[:12]


def find_words(lowered: str) -> Iterator[tuple[int, int, str]]:
    """Every cue word of a lower-case text with its place, from left to right, the longest at its place.

    >>> [word for start, end, word in find_words("チャージを停止した。they halted it")]
    ['チャージ', '停止', 'halted']
    """
    rules = load_rules()
    words, end = rules.words, 0
    for head in rules.heads.finditer(lowered):
        start = head.start()
        if (
            start < end
            or (match := words.get(lowered[start : start + 2]) or words.get(lowered[start])) is None
        ):
            continue
        if (found := match(lowered, start)) is not None:
            end = found.end()
            yield start, end, found[0]


def _heads(words: Iterable[str]) -> re.Pattern[str]:
    """Finds first letters; a hiragana, which stands everywhere, only where a second letter of one follows."""
    first: dict[str, set[str]] = {"latin": set(), "kana": set(), "other": set()}
    second: set[str] = set()
    for word in words:
        kind = (
            "latin" if word[0].isascii() else "kana" if "ぁ" <= word[0] <= "ん" and len(word) > 1 else "other"
        )
        first[kind].add(word[0])
        if kind == "kana":
            second.add(word[1])
    letters = {kind: "".join(map(re.escape, sorted(found))) for kind, found in first.items()}
    seconds = "".join(map(re.escape, sorted(second)))
    return re.compile(
        f"[{letters['other']}]|[{letters['kana']}](?=[{seconds}])|(?<![a-z0-9])[{letters['latin']}]"
    )


def _matchers(japanese: Iterable[str], english: Iterable[str]) -> dict[str, Matcher]:
    """For the first two letters of words what matches any of them; English ones end where a word ends.

    A word of one letter is found by that, and by every pair of letters that begins with it.
    """
    by_start: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for language, words in enumerate((japanese, english)):
        for word in words:
            by_start[word[:2]][language].add(word)
    for start, both in by_start.items():
        for language, words in enumerate(by_start.get(start[0], ()) if len(start) > 1 else ()):
            both[language].update(words)
    return {
        start: re.compile(
            "|".join(
                trie_pattern(words) + ending
                for words, ending in zip(both, ("", "(?![a-z0-9])"), strict=True)
                if words
            )
        ).match
        for start, both in by_start.items()
    }


def trie_pattern(words: Iterable[str]) -> str:
    """A pattern that finds the longest of the words in time that does not depend on how many there are.

    >>> trie_pattern(["stop", "stopped", "halt"])
    '(?:halt|stop(?:ped)?)'
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    """The pattern for everything below a node of the tree of letters."""
    options = []
    for first in sorted(letter for letter in node if letter):
        chain, below = first, node[first]
        while len(below) == 1 and "" not in below:
            letter = next(iter(below))
            chain, below = chain + letter, below[letter]
        options.append(re.escape(chain) + ("" if set(below) == {""} else _branches(below)))
    return f"(?:{'|'.join(options)})" + ("?" if "" in node else "")


def _inflected(notations: Iterable[str]) -> list[str]:
    """`halt|s|ed` is halt, halts, halted."""
    words = []
    for notation in notations:
        stem, *endings = notation.split("|")
        words += [stem, *(stem + ending for ending in endings)]
    return words


def _kind(row: dict[str, Any]) -> KindRule:
    return KindRule(
        name=row["name"],
        kind=row["kind"],
        cue=frozenset(row["cue"]),
        needs=frozenset(row.get("with", ())),
        near=frozenset(row.get("near", ())),
        without=frozenset(row.get("without", ())),
        by=frozenset(row.get("by", ())),
        after=frozenset(row.get("after", ())),
        date=row.get("date", False),
        ends=row.get("ends", False),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("timeline") / "rules" / name).read_text("utf-8"))
