"""`keii extract`: the facts of one text, nothing stored."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from db.records import Facts
from keii.answers import DEFAULT_TIMEZONE, answer, facts_object, read_line
from keii.commands.values import MOMENT
from keii.errors import FAILURES, KeiiError
from keii.extraction import facts_of, joined_text
from keii.given_text import line_of
from keii.lines import BadLine, parse_line


class PageNotWritten(KeiiError):
    """The page cannot be put where it was asked for."""


@click.command(short_help="Print the amounts, counts, dates, names and claims of one text.")
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--published",
    type=MOMENT,
    metavar="DATE",
    help="What relative dates are resolved against, as 2020-09-10.",
)
@click.option("--jsonl", is_flag=True, help="Take JSON Lines, answer JSON Lines.")
@click.option("--json", "as_json", is_flag=True, help="Answer one JSON object.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="PAGE",
    help="Write the text with its facts marked as a page (- is stdout).",
)
@click.option("--timezone", default=DEFAULT_TIMEZONE, show_default=True, help="Zone of times that name none.")
def command(
    file: IO[bytes], published: str | None, jsonl: bool, as_json: bool, page: Path | None, timezone: str
) -> None:
    """Print the amounts, counts, dates, names and claims of a text or HTML FILE (- is stdin).

    On a terminal, the text is shown with its facts marked in place.

    \b
    Examples:
      keii extract article.txt --published 2020-09-14
      keii extract article.txt --html facts.html
      keii extract --jsonl reports.jsonl > facts.jsonl
    """
    _check_timezone(timezone)
    if sum((jsonl, as_json, page is not None)) > 1:
        raise click.UsageError("choose one of --jsonl, --json and --html")
    if jsonl:
        _answer_lines(file, published, timezone)
        return
    document = read_line(line_of(_read(file), file.name, published), timezone)
    text, _ = joined_text(document)
    facts = facts_of(document, timezone)
    if as_json:
        click.echo(json.dumps({"text": text} | facts_object(facts), ensure_ascii=False))
    elif page is not None:
        _write_page(page, text, facts, document.title)
    else:
        _show(text, facts)


def _read(file: IO[bytes]) -> bytes:
    if file.isatty():
        click.echo("Paste a text, then press Ctrl-D on an empty line.", err=True)
    return file.read()


def _show(text: str, facts: Facts) -> None:
    if sys.stdout.isatty():
        from keii.fact_screen import facts_view

        facts_view(facts, text)
    else:
        from keii.terminal import facts_tables

        facts_tables(facts, text, 160)


def _write_page(page: Path, text: str, facts: Facts, title: str | None) -> None:
    from keii.fact_page import fact_page
    from keii.replacing import replace_file

    content = fact_page(text, facts, title).encode()
    if str(page) == "-":
        click.echo(content, nl=False)
        return
    try:
        replace_file(page, content)
    except OSError as error:
        raise PageNotWritten(f"{page}: cannot be written ({error.strerror or error})") from error
    click.echo(str(page))


def _check_timezone(timezone: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(timezone)
    except (ValueError, OSError, KeyError):
        raise click.BadParameter(
            f"{timezone!r} is no time zone like Asia/Tokyo", param_hint="--timezone"
        ) from None


def _answer_lines(file: IO[bytes], published: str | None, timezone: str) -> None:
    failures = 0
    told: set[str] = set()
    for number, result in _answers(file, published, timezone, told):
        if isinstance(result, BadLine):
            failures += 1
            click.echo(f"keii: {file.name}:{number}: {result}", err=True)
        else:
            click.echo(json.dumps(result, ensure_ascii=False))
    if failures:
        sys.exit(FAILURES)


def _answers(
    file: IO[bytes], published: str | None, timezone: str, told: set[str]
) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    from dataclasses import replace

    from spiders.reading import ReadingError

    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        try:
            line = parse_line(raw, needs_url=False)
            for remark in set(line.remarks) - told:
                told.add(remark)
                click.echo(f"keii: note: {file.name}:{number}: {remark}", err=True)
            if line.published is None and line.reference_date is None:
                line = replace(line, published=published)
            yield number, answer(line, timezone)
        except BadLine as error:
            yield number, error
        except ReadingError as error:
            yield number, BadLine(str(error))
