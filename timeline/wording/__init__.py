"""The words of a language for dates, figures, names and everything a timeline says; they are data (`LANGUAGE.toml`).

What is worded, and in which order, stands in `timeline.entries` and `timeline.render`.
"""

import calendar
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from db.records import Figure, NameClass, Organisation
from timeline.agreement import COUNTED_IN, MONEY_ROLES, number
from timeline.moments import UNKNOWN, is_known, minute_of
from timeline.names.latin import latin_name

LANGUAGES = ("ja", "en")
SHOWN_NAMES = 8
CROWD = 3
_MOMENTS = 4096
"""Moments whose words are kept: those of a timeline come again in every table."""
_MAN, _OKU, _CHO = 10**4, 10**8, 10**12


class Wording:
    """One language's words."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        text = (
            resources.files("timeline").joinpath(f"wording/{self.language}.toml").read_text(encoding="utf-8")
        )
        self._tables: Mapping[str, Any] = tomllib.loads(text)
        self._found: dict[str, Mapping[str, Any]] = {}
        self._one_moment = lru_cache(maxsize=_MOMENTS)(self._moment_in_words)

    def say(self, table: str, key: str, /, **values: object) -> str:
        """A template with its holes filled; the key itself where the language has no word for it.

        >>> speak("ja").say("aspect", "charging")
        'チャージ'
        """
        template = self._table(table).get(key, key)
        return str(template).format_map(values) if values else str(template)

    def has(self, table: str, key: str) -> bool:
        """Whether there is such a word."""
        return key in self._table(table)

    def columns(self, key: str) -> list[str]:
        """The headings of a table of the page."""
        return list(self._tables["page"][f"{key}_columns"])

    def _table(self, name: str) -> Mapping[str, Any]:
        if name not in self._found:
            table: Any = self._tables
            for part in name.split("."):
                table = table.get(part, {})
            self._found[name] = table if isinstance(table, Mapping) else {}
        return self._found[name]

    def moment(self, moment: str) -> str:
        """A moment in words.

        >>> speak("ja").moment("2020-09-11T00:00+09:00"), speak("en").moment("2020-09")
        ('2020年9月11日0時', 'September 2020')
        """
        if "/" in moment:
            start, _, end = moment.partition("/")
            return self.say("date", "range", start=self.moment(start), end=self.moment(end))
        return self._one_moment(minute_of(moment))

    def _moment_in_words(self, moment: str) -> str:
        if moment in (UNKNOWN, ""):
            return self.say("date", "unknown")
        day, _, clock = moment.partition("T")
        parts = day.split("-")
        if len(parts) > 3 or not all(part.isascii() and part.replace("X", "0").isdigit() for part in parts):
            return moment
        name = ("year", "month", "day")[len(parts) - 1]
        values = dict(zip(("year", "month", "day"), (_bare(part) for part in parts), strict=False))
        month = values.get("month", "")
        values["month_name"] = (
            calendar.month_name[int(month)] if month.isdigit() and 0 < int(month) < 13 else month
        )
        if not is_known(parts[0]) and name == "day":
            name = "short"
        return self.say("date", name, **values) + (self._clock(clock) if clock else "")

    def _clock(self, clock: str) -> str:
        hour, _, minute = clock.partition(":")
        if self.language == "ja":
            minute = self.say("date", "minute", n=_bare(minute)) if minute != "00" else ""
            hour = _bare(hour)
        return self.say("date", "time", hour=hour, minute=minute)

    def clock(self, moment: str) -> str:
        """The time of day of a moment, in words; nothing where it has none.

        >>> speak("ja").clock("2020-09-11T09:40+09:00"), speak("en").clock("2020-09-11")
        ('9時40分', '')
        """
        return self._clock(minute_of(moment).partition("T")[2]).strip() if "T" in minute_of(moment) else ""

    def tick(self, day: date, precision: str) -> str:
        """A date as an axis shows it, by how exact the axis is: year, month or day.

        >>> speak("ja").tick(date(2020, 9, 11), "day"), speak("en").tick(date(2020, 9, 11), "day")
        ('9/11', '11 Sep')
        """
        short = calendar.month_name[day.month][:3]
        return self.say(
            "date.tick", precision, year=day.year, month=day.month, day=day.day, month_short=short
        )

    def beside(self, text: str, inner: str) -> str:
        """A line with something in brackets after it; brackets that it ends in already are shared.

        >>> speak("ja").beside("被害を確認（甲銀行による）", "予定"), speak("en").beside("outage", "")
        ('被害を確認（甲銀行による、予定）', 'outage')
        """
        if not inner:
            return text
        end = self.say("list", "brackets", inner="")[-1]
        if text.endswith(end):
            return f"{text[:-1]}{self.say('list', 'comma')}{inner}{end}"
        return text + self.say("list", "brackets", inner=inner)

    def sentence(self, text: str) -> str:
        """A line as it begins: English with a capital.

        >>> speak("en").sentence("outage at ベツペイ")
        'Outage at ベツペイ'
        """
        return text[:1].upper() + text[1:] if self.language == "en" and text[:1].islower() else text

    def figure(self, figure: Figure, *, plain: bool = False) -> str:
        """A figure in words, with its qualifier, and its role unless `plain`.

        >>> speak("ja").figure(Figure(role="damage_total", value=19900000, unit="JPY", qualifier="about"))
        '約1,990万円'
        >>> speak("en").figure(Figure(role="per_person", value=600000, unit="JPY", qualifier="upto"))
        'up to ¥600,000 a person'
        """
        unit = COUNTED_IN.get(figure.role, figure.unit)
        amount = self.amount(figure.value, unit, money=figure.role in MONEY_ROLES)
        qualifier = figure.qualifier if self.has("qualifier", figure.qualifier) else "exact"
        told = self.say("qualifier", qualifier, n=amount)
        role = figure.role if self.has("role", figure.role) and not plain else "number"
        return self.say("role", role, n=told)

    def amount(self, value: int | str | None, unit: str, *, money: bool = False) -> str:
        """A number with its unit.

        >>> speak("ja").amount(1415141, "JPY", money=True), speak("ja").amount(120, "件")
        ('141万5,141円', '120件')
        """
        exact = number(value)
        if exact is None:
            return str(value) if value is not None else self.say("page", "unknown_place")
        grouped = self._grouped(exact, money=money)
        if exact == 1 and self.has("unit_one", unit):
            return self.say("unit_one", unit, n=grouped)
        if self.has("unit", unit):
            return self.say("unit", unit, n=grouped)
        template = "other" if self.has("unit", "other") else ""
        return self.say("unit", template, n=grouped, unit=unit) if template else f"{grouped}{unit}"

    def _grouped(self, value: int | Decimal, *, money: bool) -> str:
        if self.language == "ja":
            return myriads(value) if money or value >= _MAN else f"{value:,}"
        if not money and value < 10**6:
            return f"{value:,}"
        for size, name, step in ((10**9, "billion", 10**7), (10**6, "million", 10**4)):
            if value >= size and value % step == 0:
                return self.say("size", name, n=f"{(Decimal(value) / size).normalize():,f}")
        return f"{value:,}"

    def name(self, canonical: str) -> str:
        """A bank, service or authority as the language calls it.

        >>> speak("en").name("七十七銀行"), speak("ja").name("七十七銀行")
        ('77 Bank', '七十七銀行')
        """
        return latin_name(canonical) if self.language == "en" else canonical

    def names(self, organisations: Sequence[Organisation]) -> str:
        """Names in a row; many are cut short with their number.

        >>> banks = [Organisation(name=f"{n}銀行", name_class="bank", role="target") for n in "甲乙丙丁戊己庚辛壬癸"]
        >>> speak("ja").names(banks)
        '甲銀行、乙銀行、丙銀行、丁銀行、戊銀行、己銀行、庚銀行、辛銀行ほか2行'
        """
        shown = organisations[:SHOWN_NAMES] if len(organisations) > SHOWN_NAMES + 1 else organisations
        text = self.say("list", "comma").join(self.name(o.name) for o in shown)
        rest = organisations[len(shown) :]
        if not rest:
            return text
        classes = {o.name_class for o in rest}
        counter = self._tables["list"]["counter"][classes.pop() if len(classes) == 1 else "other"]
        return text + self.say("list", "more", n=f"{len(rest)}{counter}")

    def counted_names(self, names: Sequence[tuple[str, NameClass]]) -> str:
        """Names with their classes in a row; many are cut short with their number.

        >>> speak("ja").counted_names([("甲銀行", "bank"), ("ベツペイ", "service")])
        '甲銀行、ベツペイ'
        """
        return self.names([Organisation(name=n, name_class=c, role="mentioned") for n, c in names])

    def crowd(self, names: Sequence[tuple[str, NameClass]]) -> str:
        """Names of one kind in a row; of more than three the first, and how many they are.

        >>> speak("ja").crowd([(f"{n}銀行", "bank") for n in "甲乙丙丁"])
        '甲銀行など4行'
        """
        if len(names) <= CROWD:
            return self.counted_names(names)
        classes = {name_class for _name, name_class in names}
        counter = self._tables["list"]["counter"][classes.pop() if len(classes) == 1 else "other"]
        return self.say(
            "list", "crowd", first=self.name(names[0][0]), rest=len(names) - 1, n=f"{len(names)}{counter}"
        )

    def short_list(self, names: Sequence[str]) -> str:
        """Names without their classes in a row; many are cut short with their number."""
        return self.names([Organisation(name=n, name_class="other", role="mentioned") for n in names])

    def join(self, parts: Sequence[str]) -> str:
        """Parts of a list in a row."""
        return self.say("list", "comma").join(part for part in parts if part)


def _bare(number_text: str) -> str:
    return number_text.lstrip("0") or "0"


def myriads(value: int | Decimal) -> str:
    """A sum in 万, 億 and 兆, as Japanese newspapers print it.

    >>> myriads(19900000), myriads(523000000), myriads(5000), myriads(100000000)
    ('1,990万', '5億2,300万', '5,000', '1億')
    """
    if value < _MAN or value != int(value) or value >= _CHO * _MAN:
        return f"{value:,}"
    rest, parts = int(value), []
    for size, name in ((_CHO, "兆"), (_OKU, "億"), (_MAN, "万"), (1, "")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{name}")
    return "".join(parts)


@cache
def speak(language: str) -> Wording:
    """The words of a language; English where there are none."""
    return Wording(language)
