"""The cue rules, loaded once and compiled; nothing of how they are applied."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from db.records import Aspect, Certainty, ClaimKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One table [[rules]]: which words make a sentence a claim of a kind."""

    name: str
    kind: ClaimKind
    cue: re.Pattern[str]
    context: re.Pattern[str] | None
    context_class: frozenset[str]
    never: re.Pattern[str] | None
    needs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Everything that rules/claims.toml says."""

    rules: tuple[Rule, ...]
    any_cue: re.Pattern[str]
    """The cues of all rules in one pattern, so that most sentences are dismissed by one search."""
    damage: dict[str, re.Pattern[str]]
    roles: dict[str, str]
    """Counter → role of a count."""
    aspects: tuple[tuple[Aspect, re.Pattern[str]], ...]
    certainty: tuple[tuple[Certainty, re.Pattern[str]], ...]
    said: re.Pattern[str]
    """What follows a name that says something."""
    said_before: re.Pattern[str]
    said_after: re.Pattern[str]
    titles: re.Pattern[str]
    publishers: re.Pattern[str]
    item: re.Pattern[str]


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text, re.IGNORECASE) if text else None


def _rule(table: dict[str, Any]) -> Rule:
    return Rule(
        name=table["name"],
        kind=table["kind"],
        cue=re.compile(table["cue"], re.IGNORECASE),
        context=_pattern(table.get("context")),
        context_class=frozenset(table.get("context_class", ())),
        never=_pattern(table.get("never")),
        needs=frozenset(table.get("needs", "").replace(" or ", " ").split()),
    )


def _names_pattern(names: list[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![A-Za-z]){re.escape(n)}(?![A-Za-z])" for n in longest_first))


@cache
def load_cues() -> Cues:
    """The rules of the package, read and compiled on first use."""
    text = (resources.files("timeline") / "rules" / "claims.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rules = tuple(_rule(table) for table in data["rules"])
    attribution = data["attribution"]
    return Cues(
        rules=rules,
        any_cue=re.compile("|".join(rule.cue.pattern for rule in rules), re.IGNORECASE),
        damage={name: re.compile(p, re.IGNORECASE) for name, p in data["damage"].items()},
        roles={counter: role for role, counters in data["roles"].items() for counter in counters},
        aspects=tuple((name, re.compile(p, re.IGNORECASE)) for name, p in data["aspects"].items()),
        certainty=tuple((name, re.compile(p, re.IGNORECASE)) for name, p in data["certainty"].items()),
        said=re.compile(attribution["after"]),
        said_before=re.compile(attribution["english_before"], re.IGNORECASE),
        said_after=re.compile(attribution["english_after"]),
        titles=re.compile(attribution["titles"]),
        publishers=_names_pattern(attribution["publishers"]),
        item=re.compile(data["lists"]["item"]),
    )
