"""What is known of names before a text is read: the data files, and one automaton over all their forms.

The files in `timeline/gazetteer` say which names there are; nothing here knows a name. A form that starts with
`=` counts only in exactly that spelling (au, Liquid), as does a short one in capitals (SEC); all others count in
any mixture of upper and lower case, and with or without the spaces in them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from db.records import NameClass, TaughtName
from timeline.names.automaton import Automaton
from timeline.patterns import lazy_pattern
from timeline.text import fold

BANKS = "banks.json"
CUES = "cues.json"
NAME_FILES = (
    "bank_forms.json",
    "services.json",
    "operators.json",
    "authorities.json",
    "exchanges.json",
    "brokers.json",
    "facilities.json",
    "others.json",
)


class Name(NamedTuple):
    """One bearer of a name, as long as it bore it."""

    canonical: str
    name_class: NameClass
    code: str | None = None
    since: str | None = None
    """First day it was in use, None: as long as anybody asks."""
    until: str | None = None
    """Last day it was in use, None: still."""
    operator: str | None = None
    """Canonical name of who runs a service."""
    english: str | None = None
    """Canonical name of a body abroad in English texts, where it differs: Bangladesh Bank, バングラデシュ中央銀行."""


class Form(NamedTuple):
    """One way to write a name; a form without names only keeps shorter ones away (ドコモショップ)."""

    length: int
    names: tuple[Name, ...]
    exact: str | None = None
    """The only spelling that counts."""
    cue: str | None = None
    """Not a name but a word that introduces one, and how: see `cues.json`."""
    capital: bool = False
    """Begins with a Latin capital: among Latin words it counts only so (Target, but no target)."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What is left of a bank's name in a list of banks: 七十七 of 七十七銀行."""

    name: Name
    kind: str
    """bank | shinkin | shinkumi | rokin | broker: which ending the list must have."""


def key_of(form: str) -> str:
    """How a form is looked up: in small letters, of the same length.

    >>> key_of("LINE Pay")
    'line pay'
    """
    small = form.lower()
    return (
        small if len(small) == len(form) else "".join(c.lower() if len(c.lower()) == 1 else c for c in form)
    )


_LATIN_MEETS_OTHER = lazy_pattern(r"(?<=[A-Za-z0-9])(?=[ぁ-ヿ一-鿿])|(?<=[ぁ-ヿ一-鿿])(?=[A-Za-z0-9])")


def spellings(form: str) -> Iterator[str]:
    """A form with and without the spaces in it, and with one where scripts meet.

    >>> list(spellings("LINE Pay"))
    ['LINE Pay', 'LINEPay']
    >>> list(spellings("楽天Edy"))
    ['楽天Edy', '楽天 Edy']
    """
    yield form
    if form.isascii() and " " not in form:
        return
    if " " in form:
        yield form.replace(" ", "")
    else:
        spaced = _LATIN_MEETS_OTHER.sub(" ", form, count=1)
        if spaced != form:
            yield spaced


@dataclass(slots=True)
class Builder:
    """Forms on their way into the automaton."""

    forms: dict[str, Form] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    bare: dict[str, list[Bare]] = field(default_factory=dict)

    def add(self, name: Name, forms: Iterable[str], *, prefer: bool = False) -> None:
        """Enter a name with its forms; `prefer` puts it before others that are written the same."""
        self.names.setdefault(name.canonical, name)
        if name.english:
            self.names.setdefault(name.english, name._replace(canonical=name.english, english=None))
        for form in forms:
            said = form.removeprefix("=")
            exact = said != form or (len(said) < 6 and said.isascii() and said.isupper())
            if not said.isascii() and max(said) > "\uffff":
                exact = True  # the automaton does not tell such characters apart
            for spelling in spellings(said):
                self._enter(spelling, name, exact=exact, prefer=prefer)

    def _enter(self, spelling: str, name: Name, *, exact: bool, prefer: bool) -> None:
        key = key_of(spelling)
        there = self.forms.get(key)
        if there is None or there.cue is not None or (prefer and not there.names):
            capital = "A" <= spelling[:1] <= "Z"
            self.forms[key] = Form(len(key), (name,), spelling if exact else None, capital=capital)
        elif name not in there.names:
            names = (name, *there.names) if prefer else (*there.names, name)
            self.forms[key] = Form(len(key), names, there.exact if exact else None, capital=there.capital)

    def keep_away(self, words: Iterable[str]) -> None:
        """Enter words that are no names though a name stands in them."""
        for word in words:
            for spelling in spellings(word):
                self.forms.setdefault(key_of(spelling), Form(len(spelling), (), None))

    def add_cues(self, cues: Mapping[str, Sequence[str]]) -> None:
        """Enter words that introduce names."""
        for cue, words in cues.items():
            for word in words:
                exact = word if word.isascii() else None
                self.forms.setdefault(key_of(word), Form(len(word), (), exact, cue))


@dataclass(frozen=True, slots=False, eq=False)
class Gazetteer:
    """All names that are known, ready to be looked for."""

    forms: Mapping[str, Form]
    names: Mapping[str, Name]
    """By canonical name."""
    bare: Mapping[str, tuple[Bare, ...]]
    bare_lengths: Mapping[str, tuple[int, ...]]
    """How long the bare names are that end in a character, the longest first."""
    cues: Mapping[str, Any]
    """The word lists of `cues.json`."""
    version: str
    """Hash of the content: the same names give the same version."""
    never_after: Mapping[str, str]
    """Characters that make a longer word of a name that ends so: 座 after 銀."""
    follows_katakana: tuple[str, ...]
    """Katakana words that may follow a katakana name without a break: アカウント."""
    stops: Mapping[str, frozenset[str]]
    """Words that make no name of what they stand in: 地方 in 地方銀行."""
    gloss_words: frozenset[str]
    """Abbreviations that may stand in brackets after any name: HD."""

    def name(self, canonical: str) -> Name | None:
        """Class, code and operator of a canonical name.

        >>> load_gazetteer().name("七十七銀行").code
        '0125'
        """
        return self.names.get(canonical)

    def operator_of(self, service: str) -> str | None:
        """Who runs a service.

        >>> load_gazetteer().operator_of("ドコモ口座")
        'NTTドコモ'
        """
        name = self.names.get(service)
        return name.operator if name else None

    def services_of(self, operator: str) -> tuple[str, ...]:
        """What an organisation runs."""
        return tuple(name.canonical for name in self.names.values() if name.operator == operator)

    @cached_property
    def automaton(self) -> Automaton[Form]:
        """One pass over a text gives every form in it, as (index of its last character, Form)."""
        return Automaton(self.forms, self.cues["frequent"], Form(2, (), None))


@lru_cache(maxsize=1)
def _sources() -> tuple[dict[str, bytes], str]:
    folder = Path(__file__).parent.parent / "gazetteer"
    read = {file: (folder / file).read_bytes() for file in (BANKS, CUES, *NAME_FILES)}
    return read, hashlib.sha256(b"\0".join(read.values())).hexdigest()


def _add_banks(builder: Builder, rows: Iterable[Sequence[str]], forms: Mapping[str, Sequence[str]]) -> None:
    for code, canonical, short, bare, kind, since, until in rows:
        name = Name(canonical=canonical, name_class="bank", code=code, since=since, until=until)
        builder.add(name, (canonical, *short, *forms.get(canonical, ())))
        if bare:
            builder.bare.setdefault(bare, []).append(Bare(name, kind))


def _add_file(builder: Builder, data: Mapping[str, object]) -> None:
    entries = data["names"]
    assert isinstance(entries, list)
    for entry in entries:
        name = Name(
            canonical=entry["name"],
            name_class=entry.get("class", data.get("class")),
            code=entry.get("code"),
            since=entry.get("since"),
            until=entry.get("until"),
            operator=entry.get("operator"),
            english=entry.get("english"),
        )
        written = () if entry.get("only_aliases") else tuple(filter(None, (name.canonical, name.english)))
        builder.add(name, (*written, *entry.get("aliases", ())))
        if name.name_class == "broker" and name.canonical.endswith("証券"):
            builder.bare.setdefault(name.canonical.removesuffix("証券"), []).append(Bare(name, "broker"))


def _taught_version(version: str, taught: Sequence[TaughtName]) -> str:
    if not taught:
        return version[:16]
    said = json.dumps(
        [[t.canonical, t.name_class, t.aliases, t.code, t.operator] for t in taught], ensure_ascii=False
    )
    return hashlib.sha256((version + said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fill(builder: Builder, taught: Sequence[TaughtName]) -> tuple[Mapping[str, Any], str]:
    """Enter every name of the package and the taught ones; returns the cue words and the version of the files."""
    sources, version = _sources()
    read = {file: json.loads(raw) for file, raw in sources.items()}
    _add_banks(builder, read[BANKS]["rows"], read["bank_forms.json"]["forms"])
    for file in NAME_FILES:
        _add_file(builder, read[file])
    for name in taught:
        before = builder.names.get(name.canonical)
        known = Name(
            canonical=name.canonical,
            name_class=name.name_class,
            code=name.code,
            operator=name.operator or (before.operator if before else None),
        )
        builder.names[name.canonical] = known
        # A person may teach a name in full-width letters; texts are folded before they are searched.
        builder.add(known, map(fold, (name.canonical, *name.aliases)), prefer=True)
    return read[CUES], version


def _lengths(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    by_last: dict[str, set[int]] = {}
    for form in forms:
        by_last.setdefault(form[-1], set()).add(len(form))
    return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in by_last.items()}


@lru_cache(maxsize=8)
def _load(taught: tuple[TaughtName, ...]) -> Gazetteer:
    builder = Builder()
    cues, version = fill(builder, taught)
    builder.keep_away(cues["not_names"])
    builder.add_cues(cues["introducing"])
    return Gazetteer(
        forms=builder.forms,
        names=builder.names,
        bare={form: tuple(bearers) for form, bearers in builder.bare.items()},
        bare_lengths=_lengths(builder.bare),
        cues={key: tuple(words) if isinstance(words, list) else words for key, words in cues.items()},
        never_after=cues["never_after"],
        follows_katakana=tuple(cues["follows_katakana"]),
        stops={
            key: frozenset(words) for key, words in cues.items() if key.startswith("stop_") or key == "groups"
        },
        gloss_words=frozenset(cues["gloss_words"]),
        version=_taught_version(version, taught),
    )


def load_gazetteer(taught: Sequence[TaughtName] = ()) -> Gazetteer:
    """The names of the package, and those that a user taught for one incident.

    >>> load_gazetteer().version == load_gazetteer().version
    True
    """
    return _load(tuple(taught))
