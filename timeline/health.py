"""How each publisher did: how many documents, when it last answered, how the last request ended."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from db.records import Incident, Outcome, Reading, SourceHealth, Standing
from timeline.origins import RANK


def find_health(
    incident: Incident, readings: Sequence[Reading], outcomes: Sequence[Outcome]
) -> tuple[SourceHealth, ...]:
    """One row a publisher, high standing first; shown too is who was asked and gave nothing."""
    standings: dict[str, Standing] = {s.publisher: s.standing for s in reversed(incident.sources)}
    pages: dict[str, set[str]] = defaultdict(set)
    publisher_of_page: dict[str, str] = {}
    for document in sorted((r.document for r in readings), key=lambda d: (RANK[d.standing], d.url)):
        standings.setdefault(document.publisher, document.standing)
        publisher_of_page.setdefault(document.url, document.publisher)
        if document.unavailable is None:
            pages[document.publisher].add(document.url)
    publisher_of_source = {source.id: source.publisher for source in incident.sources}
    ended = _by_publisher(outcomes, publisher_of_source, publisher_of_page)
    rows = (
        SourceHealth(
            publisher=publisher,
            standing=standing,
            documents=len(pages[publisher]),
            last_ok=_last_ok(ended[publisher]),
            last_outcome=ended[publisher][-1].name if ended[publisher] else None,
            # What robots.txt forbids was not asked for.
            last_asked=max((o.at for o in ended[publisher] if o.name != "robots"), default=None),
        )
        for publisher, standing in standings.items()
        if pages[publisher] or ended[publisher]
    )
    return tuple(sorted(rows, key=lambda row: (RANK[row.standing], row.publisher)))


def _by_publisher(
    outcomes: Iterable[Outcome], of_source: Mapping[str, str], of_page: Mapping[str, str]
) -> dict[str, list[Outcome]]:
    ended: dict[str, list[Outcome]] = defaultdict(list)
    visits: dict[tuple[str, bool, str], Outcome] = {}
    for outcome in outcomes:
        # A replay meets visits again that are kept already, and notes them as unchanged at their own time.
        visit = (outcome.at, outcome.stage == "read", outcome.url)
        if visit not in visits or outcome.name != "unchanged":
            visits[visit] = outcome
    for _, outcome in sorted(visits.items(), key=lambda v: (v[0], v[1].name)):
        publisher = of_source.get(outcome.source or "") or of_page.get(outcome.url)
        if publisher is not None:
            ended[publisher].append(outcome)
    return ended


def _last_ok(outcomes: Iterable[Outcome]) -> str | None:
    """When it last gave a good answer. 304 says only that nothing changed: after a failure it makes nothing good."""
    good: set[str] = set()
    last = None
    for outcome in outcomes:
        if outcome.name == "ok":
            good.add(outcome.url)
            last = outcome.at
        elif outcome.name == "unchanged":
            last = outcome.at if outcome.url in good else last
        elif outcome.name != "redirected":
            good.discard(outcome.url)
    return last
