"""A built timeline beside a reference one: how much of it is there, how much of it is right, and what is said twice.

A row of the reference is found when an entry of that date (at the coarser of the two precisions) cites one of the
row's documents and holds the row's sums, cases and people. An entry is right when a document that it cites has a
marked event of its date. An entry repeats another when date, kind, figures and names are the same. The series are
the rows that have both a sum and a number of cases.
"""

from dataclasses import dataclass

from bench.cases import Incident
from bench.marking import LENGTHS, ends, figures_held, figures_wanted
from bench.tally import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineScore:
    """What came of one timeline."""

    rows: int
    entries: int
    missed: list[Row]
    stray: list[Row]
    repeats: int
    series: int
    exact: int

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / (self.rows or 1)

    @property
    def precision(self) -> float:
        return 1 - len(self.stray) / (self.entries or 1)

    @property
    def repeated(self) -> float:
        return self.repeats / (self.entries or 1)


def same_day(first: object, second: object) -> bool:
    """Whether two dates agree at the coarser of their precisions, days at most.

    >>> same_day("2019-10", "2019-10-26T09:00"), same_day("2019-10", "2019-11-01"), same_day("", "2019")
    (True, False, False)
    """
    one, other = ends(first)[0], ends(second)[0]
    length = min(len(one), len(other), LENGTHS["day"])
    return length > 0 and one[:length] == other[:length]


def score_timeline(incident: Incident, entries: list[Row]) -> TimelineScore:
    """The score of the entries of a timeline.json."""
    by_url = {document["url"]: key for key, document in incident.documents.items()}
    cited = [{by_url[c["url"]] for c in entry["citations"] if c.get("url") in by_url} for entry in entries]
    rows = [
        row
        for row in incident.timeline
        if not row.get("unsupported") and incident.gold.keys() & set(row.get("docs", ()))
    ]

    def found(row: Row) -> bool:
        return any(
            same_day(row["date"], entry["date"])
            and documents & set(row["docs"])
            and figures_wanted(row) <= figures_held(entry)
            for entry, documents in zip(entries, cited, strict=True)
        )

    def marked(entry: Row, documents: set[str]) -> bool:
        events = (
            event for document in documents for event in incident.gold.get(document, {}).get("events", ())
        )
        return any(same_day(event["event_date"], entry["date"]) for event in events)

    missed = [row for row in rows if not found(row)]
    series = [row for row in rows if {"yen", "cases"} <= {unit for unit, _ in figures_wanted(row)}]
    return TimelineScore(
        rows=len(rows),
        entries=len(entries),
        missed=missed,
        stray=[e for e, documents in zip(entries, cited, strict=True) if not marked(e, documents)],
        repeats=len(entries) - len({_says(entry) for entry in entries}),
        series=len(series),
        exact=sum(row not in missed for row in series),
    )


def _says(entry: Row) -> tuple[str, str, frozenset[tuple[str, str]], tuple[str, ...]]:
    day = "/".join(ends(entry["date"]))[: LENGTHS["day"]]
    figures = frozenset((unit, str(value)) for unit, value in figures_held(entry))
    return day, entry["kind"], figures, tuple(sorted(o["name"] for o in entry.get("organisations", ())))
