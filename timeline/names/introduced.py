"""Names that a text introduces itself, and their later uses in the same text.

What a cue word introduces is read by `japanese` and `english`; here the names found become spots, and their
aliases are looked for in the rest of the text.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from timeline.names.edges import script, stands_alone
from timeline.names.english import ENGLISH_READERS
from timeline.names.gazetteer import Gazetteer, Name, key_of
from timeline.names.gloss import bracketed
from timeline.names.japanese import JAPANESE_READERS
from timeline.names.leads import lead_subject
from timeline.names.media import medium_after, medium_before
from timeline.names.runs import forward_from
from timeline.names.shortened import short_forms
from timeline.names.spot import Introduction, Place, Spot
from timeline.patterns import lazy_pattern

Cue: TypeAlias = tuple[int, int, str]

READERS = {
    **JAPANESE_READERS,
    **ENGLISH_READERS,
    "lead_before": lead_subject,
    "medium_before": medium_before,
    "medium_after": medium_after,
}
_ABBREVIATION = lazy_pattern(r"[A-Z][A-Z&]{1,5}")
_NONE = Spot(sys.maxsize, sys.maxsize, None)
_BEFORE_A_NAME = ("trade_before", "lead_before")
_NO_NAME = frozenset(("", *"はがをにとでもへや、。)」\n"))
"""What stands behind most lines of business; no name begins with one of these."""
MOST_CUES = 500
"""Cue words that are followed in one text, and one more for every hundred characters: no real text has as many."""
MEMBER = 3
"""Katakana letters that make another company of a group's name, at least."""
MOST_ALIASES = 200
"""Aliases that are followed in one text: a bound on the time, not on what a text may say."""


def _introductions(
    folded: str, known: Sequence[Spot], cues: Iterable[Cue], gazetteer: Gazetteer
) -> Iterator[tuple[Introduction, Name]]:
    """What the cue words introduce, where no longer name stands already, and the name it is."""
    at = {spot.end: spot for spot in known}
    spots = iter(known)
    begins, ends, _ = next(spots, _NONE)
    for start, end, cue in sorted(cues)[: MOST_CUES + len(folded) // 100]:
        while ends < end:
            begins, ends, _ = next(spots, _NONE)
        if begins <= start:  # inside a known name
            continue
        if cue in _BEFORE_A_NAME and folded[end : end + 1] in _NO_NAME:
            continue
        found = READERS[cue](Place(folded, start, end, at, gazetteer))
        if found is not None:
            name = _name_of(found, gazetteer)
            yield found, name
            at[found.end] = Spot(found.start, found.end, name)


def _name_of(introduction: Introduction, gazetteer: Gazetteer) -> Name:
    """The gazetteer's name where it has one: 株式会社セブン・ペイ is セブン・ペイ."""
    if introduction.name is not None:
        return introduction.name
    for words in (introduction.canonical, *introduction.aliases):
        form = gazetteer.forms.get(key_of(words))
        if form is not None and form.names and form.exact in (None, words):
            return form.names[0]
    return Name(canonical=introduction.canonical, name_class=introduction.name_class)


def _abbreviations(
    folded: str, known: Iterable[Spot], gazetteer: Gazetteer
) -> Iterator[tuple[Introduction, Name]]:
    """Known names with an abbreviation behind them that only this text knows: 警察庁(NPAJ)."""
    for spot in known:
        if spot.name is None or not folded.startswith(("(", " ("), spot.end):
            continue
        found = bracketed(folded, spot.end)
        if found is None or not _ABBREVIATION.fullmatch(found[0]) or key_of(found[0]) in gazetteer.forms:
            continue
        canonical = spot.name.canonical
        made = Introduction(
            start=spot.start, end=found[1], canonical=canonical, aliases=(found[0],), name=spot.name
        )
        yield made, spot.name


def _members(folded: str, known: Iterable[Spot], gazetteer: Gazetteer) -> Iterator[tuple[Introduction, Name]]:
    """Members of a group that no list has: NTTネクシア, NTTデータ関西."""
    groups, ordinary = gazetteer.stops["groups"], tuple(gazetteer.stops["stop_katakana"])
    for spot in known:
        start, end, name = spot
        if (
            name is None
            or folded[start:end] not in groups
            or folded.startswith((*ordinary, *gazetteer.follows_katakana), end)
        ):
            continue
        last = forward_from(folded, end, lambda text, at: script(text[at]) != "katakana")
        if last - end < MEMBER:
            last = next(
                (
                    end + len(place)
                    for place in gazetteer.stops["stop_places"]
                    if folded.startswith(place, end)
                ),
                end,
            )
        if last > end:
            words = folded[start:last]
            made = Introduction(start=start, end=last, canonical=words, name_class=name.name_class)
            yield made, Name(canonical=words, name_class=name.name_class)


def _uses(folded: str, alias: str, after: int, name: Name, gazetteer: Gazetteer) -> Iterator[Spot]:
    at = folded.find(alias, after)
    while at >= 0:
        end = at + len(alias)
        if stands_alone(folded, at, end, gazetteer.never_after, gazetteer.follows_katakana):
            yield Spot(at, end, name)
        at = folded.find(alias, end)


def find_introduced(
    folded: str, known: Sequence[Spot], cues: Sequence[Cue], gazetteer: Gazetteer
) -> list[Spot]:
    """Names that the text introduces, and where they stand again after that."""
    spots: list[Spot] = []
    aliases: dict[str, tuple[int, Name]] = {}
    made = chain(
        _abbreviations(folded, known, gazetteer),
        _members(folded, known, gazetteer),
        _introductions(folded, known, cues, gazetteer),
    )
    for introduction, name in made:
        if introduction.end > introduction.start:
            spots.append(Spot(introduction.start, introduction.end, name))
        for alias in (*map(str.strip, introduction.aliases), *short_forms(introduction.canonical, gazetteer)):
            if len(alias) > 1 and "\n" not in alias and len(aliases) < MOST_ALIASES:
                aliases.setdefault(alias, (introduction.start, name))
    for alias, (after, name) in aliases.items():
        spots += _uses(folded, alias, after, name, gazetteer)
    return spots
