"""The facts of a text on a terminal: the text with the facts marked in place, what they mean, the claims below.

Each kind of fact has a colour and an attribute; where there is no colour, also a bracket with a sign of its own.
"""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from db.records import Claim, Facts, Mention, MentionKind
from keii.console import Console
from keii.fact_words import FactWords, words_in
from keii.highlight import language_of, runs, visible

STYLES: dict[MentionKind, str] = {
    "money": "reverse green",
    "count": "underline magenta",
    "date": "bold cyan",
    "name": "bold underline blue",
}
SIGNS: dict[MentionKind, str] = {"money": "¥", "count": "#", "date": "@", "name": "*"}
"""What stands behind the opening bracket where there is no colour: [¥ 1990万円]."""
NARROW = 70
"""Columns below which a table of claims would be unreadable: they are listed one under the other."""


def facts_view(facts: Facts, text: str, console: Console | None = None) -> None:
    """Print a text with its facts in place, then what each was understood as, then the claims."""
    console = console or Console(highlight=False)
    words = words_in(language_of(text))
    plain = console.no_color or console.color_system is None
    _heading(console, words, "text")
    console.print(_legend(words, plain=plain))
    console.print()
    console.print(marked(text.strip("\n"), _moved(facts.mentions, text), plain=plain))
    _heading(console, words, "facts")
    console.print(_facts_table(facts.mentions, words) if facts.mentions else words.say("heading", "nothing"))
    _heading(console, words, "claims")
    if not facts.claims:
        console.print(words.say("heading", "no_claims"))
    elif console.width < NARROW:
        console.print(_claims_list(facts.claims, text, words))
    else:
        console.print(_claims_table(facts.claims, text, words))


def marked(text: str, mentions: Sequence[Mention], *, plain: bool) -> Text:
    """The text with its mentions in their styles, and in brackets if `plain`.

    >>> print(marked("計120件", [Mention(kind="count", start=1, end=5, text="120件")], plain=True))
    計[# 120件]
    """
    shown = Text()
    for run in runs(text, mentions):
        if run.mention is None:
            shown.append(visible(run.text))
        else:
            shown.append(_bracketed(visible(run.text), run.mention.kind, plain), STYLES[run.mention.kind])
    return shown


def _bracketed(words: str, kind: MentionKind, plain: bool) -> str:
    return f"[{SIGNS[kind]} {words}]" if plain else words


def _moved(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions as they stand in the text without the empty lines before it."""

    cut = len(text) - len(text.lstrip("\n"))
    return [m._replace(start=m.start - cut, end=m.end - cut) for m in mentions]


def _legend(words: FactWords, *, plain: bool) -> Text:
    shown = Text()
    for kind, style in STYLES.items():
        shown.append(_bracketed(words.say("mention", kind), kind, plain), style).append("  ")
    return shown


def _heading(console: Console, words: FactWords, key: str) -> None:
    console.print()
    console.rule(f"[bold]{words.say('heading', key)}", align="left")


def _facts_table(mentions: Sequence[Mention], words: FactWords) -> Table:
    """One row for each fact in the order of the text, those said several times counted."""
    table = _table(words, "kind", "words", "value", "times")
    times = Counter((m.kind, m.text, words.value(m)) for m in mentions)
    for (kind, said, value), number in times.items():
        row = (words.say("mention", kind), visible(said), visible(value), str(number) if number > 1 else "")
        table.add_row(Text(row[0], STYLES[kind]), *map(Text, row[1:]))
    return table


def _claims_table(claims: Sequence[Claim], text: str, words: FactWords) -> Table:
    table = _table(words, "date", "what", "figures", "who", "sentence")
    for claim in claims:
        table.add_row(*(Text(visible(cell)) for cell in claim_cells(claim, text, words)))
    return table


def _claims_list(claims: Sequence[Claim], text: str, words: FactWords) -> Text:
    shown = Text()
    for claim in claims:
        date, what, figures, who, sentence = map(visible, claim_cells(claim, text, words))
        shown.append(f"{date}  {what}\n", "bold")
        for lines in filter(None, (figures, who, sentence)):
            shown.append("".join(f"  {line}\n" for line in lines.split("\n")))
    shown.rstrip()
    return shown


def claim_cells(claim: Claim, text: str, words: FactWords) -> tuple[str, str, str, str, str]:
    """When, what, figures, who and the sentence of a claim, as written in a table."""
    figures = "\n".join(map(words.figure, claim.figures))
    people = "\n".join(words.people(claim))
    return words.moment(claim), words.event(claim), figures, people, text[claim.start : claim.end].strip()


def _table(words: FactWords, *headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(words.say("heading", heading), overflow="fold")
    return table
