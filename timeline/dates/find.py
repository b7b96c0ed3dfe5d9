"""Walks over a text from date to date, keeping what was mentioned last."""

from db.records import Mention, Qualifier
from timeline.anchor import Anchor
from timeline.dates.calendar import Moment, edtf, read_edtf, roll_over, short_year
from timeline.dates.context import Context, Span
from timeline.dates.expression import Expression
from timeline.dates.hours import opening_hours
from timeline.dates.pairs import find_pairs, has_english
from timeline.dates.patterns import DIRECTIONS
from timeline.dates.resolve import common, resolve
from timeline.dates.same_day import day_meant
from timeline.dates.tense import Tense
from timeline.dates.zones import settled
from timeline.making import make_mention
from timeline.patterns import lazy_pattern

_ERA_WORD = lazy_pattern("令和|平成|昭和")


def find_dates(folded: str, anchor: Anchor) -> list[Mention]:
    """Dates and times of a folded text, in order; `Mention.text` is the folded slice.

    >>> anchor = Anchor(written_on="2020-09-14")
    >>> [(m.text, m.value) for m in find_dates("13日午後7時時点。8~10日に…、昨年10月", anchor)]
    [('13日午後7時', '2020-09-13T19:00+09:00'), ('8~10日', '2020-09-08/2020-09-10'), ('昨年10月', '2019-10')]
    """
    english = has_english(folded)
    walk = _Walk(folded, anchor, english=english)
    hours = opening_hours(folded)
    for first, second in find_pairs(folded, english=english):
        if first.no_date:
            continue
        while hours and hours[0][1] <= first.start:
            hours.pop(0)
        if not hours or first.start < hours[0][0]:
            walk.add(first, second)
    return walk.found


_FROM = frozenset(("から", "以降", "より", "から同"))
_NEAR_YEARS = 5
_FAR = 1000
"""Characters between two dates that have nothing to do with each other any more."""
_NEXT_TIME = lazy_pattern(r"[^\n]*\n[ \t*•-]{0,4}\d{1,2}:\d\d\b")
_LINE_BEGINS = lazy_pattern(r"(?:\A|\n)[^\w\n]*\Z")


class _Walk:
    """The state of one pass over a text."""

    def __init__(self, folded: str, anchor: Anchor, *, english: bool) -> None:
        self.folded = folded
        self.zone = anchor.timezone
        self.found: list[Mention] = []
        self.context = Context(written=read_edtf(anchor.written_on))
        self.last_end = 0
        self.tense = Tense(folded, english=english)

    def add(self, first: Expression, second: Expression | None) -> None:
        """Resolve one expression, or the two ends of a range, and remember it."""
        context = self.context
        near = first.start - self.last_end <= _FAR
        between = self.folded[self.last_end : first.start] if near else "\n"
        context.same_line = "\n" not in between
        context.same_sentence = context.same_line and "。" not in between and ". " not in between
        if first.year_alone and not self._speaks_of_years(first):
            return
        context.joined = between in _FROM
        if first.relative_day is not None:
            self._turn_to_day_meant(first.start)
        self.last_end = end = second.end if second else first.end
        if first.closed and second is None:
            self._add_closed(first)
            return
        context.log = first.hour is not None and not context.same_line and self._is_log(first)
        if first.era:
            context.era = first.era
        if first.more_days:
            first = self._days_before(first)
        if first.listed and first.first_day and first.day and first.day != first.first_day + 1 and not second:
            first = self._first_of_list(first)
        self._zones(first, second)
        span = self._resolve(first)
        if second is not None:
            span = self._joined(span, first, second)
        value = self._value(span)
        if value is None and _says_too_little(first):
            return
        if span is not None:
            context.last = span[1] or span[0]
        self._keep(first, end, value)

    def _add_closed(self, said: Expression) -> None:
        """Resolve one of the commonest forms, which nothing follows."""
        if said.zone:
            said.zone = settled(said.zone, self.folded, self.zone)
        start, end = said.start, said.end
        value = None
        moment = common(said, self.context, lambda: self.tense.of(start, end))
        if moment is not None:
            self.context.last = moment
            value = edtf(moment, self.zone)
        folded = self.folded
        qualifier = DIRECTIONS.get(folded[end : end + 2], "exact")
        self.found.append(
            make_mention(("date", start, end, folded[start:end], value, None, qualifier, None, None, None))
        )

    def _turn_to_day_meant(self, start: int) -> None:
        """Let 同日 count from the day it means, where that is not the date mentioned last."""
        if not self.folded.startswith("同日", start):
            return
        meant = day_meant(
            self.folded, start, self.found, self.context.today, same_sentence=self.context.same_sentence
        )
        if meant is not None:
            self.context.last = read_edtf(meant)

    def _keep(self, said: Expression, end: int, value: str | None) -> None:
        folded, start = self.folded, said.start
        qualifier: Qualifier = said.part or "about"
        if not said.part and not said.weekday_disagrees:
            qualifier = DIRECTIONS.get(folded[end : end + 2], "exact")
        self.found.append(
            make_mention(("date", start, end, folded[start:end], value, None, qualifier, None, None, None))
        )

    def _is_log(self, said: Expression) -> bool:
        """Whether a time alone begins its line, and the date or time before it or the next time does, too."""
        return (
            said.only_clock
            and bool(self.found)
            and self._begins_line(said.start)
            and (
                self._begins_line(self.found[-1].start)
                or _NEXT_TIME.match(self.folded, said.start, said.start + _FAR) is not None
            )
        )

    def _speaks_of_years(self, said: Expression) -> bool:
        """Whether 22年 stands behind a year near it on the line: 2023年は…、22年は…"""
        last = self.context.last
        if not self.context.same_line or last is None or last.year is None or "年" not in self.found[-1].text:
            return False
        year = short_year(said.short_year or 0, self.context.era, self.context.year)
        return year is not None and abs(year - last.year) <= _NEAR_YEARS

    def _begins_line(self, start: int) -> bool:
        return _LINE_BEGINS.search(self.folded, max(0, start - 5), start) is not None

    def _resolve(self, said: Expression) -> Span | None:
        return resolve(said, self.context, lambda: self.tense.of(said.start, said.end))

    def _zones(self, first: Expression, second: Expression | None) -> None:
        """Both ends of a range are in the one zone that is said; a time alone is in that of the one before it."""
        if second is not None and second.zone is None:
            second.zone = first.zone
        elif second is not None and first.zone is None:
            first.zone = second.zone
        if first.zone is not None:
            first.zone = settled(first.zone, self.folded, self.zone)
        elif first.only_clock and self.context.last and self.context.same_sentence:
            first.zone = self.context.last.zone
        if second is not None and second.zone is not None:
            second.zone = settled(second.zone, self.folded, self.zone)

    def _days_before(self, said: Expression) -> Expression:
        """9月3、5、9日: adds the days before the last two."""
        assert said.more_days is not None
        at, more = said.more_days
        start = said.start
        for written in more.replace("・", "、").split("、")[:-1]:
            day = said.changed(
                day=int(written),
                first_day=None,
                more_days=None,
                start=start,
                end=at + len(written),
                hour=None,
            )
            day.weekday = day.weekday_noted = None
            self.add(day, None)
            at += len(written) + 1
            start = at
        self.last_end, self.context.same_sentence = said.end, True
        return said.changed(more_days=None, start=at)

    def _first_of_list(self, said: Expression) -> Expression:
        """9月10、15日: two days that do not follow each other are two mentions. Adds the first one."""
        assert said.first_end is not None
        first = said.changed(day=said.first_day, first_day=None, end=said.first_end, hour=None, weekday=None)
        self.add(first, None)
        rest = said.changed(first_day=None, start=said.first_end + 1)
        while self.folded[rest.start] in "日、・ and":
            rest.start += 1
        self.last_end, self.context.same_sentence = rest.end, True
        return rest

    def _joined(self, span: Span | None, first: Expression, second: Expression) -> Span | None:
        """Both ends of a range; what one end leaves out, the other says."""
        if first.only_clock and not second.only_clock:
            return self._one_day(first, second)
        if span is None:
            return None
        start = span[0]
        before = self.context.last
        self.context.last, self.context.same_sentence = start, True
        if second.only_clock and start.date:
            finish: Span | None = (self._clock_after(start, first, second), None)
        else:
            if (
                second.year is None
                and second.relative_year is None
                and second.month is not None
                and start.year
            ):
                second.year = start.year + (start.month is not None and second.month < start.month)
            finish = self._resolve(second)
        self.context.last = before
        if finish is None:
            return None
        last = finish[1] or finish[0]
        return _in_order(start, first, last), last

    def _one_day(self, first: Expression, second: Expression) -> Span | None:
        """9 a.m.-11 a.m. on Friday: the day is said with the end."""
        finish = self._resolve(second)
        if finish is None or finish[0].date is None:
            return finish
        return finish[0]._replace(
            hour=first.hour, minute=first.minute, second=first.second, zone=first.zone
        ), finish[0]

    def _clock_after(self, start: Moment, first: Expression, second: Expression) -> Moment:
        """The end of 午後5時~7時 is in the same half of the day, that of 22:00~7:00 on the next day."""
        hour = second.hour or 0
        end = start._replace(minute=second.minute, second=second.second, zone=second.zone)
        if (hour, second.minute) >= ((start.hour or 0), start.minute):
            return end._replace(hour=hour)
        written = self.folded[second.start : second.end]
        halved = (
            "午後" in self.folded[first.start : first.end] and written[0].isdigit() and ":" not in written
        )
        return roll_over(end._replace(hour=hour + (12 if halved and hour < 12 else 24)))

    def _value(self, span: Span | None) -> str | None:
        if span is None:
            return None
        first = edtf(span[0], self.zone)
        if span[1] is None or first is None:
            return first
        last = edtf(span[1], self.zone)
        return f"{first}/{last}" if last else None


def _says_too_little(said: Expression) -> bool:
    """Whether what was not understood is not even surely written as a date: 12:50, 22年, 3年9月."""
    return said.only_clock or said.of_era_named or (said.short_year is not None and said.month is None)


def _in_order(start: Moment, said: Expression, last: Moment) -> Moment:
    """The start of 10/1~2020年1/10: its year is that of the end, or the one before."""
    if said.year is not None or said.relative_year is not None or start.month is None or not last.year:
        return start
    year = last.year - ((start.month, start.day or 1) > (last.month or 12, last.day or 31))
    return start._replace(year=year)


_AS_OF_AFTER = lazy_pattern(r"\ ?の?(?:時点|現在|段階)|まで(?:の|に)")
_AS_OF_BEFORE = lazy_pattern(r"(?:as of|As of|by|By|up to|through|until)\ (?:the\ )?\Z")


def is_as_of(folded: str, mention: Mention) -> bool:
    """Whether a figure beside this date holds for that moment: 9/10現在, 13日時点, 0時までに, as of Monday.

    >>> text = "10日正午時点で66件"
    >>> is_as_of(text, find_dates(text, Anchor(written_on="2020-09-10"))[0])
    True
    """
    if _AS_OF_AFTER.match(folded, mention.end):
        return True
    return _AS_OF_BEFORE.search(folded, max(0, mention.start - 16), mention.start) is not None
