"""Bare names of banks where a list licenses them: 七十七、中国、大垣共立の3銀行; みずほ、三井住友両行.

A bare name is often a place, a number or another company. It counts between separators before a word that says
the items are banks, before a bank that is named in full, in brackets after such a word, and (see `columns`) in a
column of banks.
"""

from collections.abc import Iterator, Sequence

from timeline.names.columns import find_columns
from timeline.names.gazetteer import Bare, Gazetteer
from timeline.names.runs import name_like
from timeline.names.spot import Spot
from timeline.names.validity import bearer
from timeline.patterns import lazy_pattern

# The set of all that can stand next is there for speed: behind most numbers stands something else.
_END = lazy_pattern(
    r"[0-9一二三四五六七八九十百両各](?=[つの大銀行地メ都ネ信金労証])(?:つの|の)?(?:大手)?"
    r"(?P<word>銀行|行(?![わいうえおっきけ動為政進者使列方先間事程路楽書])|地銀|地方銀行|メガバンク|メガ|大手行|都銀|ネット銀行|ネット銀|信託銀行"
    r"|金融機関|信用金庫|信金|信用組合|信組|労働金庫|労金|証券会社|証券)"
)
_LEAD = lazy_pattern(
    r"(?:など|ほか|といった|をはじめ(?:とする)?|の|計|合計|合わせて|大手|地方|主要|全国|、|[0-9])*+\Z"
)
_LEAD_ENDS = frozenset("どかたるをの計て手方要国、0123456789")
_SEPARATORS: dict[str, list[str]] = {}
for _word in (", and ", " and ", "並びに", "ならびに", "及び", "および", "、", "・", ",", "/", "と", "や"):
    for _gap in (" ", "\n", ""):
        _SEPARATORS.setdefault((_word + _gap)[-1], []).append(_word + _gap)
_NEXT = lazy_pattern(r"(?:、|・|や|と) ?")
_ASIDE = lazy_pattern(r"\([^()\n]{1,20}\)\Z")
_ITEMS = lazy_pattern(r"[、・,/]|と|や|及び|および")
_KINDS = {
    "信用金庫": "shinkin",
    "信金": "shinkin",
    "信用組合": "shinkumi",
    "信組": "shinkumi",
    "労働金庫": "rokin",
    "労金": "rokin",
    "証券会社": "broker",
    "証券": "broker",
}
_BROKERS = tuple(word for word, kind in _KINDS.items() if kind == "broker")
LONGEST_BARE = 14
REACH = 24
MOST_ITEMS = 100


def bare_ending_at(
    folded: str, at: int, kinds: Sequence[str], gazetteer: Gazetteer
) -> tuple[int, tuple[Bare, ...]] | None:
    """The longest bare name that ends at a place and begins a word there."""
    for length in gazetteer.bare_lengths.get(folded[at - 1 : at], ()):
        begin = at - length
        bearers = gazetteer.bare.get(folded[begin:at]) if begin >= 0 else None
        if bearers is None or (begin and name_like(folded[begin - 1]) and folded[begin - 1] not in "・-"):
            continue
        fitting = tuple(bare for bare in bearers if bare.kind in kinds)
        if fitting:
            return begin, fitting
    return None


def _before_separator(folded: str, at: int) -> int | None:
    """Where the separator that ends at a place begins.

    >>> _before_separator("七十七、", 4), _before_separator("七十七", 3)
    (3, None)
    """
    for word in _SEPARATORS.get(folded[at - 1 : at], ()):
        if folded.endswith(word, 0, at):
            return at - len(word)
    return None


def _back(
    folded: str,
    at: int,
    kinds: Sequence[str],
    full: dict[int, Spot],
    gazetteer: Gazetteer,
    day: str | None,
    *,
    through: bool,
) -> Iterator[Spot]:
    """The items of a list, last one first, as long as they are banks; `through` names in full, too."""
    for _ in range(MOST_ITEMS):
        aside = _ASIDE.search(folded, max(0, at - REACH), at) if folded[at - 1 : at] == ")" else None
        at = aside.start() if aside else at
        if at <= 0:
            return
        spot = full.get(at)
        if spot is not None:
            if not through:
                return
            at = spot.start
            yield spot
        else:
            at -= folded[at - 1] == "銀"
            found = bare_ending_at(folded, at, kinds, gazetteer)
            if found is None:
                return
            yield Spot(found[0], at, bearer([bare.name for bare in found[1]], day))
            at = found[0]
        separated = _before_separator(folded, at)
        if separated is None:
            return
        at = separated


def _before_ends(folded: str, full: dict[int, Spot], gazetteer: Gazetteer, day: str | None) -> Iterator[Spot]:
    """Lists that a counted word ends: 七十七、中国の2行."""
    for end in _END.finditer(folded):
        kinds = (
            (_KINDS.get(end["word"], "bank"),)
            if end["word"] != "金融機関"
            else ("bank", "shinkin", "shinkumi")
        )
        for at in _list_ends(folded, end.start()):
            if (
                folded[at - 1 : at] not in gazetteer.bare_lengths
                and at not in full
                and folded[at - 1] not in "銀)"
            ):
                continue
            items = list(_back(folded, at, kinds, full, gazetteer, day, through=True))
            if len(items) > 1 or (items and folded[at:].startswith(("など", "ほか", "といった", "をはじめ"))):
                yield from items
                break
        if folded.startswith(("(", "=", ":"), end.end()):
            yield from _in_brackets(folded, end.end(), kinds, gazetteer, day)


def _list_ends(folded: str, at: int) -> Iterator[int]:
    """Where a list before a counted word may end: at it, or before など, といった and the like."""
    yield at
    if folded[at - 1 : at] in _LEAD_ENDS:
        lead = _LEAD.search(folded, max(0, at - 16), at)
        if lead is not None and lead.start() != at:
            yield lead.start()


def _in_brackets(
    folded: str, at: int, kinds: Sequence[str], gazetteer: Gazetteer, day: str | None
) -> Iterator[Spot]:
    """Lists in brackets after the counted word: 3銀行(七十七、中国、大垣共立)."""
    close = min((p for p in (folded.find(c, at + 1, at + 300) for c in ")。\n") if p >= 0), default=at)
    begin = at + 1
    found: list[Spot] = []
    for part in (*_ITEMS.finditer(folded, at + 1, close), None):
        end = part.start() if part else close
        item = folded[begin:end].strip(" など")
        fitting = [bare for bare in gazetteer.bare.get(item, ()) if bare.kind in kinds]
        if fitting:
            start = folded.index(item, begin)
            found.append(Spot(start, start + len(item), bearer([bare.name for bare in fitting], day)))
        begin = part.end() if part else end
    if len(found) > 1:
        yield from found


def _before_full(folded: str, full: dict[int, Spot], gazetteer: Gazetteer, day: str | None) -> Iterator[Spot]:
    """Lists whose last bank is named in full: 三菱UFJ、三井住友、みずほ銀行."""
    places = gazetteer.stops["stop_places"]
    for spot in full.values():
        at = _before_separator(folded, spot.start)
        if at is None or at in full:
            continue
        items = list(_back(folded, at, (_kind_of(folded, spot),), full, gazetteer, day, through=False))
        if len(items) > 1 or (items and folded[items[0].start : items[0].end] not in places):
            yield from items


def _after_full(folded: str, full: dict[int, Spot], gazetteer: Gazetteer, day: str | None) -> Iterator[Spot]:
    """Lists whose first brokers are named in full: 楽天証券、野村、SMBC日興など. Banks are too often places."""
    for start, at, _ in full.values():
        if not folded.endswith(_BROKERS, start, at):
            continue
        for _ in range(MOST_ITEMS):
            separator = _NEXT.match(folded, at)
            found = _bare_starting_at(folded, separator.end(), gazetteer) if separator else None
            if found is None:
                break
            assert separator is not None
            at, bare = found
            yield Spot(separator.end(), at, bearer([bare.name], day))


def _bare_starting_at(folded: str, at: int, gazetteer: Gazetteer) -> tuple[int, Bare] | None:
    """The longest bare name of a broker that begins at a place and ends a word there."""
    for end in range(min(len(folded), at + LONGEST_BARE), at, -1):
        for bare in gazetteer.bare.get(folded[at:end], ()):
            if bare.kind == "broker" and not (
                end < len(folded) and name_like(folded[end]) and folded[end] != "・"
            ):
                return end, bare
    return None


def _kind_of(folded: str, spot: Spot) -> str:
    return next(
        (kind for word, kind in _KINDS.items() if folded.endswith(word, spot.start, spot.end)), "bank"
    )


def find_bare(folded: str, named: Sequence[Spot], gazetteer: Gazetteer, day: str | None) -> list[Spot]:
    """Bare names in lists of banks, beside the names that were found already."""
    full = {s.end: s for s in named if s.name is not None and s.name.name_class in ("bank", "broker")}
    found = [
        *_before_ends(folded, full, gazetteer, day),
        *_before_full(folded, full, gazetteer, day),
        *_after_full(folded, full, gazetteer, day),
    ]
    if full or "銀行" in folded or "金融機関" in folded:
        found += find_columns(folded, full, gazetteer, day)
    return [spot for spot in found if spot.end not in full]
