"""Timelines and facts on a terminal, as tables. What a page says is printed with its control characters visible."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from db.records import Claim, Entry, Facts, Mention, Timeline
from keii.console import Console
from keii.highlight import visible


def timeline_table(timeline: Timeline, width: int | None = None) -> None:
    """Print the entries of a timeline: date, what happened, how many publishers and who."""
    from timeline.render.rows import line_rows
    from timeline.wording import speak

    words = speak(timeline.language)
    table = Table(box=None, pad_edge=False)
    for heading in words.columns("timeline"):
        table.add_column(heading, overflow="fold")
    for row in line_rows(timeline, words):
        day = words.say("page", "same_day") if row.same_day else row.day
        cells = (
            f"{day} {row.clock}".rstrip(),
            words.beside(row.entry.text, row.marks),
            _publishers(row.entry),
        )
        table.add_row(*(Text(visible(cell)) for cell in cells))
    Console(width=width).print(table)


def _publishers(entry: Entry) -> str:
    """The first, and how many more."""
    publishers = list(dict.fromkeys(c.publisher for c in entry.citations))
    more = f" +{len(publishers) - 1}" if len(publishers) > 1 else ""
    return f"{publishers[0]}{more}" if publishers else ""


def facts_tables(facts: Facts, text: str, width: int | None = None) -> None:
    """Print the mentions and the claims of one text."""
    console = Console(width=width)
    console.print(_table(("kind", "at", "text", "value", ""), [_mention_row(m) for m in facts.mentions]))
    console.print()
    console.print(
        _table(("claim", "date", "figures", "who", "words"), [_claim_row(c, text) for c in facts.claims])
    )


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return table


def _mention_row(mention: Mention) -> tuple[str, ...]:
    value = mention.canonical if mention.kind == "name" else mention.value
    detail = mention.name_class if mention.kind == "name" else mention.unit
    qualifier = "" if mention.qualifier == "exact" else mention.qualifier
    shown = "?" if value is None else str(value)
    return (
        mention.kind,
        str(mention.start),
        mention.text,
        shown,
        " ".join(filter(None, (detail, qualifier))),
    )


def _claim_row(claim: Claim, text: str) -> tuple[str, ...]:
    figures = "\n".join(f"{f.role} {f.value} {f.unit}" for f in claim.figures)
    names = "\n".join(f"{o.name} ({o.role})" for o in claim.organisations)
    kind = " ".join(
        filter(None, (claim.kind, claim.aspect, claim.certainty if claim.certainty != "stated" else ""))
    )
    return (kind, claim.date or "?", figures, names, text[claim.start : claim.end].strip())
