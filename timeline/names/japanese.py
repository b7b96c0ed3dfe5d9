"""What Japanese cue words introduce: X銀行, 株式会社X, 電子マネー「X」, X(以下Y), X委員会(ABC)."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from db.records import NameClass
from timeline.names.edges import script
from timeline.names.gazetteer import Gazetteer
from timeline.names.gloss import bracketed, is_reading
from timeline.names.runs import LONGEST, back_from, forward_from, is_sentence, made_of
from timeline.names.spot import Introduction, Place, Spot
from timeline.patterns import lazy_pattern

Reader: TypeAlias = Callable[[Place], Introduction | None]

_ALIAS = lazy_pattern(
    r"[(、](?:以下|旧|通称|略称)[、,::は]? ?[「『\"]?"
    r"([^」』\"()、,\n]{2,24}?)"
    r"(?:[」』\"]|[、,)]|と(?:い|呼|表|略|す|記))"
)
REACH = 40
"""Characters between a bracket and 以下 at most."""
_NO_STEM = frozenset(("", *"、。「」『』(), \n:;/|"))
"""No name ends in these, and with nothing before it such a word is none."""
_NOT_BEHIND = frozenset("業家券法間団名数等内員生ー")
_ACRONYM = lazy_pattern(r"[A-Z][A-Za-z&./-]{1,9}")


def _gloss(folded: str, end: int) -> tuple[int, tuple[str, ...]]:
    """The end of a name with an acronym or reading in brackets behind it, which is an alias then."""
    found = bracketed(folded, end)
    if found is None:
        return end, ()
    inner, close = found
    if _ACRONYM.fullmatch(inner) or (len(inner) > 2 and all(script(c) == "katakana" for c in inner)):
        return close, (inner,)
    return end, ()


def _without_leads(folded: str, start: int, at: int, leads: tuple[str, ...]) -> int:
    """Where a name begins after words that stand before names: 大手, 地元, 米."""
    if not folded.startswith(leads, start):
        return start
    for lead in leads:
        if folded.startswith(lead, start) and start + len(lead) < at:
            if len(lead) == 1 and script(folded[start + 1]) not in ("katakana", "latin"):
                continue
            return start + len(lead)
    return start


def _with_ending(stops: str, name_class: NameClass, *, short: bool = False) -> Reader:
    """A reader for names that end in a word: 銀行, 病院, 地裁."""

    def read(place: Place) -> Introduction | None:
        folded, start, end, known, gazetteer = place
        if folded[end : end + 1] in _NOT_BEHIND or folded.startswith("取引", end):
            return None
        if folded[max(0, start - 1) : start] in _NO_STEM:
            return None
        begin = _without_leads(folded, back_from(folded, start), start, gazetteer.cues["leads"])
        stem = folded[begin:start]
        behind_a_name = start in known and script(folded[start]) != "katakana"
        if len(stem) < 2 or behind_a_name or made_of(stem, gazetteer.stops[stops]):
            return None
        if stem.isdigit() or (stem.isascii() and stem.islower()):
            return None
        closing, aliases = _gloss(folded, end)
        if short and folded[start:end] == "銀行":
            aliases = (*aliases, stem + "銀")
        return Introduction(
            start=begin, end=closing, canonical=folded[begin:end], name_class=name_class, aliases=aliases
        )

    return read


def _company(place: Place) -> Introduction | None:
    """株式会社X or X株式会社."""
    folded, start, end, known, gazetteer = place
    titles = tuple(gazetteer.cues["titles"])
    after = forward_from(folded, end, lambda text, at: text.startswith(titles, at))
    before = known[start].start if start in known else back_from(folded, start)
    if folded[max(0, before - 10) : start].rstrip().endswith(("©", "(C)", "(c)")) or folded[:before].endswith(
        "©"
    ):
        return None
    if after - end >= 2:
        first, last, bare = start, after, folded[end:after]
    elif start - before >= 2:
        before = _without_leads(folded, before, start, gazetteer.cues["leads"])
        first, last, bare = before, end, folded[before:start]
    else:
        return None
    if bare.endswith(tuple(gazetteer.cues["media_endings"])) or made_of(bare, gazetteer.stops["stop_body"]):
        return None
    last, aliases = _gloss(folded, last)
    return Introduction(start=first, end=last, canonical=bare, aliases=(bare, *aliases))


def _quoted(name_class: NameClass) -> Reader:
    """A reader for 電子マネー「X」: the cue ends with the opening quote."""

    def read(place: Place) -> Introduction | None:
        folded, end, gazetteer = place.folded, place.end, place.gazetteer
        close = folded.find("」", end, end + LONGEST)
        words = folded[end:close] if close > 0 else ""
        bare, bracket, inner = words.partition("(")
        if (
            len(bare) < 2
            or is_sentence(words)
            or words.isdigit()
            or made_of(bare, gazetteer.stops["stop_body"])
        ):
            return None
        aliases = (bare, inner.rstrip(")")) if bracket else (bare,)
        return Introduction(start=end, end=close, canonical=bare, name_class=name_class, aliases=aliases)

    return read


def _after_trade(place: Place) -> Introduction | None:
    """通信大手X, 食品大手のX: a katakana or Latin word behind a line of business."""
    folded, start, gazetteer = place.folded, place.start, place.gazetteer
    end = place.end + folded.startswith("の", place.end)
    if end >= len(folded) or script(folded[end]) not in ("katakana", "latin"):
        return None
    if folded[start : place.end] == "大手" and not _is_trade(folded, start, gazetteer):
        return None
    last = forward_from(folded, end, lambda text, at: script(text[at]) == "kanji")
    bare = folded[end:last]
    if (
        len(bare) < 3
        or bare in gazetteer.cues["stop_leads"]
        or bare.startswith(_ordinary_katakana(gazetteer))
        or bare.isdigit()
    ):
        return None
    last, aliases = _gloss(folded, last)
    return Introduction(start=end, end=last, canonical=bare, aliases=(bare, *aliases))


def _ordinary_katakana(gazetteer: Gazetteer) -> tuple[str, ...]:
    return tuple(gazetteer.stops["stop_katakana"])


def _is_trade(folded: str, at: int, gazetteer: Gazetteer) -> bool:
    """Whether a line of business stands before 大手: 食品大手, but 国内大手."""
    begin = back_from(folded, at)
    return at - begin > 1 and not folded.endswith(tuple(gazetteer.stops["stop_trades"]), begin, at)


def _alias(place: Place) -> Introduction | None:
    """X(以下Y): Y is X from here on."""
    folded, start, known, gazetteer = place.folded, place.start, place.known, place.gazetteer
    return _called(folded, start, start, known, gazetteer)


def _called(
    folded: str, start: int, cue: int, known: Mapping[int, Spot], gazetteer: Gazetteer
) -> Introduction | None:
    """A name that ends at `start`, by what is said at `cue` of how it will be called."""
    found = _ALIAS.match(folded, cue)
    if found is None or found[1] in gazetteer.stops["stop_alias"]:
        return None
    quote = folded[start - 1 : start] in ("」", "』", '"')
    at = start - quote
    spot = known.get(start) or known.get(at)
    if spot is not None and spot.name is None:
        return None
    if spot is not None and spot.name is not None:
        return Introduction(
            start=spot.start,
            end=spot.end,
            canonical=spot.name.canonical,
            aliases=(found[1],),
            name=spot.name,
        )
    begin = back_from(folded, at)
    bare = folded[begin:at]
    if quote and folded[begin - 1 : begin] not in ("「", "『", '"'):
        return None
    if len(bare) < 2 or bare.endswith(tuple(gazetteer.cues["no_body_endings"])):
        return None
    if not quote and not any(script(c) in ("latin", "katakana") for c in bare):
        return None
    return Introduction(start=begin, end=at, canonical=bare, aliases=(bare, found[1]))


def _alias_later(place: Place) -> Introduction | None:
    """X(東京、以下Y)."""
    folded, start, known, gazetteer = place.folded, place.start, place.known, place.gazetteer
    bracket = folded.rfind("(", max(0, start - REACH), start)
    if bracket < 0 or ")" in folded[bracket:start]:
        return None
    return _called(folded, bracket, start, known, gazetteer)


def _explained(place: Place) -> Introduction | None:
    """「X」(Y) and 「X(Y)」: a name in quotes with how it is read or written otherwise."""
    folded, start, end, gazetteer = place.folded, place.start, place.end, place.gazetteer
    opened = folded.rfind("「", max(0, start - LONGEST), start)
    if opened < 0:
        return None
    if folded.startswith("」", start):
        bare, inner = folded[opened + 1 : start], folded[end : max(end, folded.find(")", end, end + LONGEST))]
        last = start
    else:
        bare, _, inner = folded[opened + 1 : start].partition("(")
        last = start + 1
    if (
        len(bare) < 2
        or "」" in bare
        or is_sentence(bare)
        or bare.endswith(tuple(gazetteer.cues["no_body_endings"]))
    ):
        return None
    latin = bool(_ACRONYM.fullmatch(inner.replace(" ", ""))) and not bare.isascii()
    if latin and len(bare) < 5 and all(script(char) == "kanji" for char in bare):
        return None  # 実行(Run) is a word with its translation
    if not latin and not (is_reading(inner) and not is_reading(bare)):
        return None
    return Introduction(start=opened + 1, end=last, canonical=bare, aliases=(bare, inner))


def _abbreviated(place: Place) -> Introduction | None:
    """X委員会(ABC): a body with its abbreviation."""
    folded, end, known = place.folded, place.end, place.known
    found = bracketed(folded, end - 1)
    if end - 1 in known or found is None or not _ACRONYM.fullmatch(found[0]) or not found[0].isupper():
        return None
    begin = back_from(folded, end - 1)
    if end - 1 - begin < 4:
        return None
    words = folded[begin : end - 1]
    public = words.endswith(("庁", "省", "局", "委員会"))
    return Introduction(
        start=begin,
        end=found[1],
        canonical=words,
        name_class="authority" if public else "other",
        aliases=(words, found[0]),
    )


def _municipality(place: Place) -> Introduction | None:
    """尼崎市は, 静岡県が: a town that acts is its government; anywhere else it is a place."""
    folded, start, gazetteer = place.folded, place.start, place.gazetteer
    begin = back_from(folded, start)
    stem = folded[begin:start]
    if folded[start] in "都府" and stem not in ("東京", "大阪", "京都"):
        return None  # 首都, 政府
    if not 1 < len(stem) < 6 or stem in gazetteer.stops["stop_towns"] or not is_kanji_or_hiragana(stem):
        return None
    return Introduction(
        start=begin, end=start + 1, canonical=folded[begin : start + 1], name_class="authority"
    )


def is_kanji_or_hiragana(words: str) -> bool:
    return all(script(char) in ("kanji", "hiragana") for char in words)


JAPANESE_READERS: dict[str, Reader] = {
    "municipality": _municipality,
    "bank_after": _with_ending("stop_bank", "other", short=True),
    "body_after": _with_ending("stop_body", "other"),
    "authority_after": _with_ending("stop_body", "authority"),
    "company_around": _company,
    "service_before": _quoted("service"),
    "exchange_before": _quoted("exchange"),
    "company_before": _quoted("other"),
    "trade_before": _after_trade,
    "explained": _explained,
    "abbreviated": _abbreviated,
    "alias": _alias,
    "alias_later": _alias_later,
}
