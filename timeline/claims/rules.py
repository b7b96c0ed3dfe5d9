"""The rule files of `timeline/rules`, loaded once: cue words, kinds, publishers. No text is read here."""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_lowercase, digits
from typing import Any

from db.records import ClaimKind
from timeline.names.automaton import Automaton
from timeline.patterns import lazy_pattern

_RUNS_ON = frozenset(ascii_lowercase + digits)
_APART = "… "
FIGURE = "@figure"
"""The cue of a kind that is carried by a number."""
_FOLDER = Path(__file__).parent.parent / "rules"
_CUE_FILES = ("objects.toml", "verbs.toml", "manner.toml", "figures.toml", "english.toml")
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
    object: bool = False
    itself: bool | None = None
    own: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules, ready for use."""

    kinds: tuple[KindRule, ...]
    labels: Mapping[str, tuple[str, ...]]
    """What each cue word, in lower case, stands for."""
    separable: re.Pattern[str]
    """Finds English verbs with what stands within them, took … down; a group is the place of its notation."""
    separated: tuple[str, ...]
    """The notations, in `labels` like words."""
    words: Automaton[tuple[str, bool, bool]]
    """Finds the cue words in a text, each with whether its first letter, and all of it, is Latin: no word runs on."""
    carriers: frozenset[str]
    """Labels without any of which a passage claims nothing: those of the cues of all kinds, and of numbers."""
    actors: Mapping[str, frozenset[str]]
    """Who alone can do what a kind tells of, by class of name; of other kinds anybody."""
    publishers: Mapping[str, str]
    """Name of a publisher by its forms in lower case."""


@cache
def load_rules() -> Rules:
    """The rules of the package."""
    labels: dict[str, list[str]] = defaultdict(list)
    for name in _CUE_FILES:
        for cue in _read(name)["cue"]:
            for word in (*_polite(cue.get("ja", ())), *_inflected(cue["en"])):
                if cue["label"] not in labels[word]:
                    labels[word].append(cue["label"])
    _pass_on_harm(labels)
    publishers = {
        form.lower(): canonical
        for canonical, forms in _read("publishers.toml")["publishers"].items()
        for form in forms
    }
    for form in publishers:
        labels[form].append("publisher")
    separated = tuple(sorted(word for word in labels if _APART in word))
    kinds_file = _read("kinds.toml")
    kinds = tuple(_kind(row) for row in kinds_file["rule"])
    return Rules(
        kinds=kinds,
        actors={kind: frozenset(classes) for kind, classes in kinds_file["actors"].items()},
        carriers=frozenset({"money", "count"}).union(*(kind.cue for kind in kinds)),
        labels={word: tuple(said) for word, said in labels.items()},
        separable=_separable(separated),
        separated=separated,
        words=Automaton(
            {word: (word, word[0].isascii(), word.isascii()) for word in labels if _APART not in word},
            "",
            ("", False, False),
        ),
        publishers=publishers,
    )


def _pass_on_harm(labels: dict[str, list[str]]) -> None:
    """What is counted where a shorter word is found is counted where a longer one hides it: hackers stole."""
    for word, said in labels.items():
        if "break_in" in said and word.isascii():
            parts = word.split()
            within = (" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
            if any("damage_total" in labels.get(part, ()) for part in within) and "damage_total" not in said:
                said.append("damage_total")


def _separable(notations: Iterable[str]) -> re.Pattern[str]:
    """Each word as the group of its number; one set of first letters stands before all, so that a search leaps."""
    by_first: dict[str, list[str]] = {}
    for notation in notations:
        verb, _, particle = notation.partition(_APART)
        by_first.setdefault(verb[0], []).append(
            rf"{re.escape(verb[1:])}(?:[\w'\u2019-]+ ){{1,5}}?{re.escape(particle.lstrip())}\b()"
        )
    choices = "|".join(f"(?<={first})(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(rf"[{''.join(by_first)}](?<!\w.)(?:{choices})")


@lru_cache(maxsize=4096)
def rules_for(labels: frozenset[str]) -> tuple[KindRule, ...]:
    """The kinds that a passage can make which holds words of these labels, in the order in which they are tried."""
    return tuple(
        kind
        for kind in load_rules().kinds
        if not kind.cue.isdisjoint(labels)
        and (not kind.needs or not kind.needs.isdisjoint(labels))
        and kind.without.isdisjoint(labels)
        and (not kind.date or "date" in labels)
    )


@cache
def rules_digest() -> str:
    """Twelve hex digits that change with any rule file."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((_FOLDER / name).read_bytes())
    return digest.hexdigest()[:12]


def find_words(lowered: str) -> Iterator[tuple[int, int, str]]:
    """Every cue word of a lower-case text with its place, from left to right, the longest at its place.

    >>> [word for start, end, word in find_words("チャージを停止した。they halted it")]
    ['チャージ', '停止', 'halted']
    """
    spotted = []
    for last, (word, begins_latin, is_latin) in load_rules().words.iter(lowered):
        start = last + 1 - len(word)
        if begins_latin and lowered[start - 1 : start] in _RUNS_ON:
            continue
        if is_latin and lowered[last + 1 : last + 2] in _RUNS_ON:
            continue
        spotted.append((start, -len(word), word))
    spotted.sort()
    end = 0
    for start, minus, word in spotted:
        if start >= end:
            end = start - minus
            yield start, end, word


_BETWEEN = lazy_pattern(
    r"\b(was|were|been|being|be|is|are|has|have|had|will|would) "
    r"(?:(?:\w+ly|also|later|since|then|now|already|first|again|all|both|soon|so far|still) )+"
    r"((?:[\w'-]+ ){0,3}[\w'-]+)"
)
"""What an adverb stands in: were also dismissed, has since been restored."""


def find_separated(lowered: str) -> Iterator[tuple[int, int, str]]:
    """English cue words that others stand within, with their places.

    >>> list(find_separated("they took the whole site down; two were also dismissed"))
    [(5, 29, 'took … down'), (35, 54, 'were dismissed')]
    """
    rules = load_rules()
    for found in rules.separable.finditer(lowered):
        yield found.start(), found.end(), rules.separated[(found.lastindex or 1) - 1]
    for found in _BETWEEN.finditer(lowered):
        rest = found[2]
        while rest:
            if f"{found[1]} {rest}" in rules.labels:
                yield found.start(), found.start(2) + len(rest), f"{found[1]} {rest}"
                break
            rest = rest.rpartition(" ")[0]


def _polite(words: Iterable[str]) -> list[str]:
    """確認し and 確認した are also 確認いたし."""
    stems = [word.removesuffix("た").removesuffix("し") for word in words if word.endswith(("し", "した"))]
    return [*words, *(f"{stem}いたし" for stem in dict.fromkeys(stems) if len(stem) > 1 and stem[-1] > "ん")]


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
        object=row.get("object", False),
        itself=row.get("itself"),
        own=row.get("own", False),
        last=row.get("last", False),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))
