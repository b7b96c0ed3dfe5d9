"""`keii watch`: the walk on a schedule."""

import errno
import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from keii.cli import workspace_of
from keii.clock import utc_now
from keii.commands.build import formats_option, languages_option
from keii.commands.values import Read
from keii.errors import known_errors
from keii.highlight import visible
from keii.lock import Locked, hold_lock
from keii.news import News
from keii.notifying import Notifier
from keii.schedule import QuietHours, Rhythm, read_distance
from keii.walk import Summary, run_row, walk
from keii.watching import RUN, Blocked, Walked, Watch, past
from keii.workspace import Workspace
from spiders.crawl import check_start

RESTS = 8
"""Without --rest the distance grows to so many times the shortest one."""


@click.command(short_help="Crawl, read and build again and again, at your intervals.")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option(
    "--every", type=Read("distance", read_distance), default="30m", show_default=True,
    help="From one walk to the next while the incident moves: 90s, 30m, 2h, 1d.",
)  # fmt: skip
@click.option(
    "--rest", type=Read("distance", read_distance),
    help=f"The same at the most, while nothing new is found.  [default: {RESTS} × --every]",
)  # fmt: skip
@click.option(
    "--quiet", type=Read("hours", QuietHours.read),
    help="Hours in which nothing is asked, in the incident's time zone: 23:00-06:00.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Do what is due now, then end: for cron and timers.")
@click.option(
    "--notify", "addresses", multiple=True, envvar="KEII_NOTIFY", metavar="URL",
    help="Whom to tell when something is new, as an Apprise address; several times for several.",
)  # fmt: skip
@formats_option
@languages_option
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON on stdout for all that happens.")
@click.pass_context
def command(
    ctx: click.Context, slugs: tuple[str, ...], every: timedelta, rest: timedelta | None,
    quiet: QuietHours | None, once: bool, addresses: tuple[str, ...], formats: tuple[str, ...],
    languages: tuple[str, ...], as_json: bool,
) -> None:  # fmt: skip
    """Crawl, read and build again and again, more often while an incident moves.

    Ends with Ctrl-C or SIGTERM; started again it goes on where it was. All incidents where none is named.

    \b
    Examples:
      keii watch
      keii watch docomo-koza --every 15m --rest 6h --quiet 23:00-06:00
    """
    if rest is not None and rest < every:
        raise click.UsageError(
            "--rest is shorter than --every; it is the longest distance, while nothing new is found"
        )
    workspace = workspace_of(ctx)
    incidents = workspace.chosen(slugs)
    for incident in incidents:
        check_start(incident)
    notifier = Notifier(addresses)
    with hold_lock(workspace.path / ".keii.watch.lock", utc_now()):
        Watch(
            zones={incident.slug: ZoneInfo(incident.timezone) for incident in incidents},
            rhythm=Rhythm(every=every, rest=rest or every * RESTS, quiet=quiet),
            walk=lambda slug: _walk(workspace, slug, notifier, formats, languages),
            past=lambda slug: _past(workspace, slug),
            teller=_Lines(as_json=as_json),
            clock=lambda: datetime.now(UTC),
            sleep=time.sleep,
        ).run(once=once)


def _walk(
    workspace: Workspace, slug: str, notifier: Notifier, formats: Sequence[str], languages: Sequence[str]
) -> Walked:
    """One walk. What a user must put right is told, and tried again the next time."""
    try:
        # Read again each time: it may have been edited meanwhile.
        incident = workspace.incident(slug)
        with workspace.writing() as (store, archive):
            store.save_incident(incident)
            noted = Summary()
            with run_row(store, slug, RUN, noted):
                before = store.timeline(slug)
                done = walk(incident, store, archive, workspace, formats=formats, languages=languages)
                news = News.between(before, store.timeline(slug), done.counts)
                noted.counts.update(news.counts())
                noted.failures += done.failures
        unsent = notifier.tell(incident.title, news, incident.language)
        return Walked(news, (*done.failures, *unsent))
    except Locked as error:
        raise Blocked(str(error)) from error
    except known_errors() as error:
        return Walked(News(), (str(error),))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return Walked(News(), (f"cannot write: {error.strerror}; make room",))


def _past(workspace: Workspace, slug: str) -> tuple[datetime | None, int]:
    if not workspace.database.exists():
        return None, 0
    with workspace.read_store() as store:
        return past(store.runs(slug)) if slug in store.slugs() else (None, 0)


class _Lines:
    """Tells what happens: in words on stderr, or as lines of JSON on stdout."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._announced = ""

    def walked(self, slug: str, walked: Walked, due: datetime) -> None:
        counts = walked.news.counts()
        told = ", ".join(f"{name} {number}" for name, number in counts.items())
        failures = [f"keii: {failure}" for failure in walked.failures]
        self._tell(f"{slug}: {told}", [*walked.news.lines(), *failures], "walked", slug=slug,
                   **walked.news.as_object(), failures=list(walked.failures), next=_moment(due))  # fmt: skip

    def blocked(self, slug: str, reason: str, due: datetime) -> None:
        self._tell(f"{slug}: {reason}", [], "blocked", slug=slug, reason=reason, next=_moment(due))

    def waiting(self, dues: Mapping[str, datetime]) -> None:
        slug = min(dues, key=lambda slug: dues[slug])
        words = f"next: {slug} at {dues[slug].astimezone():%Y-%m-%d %H:%M:%S}"
        if words != self._announced:
            self._announced = words
            self._tell(words, [], "waiting", slug=slug, next=_moment(dues[slug]))

    def _tell(self, words: str, lines: Sequence[str], event: str, **values: Any) -> None:
        if self._as_json:
            click.echo(json.dumps({"at": utc_now(), "event": event, **values}, ensure_ascii=False))
            return
        click.echo(visible(f"{datetime.now().astimezone():%H:%M:%S} {words}"), err=True)
        for line in lines:
            click.echo(visible(f"  {line}"), err=True)


def _moment(due: datetime) -> str:
    return due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
