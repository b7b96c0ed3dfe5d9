"""How lines of the page are chosen without a script: a class for each kind, name and source, and a rule for each.

Class names are made of numbers, so that no text of a page comes into the style sheet.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db.records import Entry

_CHOSEN = frozenset({"bank", "service", "operator", "exchange", "broker", "facility"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that lines can be chosen by, and how many lines it has."""

    css: str
    said: str
    lines: int


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices by what they are about: `kind`, `name`, `source`."""

    choices: Mapping[str, tuple[Choice, ...]]

    def rules(self) -> str:
        """A rule of CSS for each choice: while it is chosen, lines without its class are not shown."""
        return "".join(
            f'body:has(option[value="{c.css}"]:checked) .line:not(.{c.css}){{display:none}}'
            for choices in self.choices.values()
            for c in choices
        )

    def classes(self) -> dict[str, dict[str, str]]:
        """The class of each choice by what it says."""
        return {about: {c.said: c.css for c in choices} for about, choices in self.choices.items()}


def filters_of(entries: Iterable[Entry]) -> Filters:
    """The choices that some entries leave; kinds, names and sources by how many lines they have."""
    entries = list(entries)
    counted: dict[str, Counter[str]] = {
        "kind": Counter(entry.kind for entry in entries),
        "name": Counter(name for entry in entries for name in names_of(entry)),
        "source": Counter(source for entry in entries for source in sources_of(entry)),
    }
    return Filters({about: tuple(_choices(about[0], counts)) for about, counts in counted.items()})


def _choices(letter: str, counts: Counter[str]) -> Iterator[Choice]:
    for place, (said, lines) in enumerate(sorted(counts.items(), key=lambda c: (-c[1], c[0]))):
        yield Choice(f"{letter}{place}", said, lines)


def names_of(entry: Entry) -> set[str]:
    """The banks and services that a line is about."""
    return {o.name for o in entry.organisations if o.name_class in _CHOSEN}


def sources_of(entry: Entry) -> set[str]:
    """Who says it."""
    return {citation.publisher for citation in entry.citations}
