"""Rows printed: a table on a terminal, and for a pipe a line each with the cells apart by tabs."""

import sys
from collections.abc import Iterable, Sequence

import click

from keii.highlight import visible


def print_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings on stdout; control characters in a cell are shown, not sent."""
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            click.echo("\t".join(" ".join(visible(cell).split()) for cell in row))
        return
    from rich.table import Table
    from rich.text import Text

    from keii.console import Console

    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    Console(highlight=False).print(table)
