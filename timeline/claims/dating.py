"""When a claim happened, and the moment its figures hold for. The dates themselves were read by `timeline.dates`."""

from datetime import date
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from db.records import Mention
from timeline.claims.clauses import date_in_clause, done_by, goes_on_since, is_compared, is_of_another_clause
from timeline.claims.passages import Cue, Passage
from timeline.claims.rules import load_rules
from timeline.dates.calendar import add_days
from timeline.patterns import lazy_pattern

_AS_OF_AFTER = lazy_pattern(
    r"\s*(?:ごろ|頃)?(?:の)?(?:時点(?!から)|現在(?!から)|夜の時点|までに|まで|夜までに|夜の)"
)
_AS_OF_BEFORE = lazy_pattern(r"(?:as of|by|until|through|up to)(?: \w+)? \Z")
_NOUN = lazy_pattern(r" (?!at |by |in |on |to |of |and |after |before |when |that |it |he |she |they )[a-z]")
_TILL = (" until ", " till ", " until at least ", " until early ", " until late ")
_BREAK = lazy_pattern(r"[、,;。]|し、|\band\b|\bbut\b")
_CLAUSE_END = lazy_pattern(r"[、;。]")
_SINCE_AFTER = lazy_pattern(r"以降|以来|の開始|に始ま")
_DONE_BY = lazy_pattern(r"(?:ごろ|頃)?までに(?!分か|わか|判明|確認|把握|発覚|計(?!画)|[\d約])")
_TOLD_TO = lazy_pattern(
    r"まで[^。]{1,40}?(?:よう(?:に)?|ことを?|提出を|報告を|回答を)[^。、]{0,6}(?:求め|命じ|指示|要請|促)"
)
"""24日までに報告するよう指示した: the day that others are given."""
_LAST_HOUR = lazy_pattern(r"24(?:時|:00)")
_OF_A_THING = lazy_pattern(
    r"分?の(?!(?:\w{0,8}?(?:会見|発表|声明|点検|調査|検査|監査|検証|取材|説明会|委員会|国会|総会|取締役会|国会|閣議|参院|衆院|答弁|報道|文書|通知|メール|追記)|夜|朝|夕|昼|午|未明|深夜|早朝|時点|段階|間|うち|ほか|終値|\d))"
)
"""7月の大規模障害を起こした会社: the date is that of a thing that the sentence only names."""
_RELATIVE = lazy_pattern(
    r"[^、。]*?(?:た|ている|ていた)(?!め|場合|際|時|後|ところ|結果|こと|の|もの|と|り|が|だ|上|ほか|うえ|件)[一-鿿ァ-ヶ「a-z]"
)
"""14日に起きた障害について会見し: the date is that of the clause about the noun."""
_OF_MATTER = lazy_pattern(
    r"(?:ごろ|頃)?(?:、|に|付で|より)?[^、。]{0,12}(?:発生|発覚|判明|公表|発表|お知らせ|ご報告|掲載)[^、。]{0,6}?た[^、。]{1,40}(?:につき|につい|に関し|の件)"
)
_HEAD = lazy_pattern(r"[^、。をにがはでもへ]*")
_NAMED_AFTER = lazy_pattern(r"(?:(?:(?:し|され)(?:てい)?た?|た)?の|の?(?:時期|開始|日時?))?(?:は|:|:)\s*\Z")
_NOUNS_ONLY = lazy_pattern(r"の[^、。をにがはでもへ]*\Z")

_OF_TELLING = lazy_pattern(r"の[^、。]{0,8}(?:会見|説明会)[でに]")
_SAYING = frozenset({"conference", "conference_noun", "disclose", "step_down"})
_NEXT = 8


def as_of_dates(passage: Passage) -> list[Mention]:
    """The dates of a passage that say for which moment a figure holds: 27日午後8時時点, as of Sept. 10."""
    return [mention for mention in passage.dates if is_as_of(passage, mention)]


def is_as_of(passage: Passage, mention: Mention) -> bool:
    """Whether a date is the moment something holds for."""
    if _AS_OF_AFTER.match(passage.folded, mention.end, min(passage.end, mention.end + 12)):
        return True
    before = max(passage.start, mention.start - 24), mention.start
    return passage.folded.endswith(" ", *before) and bool(_AS_OF_BEFORE.search(passage.folded, *before))


@lru_cache(maxsize=2048)
def day(value: str) -> str:
    """The date without a time of day; kept, as every question about days asks it.

    >>> day("2020-09-11T00:00+09:00"), day("2019-10")
    ('2020-09-11', '2019-10')
    """
    return value.split("T")[0]


_IN_ADDRESS = lazy_pattern(r"(?<!\d)(20\d\d)([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def address_day(address: str) -> str | None:
    """The day that an address names.

    >>> address_day("https://pay.example/info_20200910.html"), address_day("https://pay.example/news/20201399")
    ('2020-09-10', None)
    """
    found = _IN_ADDRESS.search(address)
    return f"{found[1]}-{found[3]}-{found[4]}" if found else None


def first_end(value: str) -> str:
    """Where a range begins; any other date as it is."""
    begin, _, end = value.partition("/")
    return begin if begin not in ("", "..") else end


def last_end(value: str) -> str:
    """Where a range ends; any other date as it is."""
    begin, _, end = value.partition("/")
    return end if end not in ("", "..") else begin


def date_at(
    passage: Passage, cue: Cue, *, spoken: bool = False, since: bool = True, own: bool = False
) -> Mention | None:
    """The date that belongs to a cue: the nearest before it, else the first one after it in its clause.

    In English with `own` only one that its clause or the front of the sentence gives it.
    `spoken` is for words of saying, whose date stands at the front: 15日の会見で、先週金曜に行った…と明かした.
    """
    tiers = _by_fitness(passage, cue)
    if passage.latin:
        if (its_own := _own_date(passage, cue, tiers)) is not None or own:
            return its_own
        tiers = [[date for date in dates if may_share(passage, cue, date)] for dates in tiers]
    elif not spoken and not _SAYING.intersection(cue.labels):
        tiers = _spoken_last(passage, tiers)
        tiers[0] = sorted(tiers[0] + tiers[1], key=attrgetter("start"))
    if (named := _right_after(passage, cue)) is not None:
        return named
    if not spoken and (near := _in_clause(passage, cue, tiers[0] + tiers[1] + tiers[2])) is not None:
        return near
    for dates in tiers if since else tiers[:3]:
        if (found := _nearest(passage, cue, dates, spoken=spoken)) is not None:
            return found
    return _of_all(passage, cue, tiers)


def own_date(passage: Passage, cue: Cue) -> Mention | None:
    """The date that the clause of an English verb gives it, where it does."""
    return _own_date(passage, cue)


def own_day(passage: Passage, cue: Cue) -> str | None:
    """The day that the clause of a verb gives it, where it does."""
    if passage.latin:
        own = _own_date(passage, cue)
    elif len(passage.dates) < 2:
        return None
    else:
        tiers = _by_fitness(passage, cue)
        own = _in_clause(passage, cue, [*chain(*tiers[:4])])
    return day(event_date(own)) if own is not None else None


def _own_date(passage: Passage, cue: Cue, tiers: list[list[Mention]] | None = None) -> Mention | None:
    if cue.start not in passage.own_dates:
        tiers = tiers or _by_fitness(passage, cue)
        fit = sorted([*chain(*tiers[:4]), *done_by(passage, cue, tiers[4])], key=attrgetter("start"))
        passage.own_dates[cue.start] = date_in_clause(passage, cue, fit)
    return passage.own_dates[cue.start]


def may_share(passage: Passage, cue: Cue, date: Mention) -> bool:
    """Whether an English date that is not a verb's own may be its date: none that another clause has for itself."""
    if is_compared(passage, date) or goes_on_since(passage, cue, date):
        return False
    if "stop" in cue.labels and passage.folded.endswith(_TILL, passage.start, date.start):
        return False
    if not is_of_another_clause(passage, cue, date):
        return True
    carriers = load_rules().carriers
    return not any(
        other is not cue and not carriers.isdisjoint(other.labels) and _own_date(passage, other) is date
        for other in passage.cues
    )


def _spoken_last(passage: Passage, tiers: list[list[Mention]]) -> list[list[Mention]]:
    """The dates with the days of telling behind all others: 9日の会見で、6月27日以降に急増したと述べた."""
    spoken = [m for m in tiers[0] if _OF_TELLING.match(passage.folded, m.end, passage.end)]
    if not spoken or sum(map(len, tiers[:4])) == len(spoken):
        return tiers
    return [[m for m in tiers[0] if m not in spoken], *tiers[1:3], tiers[3] or spoken, tiers[4]]


def _right_after(passage: Passage, cue: Cue) -> Mention | None:
    """The date that a Japanese sentence says its topic has: 復旧は15日午後10時になった."""
    date = next((m for m in passage.dates if 0 < m.start - cue.end <= _NEXT), None)
    if date is None or passage.latin:
        return None
    return date if _NAMED_AFTER.fullmatch(passage.folded, cue.end, date.start) else None


def _of_all(passage: Passage, cue: Cue, tiers: list[list[Mention]]) -> Mention | None:
    """The one moment that all of a passage holds for: before the cue, or in brackets behind it as in (9/10現在)."""
    if len(tiers[-1]) != 1 or any(tiers[:-1]):
        return None
    [moment] = tiers[-1]
    before = moment.start < cue.start or passage.folded[moment.start - 1 : moment.start] in ("(", "※")
    return moment if before or passage.latin else None


def plain_dates(passage: Passage) -> list[Mention]:
    """The dates at which a passage may place what no cue tells of; without any, 4日までに, then 以降."""
    plain, done_by, _ranges, since, _as_of = _by_fitness(passage)
    return plain or done_by or since


def only_date(passage: Passage) -> Mention | None:
    """The date of a passage that names just one, wherever it stands."""
    dates = passage.dates
    return dates[0] if len(dates) == 1 and not is_as_of(passage, dates[0]) else None


def event_date(mention: Mention) -> str:
    """The date an event has by a mention of it: where a range begins; what ends at 24時 ends on that day."""
    value = first_end(str(mention.value))
    clock = value.partition("T")[2]
    if clock.startswith("00:00") and _LAST_HOUR.search(mention.text):
        before = add_days(date.fromisoformat(day(value)), -1)
        return before.isoformat() if before is not None else value
    return value


def _by_fitness(passage: Passage, cue: Cue | None = None) -> list[list[Mention]]:
    """The dates as they are to be tried: plain ones, 4日までに, ranges, 以降, at last those a figure holds for."""
    plain: list[Mention] = []
    done_by: list[Mention] = []
    ranges: list[Mention] = []
    since: list[Mention] = []
    as_of: list[Mention] = []
    relative: list[Mention] = []
    for mention in passage.dates:
        if _DONE_BY.match(passage.folded, mention.end):
            if cue is not None and _TOLD_TO.match(passage.folded, mention.end, passage.end):
                continue
            ends_range = passage.folded.endswith("から", passage.start, mention.start)
            (since if ends_range else done_by).append(mention)
        elif is_as_of(passage, mention):
            as_of.append(mention)
        elif _SINCE_AFTER.match(passage.folded, mention.end):
            since.append(mention)
        elif cue is not None and _is_of_a_thing(passage, mention, cue):
            continue
        elif cue is not None and _is_in_relative_clause(passage, mention, cue):
            relative.append(mention)
        elif "/" in str(mention.value):
            ranges.append(mention)
        else:
            plain.append(mention)
    return [plain, done_by, ranges, since + relative, as_of]


def _is_in_relative_clause(passage: Passage, mention: Mention, cue: Cue) -> bool:
    """Whether a date stands in a clause about a noun before the cue that is not the cue's own."""
    found = _RELATIVE.match(passage.folded, mention.end, cue.start) if mention.end < cue.start else None
    return found is not None and _HEAD.fullmatch(passage.folded, found.end() - 1, cue.start) is None


def is_of_the_matter(passage: Passage, mention: Mention, end: int) -> bool:
    """Whether a date is that of what a sentence begins with as its matter: 12日に発生した障害につきまして、…"""
    found = _OF_MATTER.match(passage.folded, mention.end, passage.end)
    return found is not None and found.end() <= end


_A_THING = (" a ", " the ", " its ", " his ", " her ", " their ", "'s ", "\u2019s ")


def names_a_thing(passage: Passage, mention: Mention) -> bool:
    """Whether an English date says which of several things is meant: the Feb. 21 attack, its 2017 breach."""
    return _NOUN.match(passage.folded, mention.end, passage.end) is not None and passage.folded.endswith(
        _A_THING, passage.start, mention.start
    )


def _is_of_a_thing(passage: Passage, mention: Mention, cue: Cue) -> bool:
    """Whether a date belongs to a thing that is only named, and that is not what the cue itself tells."""
    if passage.latin:
        return names_a_thing(passage, mention) or passage.folded.endswith(
            " for ", passage.start, mention.start
        )
    if is_of_the_matter(passage, mention, cue.start):
        return True
    if _OF_A_THING.match(passage.folded, mention.end, passage.end) is None:
        return False
    return not (mention.end <= cue.start and _NOUNS_ONLY.fullmatch(passage.folded, mention.end, cue.start))


def _in_clause(passage: Passage, cue: Cue, dates: list[Mention]) -> Mention | None:
    """The last date before the cue with no comma between."""
    if passage.latin:
        return None
    last = max((m for m in dates if m.end <= cue.start), key=attrgetter("start"), default=None)
    return last if last is not None and _same_clause(passage, last.end, cue.start) else None


def _nearest(passage: Passage, cue: Cue, dates: list[Mention], *, spoken: bool) -> Mention | None:
    if spoken and dates:
        return dates[0]
    before = [mention for mention in dates if mention.end <= cue.start]
    if passage.latin:
        return min(dates, key=lambda mention: _apart(passage, mention, cue), default=None)
    if before:
        return before[-1]
    return next((m for m in dates if _same_clause(passage, cue.end, m.start)), None)


def _apart(passage: Passage, mention: Mention, cue: Cue) -> tuple[bool, int]:
    """How far an English date is from a cue: over a comma is further than any number of words."""
    between = min(mention.end, cue.end), max(mention.start, cue.start)
    comma = passage.folded.rfind(", ", *between)
    return comma > 0 and not passage.folded[comma + 2 :].startswith(mention.text.lower()), between[
        1
    ] - between[0]


def _same_clause(passage: Passage, start: int, end: int) -> bool:
    return _CLAUSE_END.search(passage.folded, start, end) is None
