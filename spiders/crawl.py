"""crawl(): one incident, from the network or from a file, in the process and thread that calls it."""

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from db.archive import Archive
from db.records import Incident, Source
from db.store import Store
from spiders.articles import ArticleSpider
from spiders.errors import BadRecipe, NoContact, NothingToReplay, UnknownSource
from spiders.feeds.notice_lists import bad_selector
from spiders.middlewares.addresses import allowed_networks
from spiders.pace import LONGEST_HOLD, Pace, later
from spiders.replay import ReplayArchive
from spiders.session import CrawlReport, Session

__all__ = ["CrawlReport", "crawl"]

_REPLAY = {
    "DOWNLOAD_HANDLERS": {
        **dict.fromkeys(("file", "data", "ftp", "s3")),
        **dict.fromkeys(("http", "https"), "spiders.replay.ReplayFetch"),
    },
    "CONCURRENT_REQUESTS": 1,
    "RETRY_ENABLED": False,
}
"""One request at a time: the same file gives the same captures in the same order."""

_STOP_AGAIN = 0.05
"""Seconds until a crawl that is still starting is asked again to stop."""


def crawl(
    incident: Incident,
    store: Store,
    archive: Archive,
    *,
    run: int | None = None,
    replay: Path | None = None,
    sources: Sequence[str] = (),
    redis: str | None = None,
    round_name: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    settings: Mapping[str, object] | None = None,
) -> CrawlReport:
    """Fetch what is new for an incident, which the store must know, into archive and store.

    `replay` answers every request from a WARC file; `sources` names the ones to ask, all if empty; `settings` goes
    over spiders.settings (`PUBLIC_ALLOW` for an operator's own mirror). `redis` is the address of a Redis over which
    the crawl is shared with other workers (extra `keii[redis]`), each with a workspace of its own; for `round_name`
    see spiders.frontier.join.

    Raises CrawlError where the crawl cannot start (NoContact, UnknownSource, BadRecipe, NoFrontier, NothingToReplay,
    BadNetwork), ArchiveError or StoreError where nothing more can be kept.

    On SIGINT and SIGTERM what is being fetched is finished, the rest is left, and the signal is handed to the handler
    that was there before: KeyboardInterrupt, as a rule.
    """
    chosen = check_start(incident, sources, replay)
    file = ReplayArchive.load(replay) if replay is not None else None
    try:
        values = _settings(incident, settings, replayed=file is not None)
        session = _session(incident, chosen, store, archive, values, file)
        session.run, session.progress = run, progress
        if redis is not None:
            _share(session, values, redis, round_name)
        stopped_by = _run(session, values, file.sessions if file is not None else [0])
    finally:
        if file is not None:
            file.close()
    session.planned = 0
    session.tell()
    if session.fatal is not None:
        raise session.fatal
    if stopped_by is not None:
        _hand_on(stopped_by)
    session.report.failures.sort()
    if run is not None and not session.report.over_budget:
        store.mark_whole(run)
    return session.report


def check_start(
    incident: Incident, wanted: Sequence[str] = (), replay: Path | None = None
) -> tuple[Source, ...]:
    """The sources that a crawl would ask; raises CrawlError where it could not start, before anything is written."""
    chosen = _chosen(incident, wanted)
    if replay is not None:
        try:
            replay.open("rb").close()
        except OSError as error:
            raise NothingToReplay(replay, error.strerror or str(error)) from None
    elif not (incident.contact or "").strip():
        raise NoContact(incident.slug)
    return chosen


def _chosen(incident: Incident, wanted: Sequence[str]) -> tuple[Source, ...]:
    known = tuple(source.id for source in incident.sources)
    for name in wanted:
        if name not in known:
            raise UnknownSource(incident.slug, name, known)
    chosen = tuple(source for source in incident.sources if not wanted or source.id in wanted)
    for source in chosen:
        for recipe in source.lists:
            if reason := bad_selector(recipe):
                raise BadRecipe(incident.slug, source.id, reason)
    return chosen


def _settings(incident: Incident, over: Mapping[str, object] | None, *, replayed: bool) -> Settings:
    values = Settings()
    values.setmodule("spiders.settings", priority="project")
    if replayed:
        values.update(_REPLAY, priority="cmdline")
    else:
        contact = " ".join((incident.contact or "").split())
        values.set("USER_AGENT", f"{values['USER_AGENT']} (+{contact})", priority="project")
    values.update(dict(over or {}), priority="cmdline")
    allowed_networks(values)  # A mistake is told before anything is fetched.
    return values


def _session(
    incident: Incident, chosen: tuple[Source, ...], store: Store, archive: Archive, values: Settings,
    file: ReplayArchive | None,
) -> Session:  # fmt: skip
    session = Session(
        incident=incident,
        sources=chosen,
        store=store,
        archive=archive,
        pace=Pace(values.getfloat("HOST_DELAY"), values.getfloat("LONGEST_WAIT")),
        clock=lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        report=CrawlReport(sessions=0),
        replay=file,
    )
    for host, seconds in values.getdict("SLOW_HOSTS").items():
        session.pace.slow(host, float(seconds))
    now = session.clock()
    if file is None:
        session.pace.resume(store.host_pauses(later(now, -LONGEST_HOLD)), now)
    return session


def _share(session: Session, values: Settings, redis: str, round_name: str | None) -> None:
    """Take the requests from Redis, and keep the distance to each host together with the other workers."""
    from spiders.frontier import join
    from spiders.frontier.pace import SharedPace

    session.frontier = join(
        redis, session.incident.slug, session.archive.folder,
        lease=values.getfloat("FRONTIER_LEASE"), round_name=round_name,
    )  # fmt: skip
    session.pace = SharedPace(
        values.getfloat("HOST_DELAY"), values.getfloat("LONGEST_WAIT"), session.frontier.redis
    )
    values.set("SCHEDULER", "spiders.frontier.scheduler.LeasedScheduler", priority="cmdline")


def _run(session: Session, values: Settings, rounds: Sequence[int]) -> int | None:
    """Crawl once for each round, one after the other; the signal that ended it, if one did."""
    logging.getLogger("scrapy").setLevel(values["LOG_LEVEL"])
    with _signals_kept():
        return asyncio.run(_crawls(session, values, rounds))


async def _crawls(session: Session, values: Settings, rounds: Sequence[int]) -> int | None:
    runner = AsyncCrawlerRunner(values)
    stopping: list[int] = []
    background: set[asyncio.Task[Any]] = set()
    main = asyncio.current_task()

    def stop() -> None:
        session.pace.stop()
        background.add(asyncio.ensure_future(_stop_all(runner)))

    def on_signal(number: int) -> None:
        stopping.append(number)
        if len(stopping) == 1:
            stop()
        elif main is not None:
            main.cancel()

    session.on_fatal = stop
    _listen(on_signal)
    try:
        for session.round in rounds:
            if stopping or session.fatal is not None:
                break
            session.report.sessions += 1
            await runner.crawl(ArticleSpider, session=session)
    except asyncio.CancelledError:
        if not stopping:
            raise
    if background:
        await asyncio.wait(background)
    return stopping[0] if stopping else None


async def _stop_all(runner: AsyncCrawlerRunner) -> None:
    """Ask until it is done: Scrapy forgets a stop that arrives while an engine is starting."""
    while runner.crawlers:
        for crawler in tuple(runner.crawlers):
            if crawler.engine is not None and crawler.engine.running:
                await crawler.engine.stop_async()
        await asyncio.sleep(_STOP_AGAIN)


def _listen(on_signal: Callable[[int], None]) -> None:
    """Signals arrive between two steps of the crawl, never within one."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, on_signal, number)


@contextlib.contextmanager
def _signals_kept() -> Iterator[None]:
    """The handlers of SIGINT and SIGTERM are the caller's again afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _hand_on(number: int) -> None:
    """What the caller does on a signal; where that is nothing or the end of the process, KeyboardInterrupt."""
    handler = signal.getsignal(number)
    if callable(handler):
        frame: FrameType | None = None
        handler(number, frame)
    raise KeyboardInterrupt
