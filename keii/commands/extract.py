"""`keii extract`: the facts of one text, nothing stored."""

import json
import sys
from collections.abc import Iterator
from typing import IO, Any

import click

from keii.answers import DEFAULT_TIMEZONE, answer, facts_object, read_line
from keii.errors import FAILURES
from keii.extraction import facts_of, joined_text
from keii.lines import BadLine, Line, parse_line


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--published", metavar="DATE", help="What relative dates are resolved against, as 2020-09-10.")
@click.option("--jsonl", is_flag=True, help="Take JSON Lines, answer JSON Lines.")
@click.option("--json", "as_json", is_flag=True, help="Answer one JSON object.")
@click.option("--timezone", default=DEFAULT_TIMEZONE, show_default=True, help="Zone of times that name none.")
def command(file: IO[bytes], published: str | None, jsonl: bool, as_json: bool, timezone: str) -> None:
    """Print the amounts, counts, dates, names and claims of a text or HTML FILE (- is stdin).

    \b
    Examples:
      keii extract article.txt --published 2020-09-14
      keii extract --jsonl reports.jsonl > facts.jsonl
    """
    _check_timezone(timezone)
    if jsonl:
        _answer_lines(file, published, timezone)
        return
    line = _line_of(file, published)
    document = read_line(line, timezone)
    text, _ = joined_text(document)
    facts = facts_of(document, timezone)
    if as_json:
        click.echo(json.dumps({"text": text} | facts_object(facts), ensure_ascii=False))
        return
    from keii.terminal import facts_tables

    facts_tables(facts, text, None if sys.stdout.isatty() else 160)


def _check_timezone(timezone: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(timezone)
    except (ValueError, OSError, KeyError):
        raise click.BadParameter(
            f"{timezone!r} is no time zone like Asia/Tokyo", param_hint="--timezone"
        ) from None


def _line_of(file: IO[bytes], published: str | None) -> Line:
    from spiders.reading.encoding import decode

    text = decode(file.read()).text
    html = file.name.lower().endswith((".html", ".htm", ".xhtml")) or text.lstrip()[:1] == "<"
    fields = {"html": text} if html else {"text": text}
    return Line(url="", published=published, **fields)


def _answer_lines(file: IO[bytes], published: str | None, timezone: str) -> None:
    failures = 0
    for number, result in _answers(file, published, timezone):
        if isinstance(result, BadLine):
            failures += 1
            click.echo(f"keii: {file.name}:{number}: {result}", err=True)
        else:
            click.echo(json.dumps(result, ensure_ascii=False))
    if failures:
        sys.exit(FAILURES)


def _answers(
    file: IO[bytes], published: str | None, timezone: str
) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    from dataclasses import replace

    from spiders.reading import ReadingError

    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        try:
            line = parse_line(raw, needs_url=False)
            if line.published is None and line.reference_date is None:
                line = replace(line, published=published)
            yield number, answer(line, timezone)
        except BadLine as error:
            yield number, error
        except ReadingError as error:
            yield number, BadLine(str(error))
