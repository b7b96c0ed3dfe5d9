"""What English cue words introduce: X Inc., Blue Bank, Ministry of X, National Cyber Agency (NCA)."""

from collections.abc import Mapping

from db.records import NameClass
from timeline.names.edges import script
from timeline.names.gazetteer import Gazetteer, key_of
from timeline.names.japanese import Reader
from timeline.names.ordinary import ordinary_words
from timeline.names.spot import Introduction, Place, Spot
from timeline.patterns import lazy_pattern

_BEFORE = lazy_pattern(r"(?:[A-Z0-9][\w&.'+-]*+,? (?:(?:and|&|de) )*+){0,6}[A-Z0-9][\w&.'+-]*+,?\Z")
_BREAK = lazy_pattern(r"[^\w&.,'+ -]|[^\x00-\u024f]|(?<![A-Z])\.(?: |\Z)| [a-z]\w{3,}+|\b[a-z]+ (?=[a-z])")
_AND = lazy_pattern(r",? and ")
_AFTER = lazy_pattern(r"(?:the )?[A-Z][\w&'-]*+(?: (?:(?:and|of|for) )?[A-Z][\w&'-]*+){0,4}")
_FEDERAL = lazy_pattern(r"(?<![A-Za-z])(?:Federal|National|State|Central|Royal) \Z")
_YEAR = lazy_pattern(r"(?:19|20)[0-9]{2}")
_NAMED = lazy_pattern(r"[A-Z][\w&-]*+(?:'s(?= [A-Z]))?(?: (?:(?:&|of) )?[A-Z][\w&-]*+){0,3}")
_OF = lazy_pattern(r" (?:of|for) (?:the )?[A-Z][\w'-]*+(?: (?:and )?[A-Z][\w'-]*+){0,3}")
_NO_DATE = (
    r"(?!(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_ON = lazy_pattern(
    r" (?:on|for) (?:the )?" + _NO_DATE + r"[A-Z][\w'-]*+(?:(?:, and|,| and)? [A-Z][\w'-]*+){0,5}"
)
_SHORT = lazy_pattern(r" ?\(([A-Z][A-Za-z&-]{1,9})\)")
_CALLED = lazy_pattern(r' ?\((?:[a-z, ]{1,24})?"([A-Z0-9][\w& .-]{1,24}?)[,.]?"\)')
LINE = 120
"""Characters of a line looked at on each side, to see whether it is a headline."""
NEAR = 4000
"""Characters on each side in which a word in small letters shows that it is an ordinary one."""
REACH = 80
"""Characters looked at before a cue word."""


def _titled_line(folded: str, at: int) -> bool:
    """Whether a place is in a headline, where every word has a capital and says nothing."""
    begin = max(folded.rfind("\n", max(0, at - LINE), at) + 1, at - LINE, 0)
    end = folded.find("\n", at, at + LINE)
    line = folded[begin : end if end >= 0 else at + LINE]
    if ". " in line or line.rstrip().endswith("."):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 5 and sum(w[0].isupper() for w in words) > 0.85 * len(words)


def _words_before(folded: str, start: int, known: Mapping[int, Spot], gazetteer: Gazetteer) -> int:
    """Where the capitalised words before a cue begin, stop words at their front left out."""
    begin = max(0, start - REACH, folded.rfind("\n", max(0, start - REACH), start) + 1)
    for stop in _BREAK.finditer(folded, begin, start):
        begin = stop.end()
    found = _BEFORE.search(folded, begin, start)
    if found is None:
        return start
    at = found.start()
    for joined in _AND.finditer(folded, at, start):
        if joined.start() in known:
            at = joined.end()
    return _skip_stops(folded, at, start, gazetteer)


def _skip_stops(folded: str, at: int, start: int, gazetteer: Gazetteer) -> int:
    """Where the words begin that are part of a name: of Federal Cyber Office Federal is, of Federal Office not."""
    stops = gazetteer.stops["stop_en"]
    while at < start:
        word, space, _ = folded[at:start].partition(" ")
        bare, more = word.strip(",.'"), at + len(word) + len(space) < start
        if (
            bare not in stops
            and not _YEAR.fullmatch(bare)
            and word not in ("of", "and", "for", "the", "&", "de")
        ):
            return at
        if more and bare in gazetteer.stops["stop_alone"] and folded[at + len(word) + 1].isupper():
            return at
        at += len(word) + len(space)
    return start


def _short_of(folded: str, begin: int, end: int, gazetteer: Gazetteer) -> tuple[int, tuple[str, ...]]:
    """What brackets behind a name call it: a word in quotes, an abbreviation made of its letters in their order."""
    if called := _CALLED.match(folded, end):
        return end, () if called[1] in gazetteer.stops["stop_called"] else (called[1],)
    found = _SHORT.match(folded, end)
    if found is None:
        return end, ()
    inner = found[1]
    letters = iter(folded[begin:end].lower())
    fits = folded[begin].lower() == inner[0].lower() and all(letter in letters for letter in inner.lower())
    return (found.end(), (inner,)) if fits else (end, ())


def _company(place: Place) -> Introduction | None:
    """X Inc., X Corp.: canonical is the name without the form of the company."""
    folded, start, end, known, gazetteer = place
    if end < len(folded) and script(folded[end]) == "latin":
        return None
    comma = folded[start - 1 : start] == ","
    begin = (
        known[start - comma].start
        if start - comma in known
        else _words_before(folded, start, known, gazetteer)
    )
    if begin >= start - comma or not folded[begin].isascii():
        return None
    bare = folded[begin : start - comma]
    last = end + (folded[end - 1] != "." and folded.startswith(".", end))
    closing, aliases = _short_of(folded, begin, last, gazetteer)
    return Introduction(
        start=begin,
        end=closing,
        canonical=bare,
        aliases=(bare, *aliases, *_first_word(folded, begin, bare, gazetteer)),
    )


def _first_word(folded: str, at: int, name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """What a text may call a body of several words later on: Northgate of Northgate Savings Bank.

    A word that the text also has in small letters is an ordinary one: Language of Language Server Protocol.
    """
    first, _, rest = name.partition(" ")
    word = first.strip(",.'")
    if not rest or len(word) < 4 or not word[1:].islower():
        return ()
    if folded.find(word.lower(), max(0, at - NEAR), at + NEAR) >= 0:
        return ()
    ordinary = word in gazetteer.stops["stop_en"] or word in ordinary_words("english")
    return () if ordinary or key_of(word) in gazetteer.forms else (word,)


def _is_known(spot: Spot | None, gazetteer: Gazetteer) -> bool:
    return spot is not None and (spot.name is None or spot.name.canonical in gazetteer.names)


def _class_of(cue: str, gazetteer: Gazetteer) -> NameClass:
    return "authority" if cue.strip().removesuffix(" of") in gazetteer.cues["authority_heads"] else "other"


def _head(place: Place) -> Introduction | None:
    """Blue Bank, Sunrise Exchange: capitalised words and a word for a kind of body."""
    folded, start, end, known, gazetteer = place
    if end < len(folded) and (script(folded[end]) == "latin" or folded[end] == "-"):
        return None
    longer = known.get(start)
    if _titled_line(folded, start) or _is_known(longer, gazetteer):
        return None
    begin = longer.start if longer else _words_before(folded, start, known, gazetteer)
    if _class_of(folded[start:end], gazetteer) == "authority":
        begin = _behind_owner(folded, begin, start)
    if begin >= start:
        return None
    more = _OF.match(folded, end)
    last = more.end() if more else end
    closing, aliases = _short_of(folded, begin, last, gazetteer)
    name_class = _class_of(folded[start:end], gazetteer)
    if name_class == "other":
        aliases = (*aliases, *_first_word(folded, begin, folded[begin:last], gazetteer))
    return Introduction(
        start=begin, end=closing, canonical=folded[begin:last], name_class=name_class, aliases=aliases
    )


def _committee(place: Place) -> Introduction | None:
    """House Energy and Commerce Committee, Senate Committee on Banking: of a chamber of parliament.

    Others have no name (the audit committee), or none that means one body.
    """
    folded, start, end, _, gazetteer = place
    if end < len(folded) and (script(folded[end]) == "latin" or folded[end] == "-"):
        return None
    if _titled_line(folded, start):
        return None
    begin = _words_before(folded, start, {}, gazetteer)
    if folded[begin:start].partition(" ")[0] not in gazetteer.cues["chambers"]:
        return None
    about = _ON.match(folded, end)
    last = about.end() if about else end
    closing, aliases = _short_of(folded, begin, last, gazetteer)
    canonical = folded[begin:last]
    return Introduction(
        start=begin, end=closing, canonical=canonical, name_class="authority", aliases=aliases
    )


def _behind_owner(folded: str, begin: int, end: int) -> int:
    """Where a name begins behind whose it is: New Zealand's Office of the Privacy Commissioner."""
    owner = folded.rfind("'s ", begin, end + 1)
    return begin if owner < 0 else owner + 3


def _of(place: Place) -> Introduction | None:
    """Ministry of X, Bank of X."""
    folded, start, end, known, gazetteer = place
    found = _AFTER.match(folded, end)
    if found is None or (start and script(folded[start - 1]) == "latin") or _titled_line(folded, start):
        return None
    head = known.get(start + len(folded[start:end].partition(" ")[0]))
    if head is not None and head.start < start:
        return None
    begin = _words_before(folded, start - 1, known, gazetteer) if folded[start - 1 : start] == " " else start
    before = _FEDERAL.search(folded, max(0, start - 14), start)
    begin = begin if begin < start - 1 else before.start() if before else start
    begin = _behind_owner(folded, begin, start)
    closing, aliases = _short_of(folded, begin, found.end(), gazetteer)
    canonical = folded[begin : found.end()]
    if canonical.startswith(("Ministry", "Department", "Bureau", "Office")):
        return Introduction(
            start=begin, end=closing, canonical=canonical, name_class="authority", aliases=aliases
        )
    return Introduction(start=begin, end=closing, canonical=canonical, aliases=aliases)


def _after_trade(place: Place) -> Introduction | None:
    """Supermarket group X, security firm X: capitalised words directly behind."""
    folded, start, end, gazetteer = place.folded, place.start, place.end, place.gazetteer
    found = _NAMED.match(folded, end)
    if found is None or (start and folded[start - 1].isalpha()) or _titled_line(folded, start):
        return None
    name = found[0]
    if len(name) < 3 or name.split()[0] in gazetteer.stops["stop_en"] or key_of(name) in gazetteer.forms:
        return None
    closing, aliases = _short_of(folded, end, found.end(), gazetteer)
    return Introduction(start=end, end=closing, canonical=name, aliases=(name, *aliases))


ENGLISH_READERS: dict[str, Reader] = {
    "company_en": _company,
    "head_en": _head,
    "committee_en": _committee,
    "of_en": _of,
    "trade_en": _after_trade,
}
