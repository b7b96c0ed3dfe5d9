"""Markdown tables, so that what is printed can be pasted into a note."""

from collections.abc import Iterable, Sequence

Cell = str | int | float | None


def shown(cell: Cell) -> str:
    """A cell in words: three decimals for a share, none for what is large.

    >>> [shown(c) for c in (None, 3, 0.98765, 12.34, 2345678.9, "a|b")]
    ['–', '3', '0.988', '12.3', '2,345,679', 'a\\\\|b']
    """
    if cell is None:
        return "–"
    if isinstance(cell, float):
        if abs(cell) >= 100:
            return f"{cell:,.0f}"
        return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.3f}"
    return f"{cell:,}" if isinstance(cell, int) else cell.replace("|", "\\|").replace("\n", " ")


def markdown(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table; the first column is text, the others are numbers.

    >>> print(markdown(("kind", "F1"), [("money", 0.5)]))
    | kind | F1 |
    |---|---:|
    | money | 0.500 |
    """
    lines = [tuple(head), *(tuple(shown(cell) for cell in row) for row in rows)]
    marks = "|".join(["---"] + ["---:"] * (len(head) - 1))
    written = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([written[0], f"|{marks}|", *written[1:]])
