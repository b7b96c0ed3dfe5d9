"""One walk over a text: every known form in it, the longest where they overlap, as mentions.

Lists of bare bank names are read by `bare`, names that the text itself introduces by `introduced`.
"""

from collections.abc import Iterable, Iterator
from string import ascii_letters, digits

from db.records import Mention
from timeline.making import make_mention
from timeline.names.bare import find_bare
from timeline.names.edges import stands_alone
from timeline.names.gazetteer import Form, Gazetteer, Name, key_of
from timeline.names.gloss import end_with_gloss
from timeline.names.introduced import Cue, find_introduced
from timeline.names.spot import Spot, longest
from timeline.names.validity import bearer, day_of

_LATIN_BESIDE = frozenset(ascii_letters + digits + "-_/.@#")


def _hits(folded: str, gazetteer: Gazetteer) -> tuple[list[tuple[int, int, Form]], list[Cue]]:
    """Forms that stand alone in the text, and the words that may introduce names."""
    known: list[tuple[int, int, Form]] = []
    cues: list[Cue] = []
    never_after, follows = gazetteer.never_after, gazetteer.follows_katakana
    taken = 0  # of forms with one end the longest comes first; the shorter ones are inside it
    for last, form in gazetteer.automaton.iter(key_of(folded)):
        end = last + 1
        if end == taken:
            continue
        length, _, exact, cue, capital = form
        start = end - length
        if exact is not None and folded[start:end] != exact:
            continue
        if cue is not None:
            cues.append((start, end, cue))
        elif capital and folded[start] >= "a" and _among_latin(folded, start, end):
            continue
        elif stands_alone(folded, start, end, never_after, follows):
            known.append((start, end, form))
            taken = end
    return known, cues


def _among_latin(folded: str, start: int, end: int) -> bool:
    """Whether Latin words stand beside `folded[start:end]`: there a brand in small letters is an ordinary word."""
    before, after = folded[max(0, start - 2) : start].strip(), folded[end : end + 2].strip()
    return before[-1:] in _LATIN_BESIDE or after[:1] in _LATIN_BESIDE


def _spots(
    folded: str, known: Iterable[tuple[int, int, Form]], on: str | None, gazetteer: Gazetteer
) -> Iterator[Spot]:
    day = day_of(on)
    for start, end, form in known:
        if not form.names:
            yield Spot(start, end, None)
            continue
        name = bearer(form.names, day)
        if folded[start] == "「":  # a form that counts only in quotes: 「iD」
            yield Spot(start + 1, end - folded.endswith("」", start, end), name)
            continue
        yield Spot(start, end_with_gloss(folded, start, end, name, gazetteer), name)


def _mention(folded: str, spot: Spot, name: Name) -> Mention:
    start, end, _ = spot
    text = folded[start:end]
    canonical = name.english if name.english is not None and text.isascii() else name.canonical
    return make_mention(
        ("name", start, end, text, None, None, "exact", canonical, name.name_class, name.code)
    )


def find_names(folded: str, gazetteer: Gazetteer, on: str | None = None) -> list[Mention]:
    """The names in a folded text, in the order in which they stand there.

    `on` is the day of writing (EDTF): it decides which bank bore a name, and which names were not yet in use.

    >>> from timeline.names.gazetteer import load_gazetteer
    >>> [(m.text, m.canonical, m.code) for m in find_names("七十七銀と中国銀行の口座", load_gazetteer(), None)]
    [('七十七銀', '七十七銀行', '0125'), ('中国銀行', '中国銀行', '0168')]
    """
    hits, cues = _hits(folded, gazetteer)
    known = longest(_spots(folded, hits, on, gazetteer))
    introduced = find_introduced(folded, known, cues, gazetteer)
    named = longest([*known, *introduced]) if introduced else known
    bare = find_bare(folded, named, gazetteer, day_of(on))
    spots = longest([*named, *bare]) if bare else named
    return [_mention(folded, spot, spot.name) for spot in spots if spot.name is not None]
