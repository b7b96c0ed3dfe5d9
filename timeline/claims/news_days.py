"""Days that a sentence takes from around it: of the heading above it, of the day the text was written on."""

from calendar import monthrange
from collections.abc import Mapping, Set
from datetime import date
from functools import lru_cache

from db.records import Mention
from timeline.claims.clauses import said_date
from timeline.claims.context import Context
from timeline.claims.dating import day, event_date, is_as_of, is_of_the_matter, last_end
from timeline.claims.passages import Passage
from timeline.dates.calendar import add_days
from timeline.patterns import lazy_pattern

_FULL = lazy_pattern(r"\d{4}-\d\d-\d\d")
_DAY_ONLY = lazy_pattern(r"(\d{1,2})日")
_CLOCK_ONLY = lazy_pattern(r"[^日月年/曜-]{2,12}")
_NEWS = 7
"""Days that an announcement is news, over the end of a month."""
_TOPIC_DAY = lazy_pattern(r"(?:午前|午後|夜|夕|朝|未明)?、")
_ANNOUNCED = frozenset({"announce", "conference", "disclose"})
_HEADING = 40
"""No line that is longer is a heading with a date."""
_BESIDE_DATE = lazy_pattern(
    r"(?:[\s■□●○▼▽◆◇★・※<>【】\[\]()#*:、,.\-–—月火水木金土日曜祝]|第[\d一二三四五六七八九十]{1,3}報|続報|最終報|追記|更新|掲載|公表|発表)*"
)


def is_date_heading(passage: Passage) -> bool:
    """Whether a line holds a day and nothing else, so that it dates the lines under it."""
    if passage.end - passage.start > _HEADING or "date" not in passage.labels:
        return False
    dates = passage.dates
    if len(dates) != 1 or "/" in str(dates[0].value):
        return False
    [date] = dates
    return (
        len(day(str(date.value))) == len("2020-09-11")
        and _CLOCK_ONLY.fullmatch(date.text) is None
        and _BESIDE_DATE.fullmatch(passage.folded, passage.start, date.start) is not None
        and _BESIDE_DATE.fullmatch(passage.folded, date.end, passage.end) is not None
    )


_BULLET = lazy_pattern(r"(?:(?:update|status|edit|correction)[ #]{0,2}\d{0,3})?[\s■□●○▼▽◆◇★・•※<【\[(:-]*\Z")
_SET_OFF = lazy_pattern(r"(?:\([月火水木金土日祝・]+\))?(?:[】\])>]?[ :]|[】\])>]|[^、。はにのが]{1,6} )")


def leading_day(passage: Passage) -> str | None:
    """The day that stands at the beginning of a line, set off from what happened on it: 10月12日 復旧."""
    dates = passage.dates
    if not dates or _SET_OFF.match(passage.folded, dates[0].end, passage.end) is None:
        return None
    line = passage.folded.rfind("\n", 0, dates[0].start) + 1
    when = day(str(dates[0].value))
    return when if _BULLET.fullmatch(passage.folded, line, dates[0].start) and _FULL.fullmatch(when) else None


def put_under(passage: Passage, heading: str) -> None:
    """Give times of day that stand without a day, and today, the day of the heading above."""
    values = {
        m.start: heading + "".join(str(m.value).partition("T")[1:])
        for m in passage.dates
        if "/" not in str(m.value)
        and (_TODAY.match(m.text) or ("T" in str(m.value) and _CLOCK_ONLY.fullmatch(m.text)))
    }
    _date_anew(passage, values)


_TODAY = lazy_pattern(r"本日|今日|きょう")


def _date_anew(passage: Passage, values: Mapping[int, str]) -> None:
    """Give the dates that begin at these places these values."""
    if values:
        passage.take(
            [m._replace(value=values[m.start]) if m.start in values else m for m in passage.mentions]
        )


@lru_cache(maxsize=64)
def _news_days(written_on: str) -> dict[int, str]:
    """The day of a text and the one before, by their place in the month; none where its day is not known."""
    if _FULL.fullmatch(written_on) is None:
        return {}
    today = date.fromisoformat(written_on)
    days = (add_days(today, -1), today)
    return {day.day: day.isoformat() for day in days if day is not None}


_HALF_A_YEAR = 182
_ADDED = lazy_pattern(r"\s*に?(?:追記|更新|追加|加筆)")
_MONTH_DAY = lazy_pattern(r"(?:(\d{1,2})(?:月|/))?(\d{1,2})(?:日|(?<=/\d)|(?<=/\d\d))")


def put_on_addendum(passage: Passage, written_on: str | None) -> None:
    """Take the days of a sentence that was added, (10月7日追記), for days up to then, which is after the writing."""
    if written_on is None or _FULL.fullmatch(written_on) is None:
        return
    added = next((d for d in passage.dates if _ADDED.match(passage.folded, d.end, passage.end)), None)
    if added is None or not _is_long_before(day(str(added.value)), written_on):
        return
    year = int(written_on[:4])
    until = next((d for d in _days_of(added.text, written_on, year, year + 1) if d >= written_on), None)
    if until is None:
        return
    values = {added.start: until}
    for other in passage.dates:
        days = _days_of(other.text, until, int(until[:4]), int(until[:4]) - 1) if other is not added else []
        if meant := next((d for d in days if d <= until), None):
            values[other.start] = meant + "".join(str(other.value).partition("T")[1:])
    _date_anew(passage, values)


def _days_of(text: str, near: str, *years: int) -> list[str]:
    """The day that a text names without its year, in each of the years; without its month, in that of `near`."""
    found = _MONTH_DAY.match(text)
    if found is None or "年" in text:
        return []
    month = int(found[1] or near[5:7])
    return [f"{y}-{month:02}-{int(found[2]):02}" for y in years if _is_day(y, month, int(found[2]))]


def _is_long_before(added: str, written_on: str) -> bool:
    """Whether an addition would be of the year before, since its day lies ahead of the writing."""
    return (
        _FULL.fullmatch(added) is not None
        and (date.fromisoformat(written_on) - date.fromisoformat(added)).days > _HALF_A_YEAR
    )


def _is_day(year: int, month: int, day_of_month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day_of_month <= monthrange(year, month)[1]


def put_on_news_day(passage: Passage, written_on: str | None) -> None:
    """Take 金融庁は30日、 in a text of that day or the next for that day, whichever month was named before it."""
    if written_on is None or not (news := _news_days(written_on)):
        return
    meant = {}
    for m in passage.dates:
        if (
            (str(m.value) < written_on[:7] or day(str(m.value)) > written_on)
            and passage.folded.startswith("は", m.start - 1)
            and passage.folded.startswith("、", m.end)
            and (found := _DAY_ONLY.fullmatch(passage.folded, m.start, m.end)) is not None
            and int(found[1]) in news
        ):
            meant[m.start] = news[int(found[1])]
    _date_anew(passage, meant)


def _leads(passage: Passage, context: Context) -> bool:
    """Whether the first sentence tells what somebody did on its day, which is then the news: Xは10日、…止めた."""
    dates = passage.dates
    return context.at == 0 and (
        passage.latin or not context.written_on or passage.folded.startswith(("は", "が"), dates[0].start - 1)
    )


def topic_date(passage: Passage) -> Mention | None:
    """The date that a Japanese sentence names right behind its topic: 金融庁は5日、."""
    return next(
        (
            date
            for date in passage.dates
            if passage.folded.startswith(("は", "が"), date.start - 1)
            and _TOPIC_DAY.match(passage.folded, date.end, passage.end)
        ),
        None,
    )


def is_news_of(announced: str, written_on: str | None) -> bool:
    """Whether what was announced on the one day is news on the other."""
    if written_on is None or not (_FULL.fullmatch(announced) and _FULL.fullmatch(written_on)):
        return False
    if announced[:8] == written_on[:8]:
        return True
    return 0 <= (date.fromisoformat(written_on) - date.fromisoformat(announced)).days <= _NEWS


_CLAUSE_OF_NOUN = lazy_pattern(r"に[^、。]{0,40}?た(?=[一-鿿ァ-ヶa-z「])[^、。]{0,40}")


def put_hours_on_topic(passage: Passage) -> None:
    """Take a time of day for that of the topic where the day before it is that of a thing.

    市場は2日、1日に止めていた売買を午前9時から再開した: it did so on the 2nd.
    """
    dates = passage.dates
    if len(dates) < 3 or "T" not in str(dates[2].value) or not _CLOCK_ONLY.fullmatch(dates[2].text):
        return
    topic, other, hour = dates[:3]
    before = passage.folded[passage.start : topic.start]
    if (
        before.endswith(("は", "が"))
        and _TOPIC_DAY.match(passage.folded, topic.end)
        and _FULL.fullmatch(day(str(topic.value)))
        and _CLAUSE_OF_NOUN.fullmatch(passage.folded, other.end, hour.start)
    ):
        _date_anew(passage, {hour.start: day(str(topic.value)) + "T" + str(hour.value).partition("T")[2]})


_SAME_DAY = lazy_pattern(r"[同こそ]の?日")


def names_same_day(text: str) -> bool:
    """Whether a text says 同日, この日 or その日."""
    return _SAME_DAY.search(text) is not None


def put_on_same_day(passage: Passage, context: Context) -> None:
    """Take 同日 for the day of the news where it would mean a deadline or a day to come, or for that of the topic.

    Xは1日、前日の障害が同日…復旧したと発表した: the day before is that of a thing, and 同日 is the first.
    """
    if _SAME_DAY.search(passage.folded, passage.start, passage.end) is None:
        put_hours_on_topic(passage)
        return
    news_day = context.announced or context.written_on
    not_meant = set(context.passed_over)
    topic: str | None = None
    values: dict[int, str] = {}
    for mention in passage.dates:
        value = str(mention.value)
        when = day(value)
        if _SAME_DAY.match(passage.folded, mention.start):
            meant = topic or (news_day if when in not_meant else None)
            if meant is None and when == context.written_on and mention.text == "この日":
                meant = news_day
            if meant is not None and "/" not in value:
                _, at, clock = value.partition("T")
                values[mention.start] = meant + at + clock
        elif topic is None and _TOPIC_DAY.match(passage.folded, mention.end) and _FULL.fullmatch(when):
            before = passage.folded[passage.start : mention.start]
            topic = when if before.endswith(("は", "が")) else None
        not_meant.discard(when)
    _date_anew(passage, values)


def passed_over(passage: Passage, context: Context) -> set[str]:
    """The days of a passage that 同日 in the next sentence does not mean.

    They are deadlines, days to come, and the moments that figures hold for, where a later announcement gave them.
    """
    return {
        day(str(m.value))
        for m in passage.dates
        if passage.folded.startswith("まで", m.end)
        or day(str(m.value)) > (context.written_on or "9999")
        or (day(str(m.value)) < (context.announced or "") and is_as_of(passage, m))
    }


_TOPIC = lazy_pattern(r"\s*(?:一方、|また、|なお、)?((?!同)[^、。「」()\d]{2,20}?)(?:\([^()]{1,20}\))?は")


def topic_of(passage: Passage) -> str | None:
    """What a Japanese sentence begins with: 機構は1日、…."""
    found = _TOPIC.match(passage.folded, passage.start, passage.end)
    return found[1] if found is not None else None


def find_topic(passage: Passage, context: Context) -> None:
    """Note who of those that announced something a passage begins with, by a part of the name too: 機構."""
    topic = topic_of(passage) if context.announced_by else None
    context.topic = next(
        (name for name in context.announced_by if topic and (name.endswith(topic) or name.startswith(topic))),
        None,
    )


def remember(passage: Passage, context: Context, kinds: Set[str]) -> None:
    """Keep what the passages after this one lean on: that it is about damage, and the day of an announcement."""
    if passage.labels & {"damage", "failure"} or "damage_figure" in kinds or context.at == 0:
        context.damage = context.at
    if "compensation" in kinds and "damage_figure" not in kinds:
        context.repaid_at = context.at
    announces = not passage.labels.isdisjoint(_ANNOUNCED)
    if not announces and context.at and "damage_figure" not in kinds:
        return
    dates = []
    for mention in passage.dates:
        if not is_as_of(passage, mention):
            if not is_of_the_matter(passage, mention, passage.end):
                dates.append(mention)
        elif "damage_figure" in kinds:
            context.as_of, context.as_of_at = last_end(str(mention.value)), context.at
    if dates and (announces or _leads(passage, context)):
        said = said_date(passage, dates) if passage.latin else None
        announced = day(event_date(said or dates[0]))
        if announced < (context.announced or "") or announced > (context.written_on or announced):
            return
        if is_news_of(announced, context.written_on) and (topic := topic_of(passage)):
            context.announced_by[topic] = announced
        if is_news_of(announced, context.written_on) and (context.at <= 1 or context.announced):
            context.announced = announced
