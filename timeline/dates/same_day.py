"""Which day 同日 means where the date mentioned last is none it can mean: a month, a deadline, a day to come.

News tells a thing by its day and then what came with it; months, plans and deadlines between the two are passed over.
同日の会見 and 同日の発表 are of the day on which something was announced, also where another day was named since.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from db.records import Mention
from timeline.patterns import lazy_pattern

_WORD = "同日"
_LOOK_BACK = 12
"""So many dates back a day is looked for: a bound on the work."""
_OLD, _NEWS = 45, 7
"""Days: so long ago is background, so lately is news."""
_LENGTH = len("2021-08-06")
_ANNOUNCEMENT = lazy_pattern(
    r"(?:夜|夕方?|午後|午前|朝)?(?:の|に(?:開いた|行った)|開いた)(?:臨時|緊急|オンライン)?(?:の|で)?(?:記者)?(?:会見|発表|説明会|声明)"
)
_ON_TOPIC = lazy_pattern(
    r"(?:午前|午後|夜|夕|朝|未明|付|付け)?(?:、|に(?:発表|公表|会見|明らかに|報じ)|の(?:記者)?会見)"
)
_ANNOUNCED = lazy_pattern(r"発表|公表|会見|明らかにし|明かし|報じ|報道し|(?:コメント|声明|談話)を")
_TELLS = lazy_pattern(
    r"(?:(?:発表|公表|明らかに|明か|反論|抗議)し|(?:コメント|声明|談話)を(?:出し|発表し|公表し|寄せ))"
    r"(?:た|ました|ている|ています)\Z"
)
_DEADLINE = lazy_pattern(r"(?:ごろ|頃)?まで|を(?:期限|めど|目途)|付け?で")
_GOES_ON = lazy_pattern(r"以降|以後|から|まで|をもって|付け?で|に(?:再開|開始|終了)(?:する|予定)")


def day_meant(
    folded: str, start: int, found: Sequence[Mention], today: date | None, *, same_sentence: bool
) -> str | None:
    """The day that 同日 at this place means instead of the date mentioned last; None where it means that one.

    >>> said = Mention(kind="date", start=0, end=2, text="6日", value="2021-08-06")
    >>> until = Mention(kind="date", start=3, end=6, text="9月末", value="2021-09-30")
    >>> text = "6日、9月末までに返すと発表した。同日、窓口を設けた。"
    >>> day_meant(text, text.index("同日"), [said, until], date(2021, 8, 7), same_sentence=False)
    '2021-08-06'
    """
    if not found or not folded.startswith(_WORD, start):
        return None
    behind = start + len(_WORD)
    if not same_sentence and _ANNOUNCEMENT.match(folded, behind, behind + 16):
        announced = next((m for m in _days(found) if _announces(folded, m, today)), None)
        if announced is not None:
            return _day_of(announced)
    if not same_sentence and (told := _told_day(folded, behind, found, today)) is not None:
        return told
    if not same_sentence and (news := _news_day(folded, found, today)) is not None:
        return news
    if _may_be_meant(folded, found[-1], today, same_sentence=same_sentence) or _GOES_ON.match(folded, behind):
        return None
    past = (m for m in _days(found) if _may_be_meant(folded, m, today, same_sentence=False))
    return next((_day_of(m) for m in past), None)


def _told_day(folded: str, behind: int, found: Sequence[Mention], today: date | None) -> str | None:
    """The day of the announcement that goes on: 8日、…と発表した。最も古い被害は3月19日だ。同日、…と明らかにした."""
    end = folded.find("。", behind)
    if not folded.startswith("、", behind) or not _TELLS.search(
        folded, behind, len(folded) if end < 0 else end
    ):
        return None
    announced = next((m for m in _days(found) if _announces(folded, m, today)), None)
    # What was named since lies before it: looked back at. A later day is where the story has come to.
    if announced is None or not _day_of(next(_days(found))) < _day_of(announced):
        return None
    return _day_of(announced)


def _days(found: Sequence[Mention]) -> Iterator[Mention]:
    """The last dates that name one day, the latest first."""
    return (mention for mention in reversed(found[-_LOOK_BACK:]) if _is_day(mention.value))


def _is_day(value: object) -> bool:
    """Whether a value is one day, with or without its time: no month, no range, no XXXX-09-11."""
    return isinstance(value, str) and len(value) >= _LENGTH and "/" not in value and "X" not in value


def _day_of(mention: Mention) -> str:
    return str(mention.value)[:_LENGTH]


def _may_be_meant(folded: str, mention: Mention, today: date | None, *, same_sentence: bool) -> bool:
    """Whether a date is a day, and in another sentence also one that has come and is no deadline."""
    if not _is_day(mention.value):
        return False
    if same_sentence:
        return True
    ahead = today is not None and _day_of(mention) > today.isoformat()
    return not ahead and _DEADLINE.match(folded, mention.end) is None


def _news_day(folded: str, found: Sequence[Mention], today: date | None) -> str | None:
    """The last day that is news, where an account of weeks ago stands between: 8月20日には…。財務省も同日、"""
    days = _days(found)
    latest = next(days, None)
    if today is None or latest is None or _age(latest, today) < _OLD:
        return None
    news = (
        m
        for m in days
        if 0 <= _age(m, today) <= _NEWS and _may_be_meant(folded, m, today, same_sentence=False)
    )
    return next((_day_of(m) for m in news), None)


def _age(mention: Mention, today: date) -> int:
    """Days from the day of a mention to that of writing."""
    try:
        return (today - date.fromisoformat(_day_of(mention))).days
    except ValueError:
        return 0


def _announces(folded: str, mention: Mention, today: date | None) -> bool:
    """Whether a sentence says that something was announced on that day: Xは6日、…と発表した."""
    if not _may_be_meant(folded, mention, today, same_sentence=False):
        return False
    if _ON_TOPIC.match(folded, mention.end) is None:
        return False
    end = folded.find("。", mention.end)
    return _ANNOUNCED.search(folded, mention.end, len(folded) if end < 0 else end) is not None
