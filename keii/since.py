"""WHEN of `keii diff --since`: what was known at a moment or by a build, out of what is kept.

A moment cuts by the times of captures and visits, a build by what that build had read; never by the clock. A stretch
of time ("3 days") is counted back from the last visit, so that the same archive gives the same answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from db.records import Capture, Incident, Outcome, Reading
from db.store import Store
from keii.errors import KeiiError

_STRETCH = re.compile(r"(\d{1,6})\s*([a-z]+|分|時間|日|週間)(?:間|前|\s+ago)?", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours", "時間"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days", "日"), timedelta(days=1)),
    **dict.fromkeys(("w", "week", "weeks", "週間"), timedelta(weeks=1)),
}
_BUILD = re.compile(r"build(?::(\d+))?")
_EVER = "0001-01-02T00:00:00Z"
"""Before every capture, in any time zone."""
_FORM = "%Y-%m-%dT%H:%M:%SZ"


class BadSince(KeiiError):
    """WHEN is not understood, or there is no such build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an account is built from."""

    readings: Sequence[Reading]
    captures: Sequence[Capture]
    outcomes: Sequence[Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where the past ends: a moment (UTC), or a build."""

    moment: str | None = None
    build: int | None = None

    @property
    def label(self) -> str:
        """As it stands in an answer."""
        return self.moment or f"build:{self.build}"


def gather(store: Store, slug: str, *, every_mention: bool = False) -> Material:
    """Everything that is known now; of mentions only those that a timeline is built with, unless told."""
    return Material(
        readings=store.readings(slug, every_mention=every_mention),
        captures=store.captures(slug),
        outcomes=store.outcomes(slug),
    )


def find_cut(when: str, incident: Incident, store: Store, material: Material) -> Cut:
    """The cut that WHEN names; raises BadSince."""
    when = when.strip()
    if found := _BUILD.fullmatch(when):
        return Cut(build=_build(found[1], incident.slug, store))
    if (found := _STRETCH.fullmatch(when)) and (unit := _UNITS.get(found[2].lower())):
        return Cut(moment=_back(unit * int(found[1]), material))
    if moment := _moment(when, incident.timezone):
        return Cut(moment=moment)
    raise BadSince(
        f'--since {when!r} is not understood; give a date (2020-09-14), a moment (2020-09-14T09:00), "3 days", build,'
        " or build:N"
    )


def before(cut: Cut, store: Store, slug: str, material: Material) -> Material:
    """What was known at the cut."""
    if cut.moment is not None:
        return Material(
            readings=[r for r in material.readings if r.document.captured_at < cut.moment],
            captures=[c for c in material.captures if c.captured_at < cut.moment],
            outcomes=[o for o in material.outcomes if o.at < cut.moment],
        )
    known = store.known_to(slug, cut.build or 0)
    return Material(
        readings=[
            r for r in material.readings if (r.document.url, r.document.fingerprint) in known.documents
        ],
        captures=[c for c in material.captures if c.id in known.captures],
        outcomes=known.outcomes,
    )


def _build(number: str | None, slug: str, store: Store) -> int:
    builds = store.builds(slug)
    ids = [build.id for build in builds]
    if number is not None:
        if int(number) not in ids:
            known = ", ".join(f"build:{i}" for i in ids[-5:]) or "none yet"
            raise BadSince(
                f"there is no build {number} that took in anything of {slug}; the last ones: {known}"
            )
        return int(number)
    if store.is_news_for_a_build(slug):
        return ids[-1] if ids else 0
    return ids[-2] if len(ids) > 1 else 0


def _back(stretch: timedelta, material: Material) -> str:
    asked = (outcome.at for outcome in material.outcomes if outcome.name != "robots")
    visits = [*(capture.captured_at for capture in material.captures), *asked]
    if not visits:
        return _EVER
    last = datetime.fromisoformat(max(visits).replace("Z", "+00:00"))
    try:
        return (last - stretch).astimezone(UTC).strftime(_FORM)
    except OverflowError:
        return _EVER


def _moment(when: str, timezone: str) -> str | None:
    """The beginning of a year, month, day or minute as captures are dated; local where no zone is given.

    >>> _moment("2020-09-11", "Asia/Tokyo"), _moment("2020-09-11T00:00Z", "Asia/Tokyo"), _moment("soon", "Asia/Tokyo")
    ('2020-09-10T15:00:00Z', '2020-09-11T00:00:00Z', None)
    """
    full = {4: f"{when}-01-01", 7: f"{when}-01"}.get(len(when), when)
    try:
        moment = datetime.fromisoformat(full.replace("/", "-"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
        return moment.astimezone(UTC).strftime(_FORM)
    except (ValueError, OverflowError):
        return None
