"""Addresses with holes: `{keyword}`, `{keywords}`, `{year}`, `{since}`, `{until}`, filled in for an incident.

`{keyword}` and `{year}` give one address for each; the others one in all.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from db.records import Incident

_HOLE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_STAMP = "%Y%m%d%H%M%S"
MOST_YEARS = 10


def expand(template: str, incident: Incident, today: date) -> list[str]:
    """The addresses that a template stands for, each once; a parameter that nothing is known for is left out.

    >>> about = Incident(slug="a", title="A", keywords=("口座", "d pay"), since="2020-09", until="2021-01-31")
    >>> expand("https://a.example/?q={keyword}", about, date(2021, 5, 1))
    ['https://a.example/?q=%E5%8F%A3%E5%BA%A7', 'https://a.example/?q=d%20pay']
    >>> expand("https://a.example/{year}?from={since:%Y-%m-%d}", about, date(2021, 5, 1))
    ['https://a.example/2020?from=2020-08-31', 'https://a.example/2021?from=2020-08-31']
    """
    holes = {name for name, _ in _HOLE.findall(template)}
    found = (
        _filled(template, incident, keyword, str(year))
        for keyword in (incident.keywords if "keyword" in holes else ("",))
        for year in (years(incident, today) if "year" in holes else ("",))
    )
    return list(dict.fromkeys(found))


def _filled(template: str, incident: Incident, keyword: str, year: str) -> str:
    start, end = window(incident)
    values = {
        "keyword": keyword,
        "keywords": " OR ".join(f'"{word}"' if " " in word else word for word in incident.keywords),
        "year": year,
    }

    def value(hole: re.Match[str]) -> str:
        name, form = hole[1], hole[2] or _STAMP
        if name in ("since", "until"):
            moment = start if name == "since" else end
            return quote(moment.strftime(form), safe="") if moment else ""
        return quote(values[name], safe="")

    return _without_empty(_HOLE.sub(value, template))


def _without_empty(url: str) -> str:
    """Drop query parameters without a value, as an interface may take an empty date for a wrong one."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if all(value for _, value in pairs):
        return url
    query = urlencode([(key, value) for key, value in pairs if value], quote_via=quote)
    return parts._replace(query=query).geturl()


def window(incident: Incident) -> tuple[datetime | None, datetime | None]:
    """The first and last moment of an incident in UTC; None where it does not say.

    >>> window(Incident(slug="a", title="A", keywords=("a",), since="2020-09-01", until="2020"))[1].isoformat()
    '2020-12-31T14:59:59+00:00'
    """
    zone = ZoneInfo(incident.timezone)
    first = datetime.combine(_day(incident.since, last=False), time.min, zone) if incident.since else None
    last = (
        datetime.combine(_day(incident.until, last=True), time(23, 59, 59), zone) if incident.until else None
    )
    return first and first.astimezone(UTC), last and last.astimezone(UTC)


def _day(text: str, *, last: bool) -> date:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


def years(incident: Incident, today: date) -> Iterator[int]:
    """The years of an incident, the last ten at most; without dates this year."""
    end = min(int(incident.until[:4]), today.year) if incident.until else today.year
    start = int(incident.since[:4]) if incident.since else end
    yield from range(max(start, end - MOST_YEARS + 1), end + 1)
