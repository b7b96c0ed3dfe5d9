"""`keii names`: which names are known, which of them a text holds, and how to teach one more."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from db.records import NameClass, TaughtName
from keii.answers import DEFAULT_TIMEZONE, mention_object
from keii.cli import workspace_of
from keii.commands.report import json_option
from keii.commands.values import MOMENT
from keii.rows import print_rows

if TYPE_CHECKING:
    from keii.name_check import NameCheck
    from timeline.names.listing import KnownName
    from timeline.names.lookalikes import Lookalike

FILE_ENDINGS = (".txt", ".md", ".html", ".htm", ".xhtml")
WHY = {
    "unknown": "not known",
    "longer": "{known} is known, but the word goes on",
    "spelling": "{known} is known, but not in this spelling",
    "barred": "listed as a word that is no name",
}

incident_option = click.option(
    "--incident", "slug", metavar="SLUG", help="With the names taught for an incident."
)


def _is_text(_ctx: click.Context, _param: click.Parameter, value: Any) -> Any:
    """Refuse what cannot be written to a file: bytes of another encoding on the command line."""
    for text in value if isinstance(value, tuple) else (value or "",):
        try:
            text.encode()
        except UnicodeEncodeError:
            raise click.BadParameter("is not valid UTF-8") from None
    return value


@click.group(short_help="List the known names, check a text for them, teach one more.")
def command() -> None:
    """Names of banks, services, companies and authorities: list, check a text, teach.

    \b
    Examples:
      keii names list --class bank 七十七
      keii names check article.txt
      keii names add うみねこペイ --class service --incident docomo-koza
    """


@command.command("list")
@click.argument("word", required=False)
@click.option(
    "--class", "name_class", type=click.Choice(get_args(NameClass)), help="Only names of one class."
)
@incident_option
@json_option
@click.pass_context
def list_names(
    ctx: click.Context, word: str | None, name_class: str | None, slug: str | None, as_json: bool
) -> None:
    """Print the known names; with WORD, those that hold it in their name or an alias, or have it as code.

    \b
    Examples:
      keii names list 0125
      keii names list --class exchange --json
    """
    from timeline.names.listing import answers_to, known_names

    found = [
        known
        for known in known_names(_taught(ctx, slug))
        if name_class in (None, known.name.name_class) and (word is None or answers_to(known, word))
    ]
    if as_json:
        click.echo(json.dumps({"names": [known_object(known) for known in found]}, ensure_ascii=False))
        return
    print_rows(("name", "class", "code", "from", "until", "aliases"), map(_known_row, found))
    if not found:
        click.echo("no such name is known", err=True)


@command.command("check")
@click.argument("text", metavar="TEXT|FILE|-")
@click.option(
    "--published",
    type=MOMENT,
    metavar="DATE",
    help="When it was written, as 2020-09-10: who bore a name then.",
)
@incident_option
@json_option
@click.pass_context
def check(ctx: click.Context, text: str, published: str | None, slug: str | None, as_json: bool) -> None:
    """Print which names are found in a text, and what looks like a name but is not known.

    \b
    Examples:
      keii names check "うみねこペイと七十七銀行が停止した"
      keii names check article.txt --incident docomo-koza
    """
    from keii.answers import read_line
    from keii.given_text import line_of
    from keii.name_check import check_names

    raw, name = _given(text)
    timezone = workspace_of(ctx).incident(slug).timezone if slug else DEFAULT_TIMEZONE
    checked = check_names(read_line(line_of(raw, name, published), timezone), _taught(ctx, slug), timezone)
    if as_json:
        click.echo(json.dumps(check_object(checked), ensure_ascii=False))
        return
    print_rows(("found", "name", "class", "code", "known from", "times"), _found_rows(checked))
    click.echo()
    print_rows(("looks like a name", "like", "why not", "times"), _lookalike_rows(checked))


@command.command("add")
@click.argument("name", callback=_is_text)
@click.option(
    "--class", "name_class", type=click.Choice(get_args(NameClass)), required=True, help="What it is."
)
@click.option("--alias", "aliases", multiple=True, callback=_is_text, help="Another spelling; give several.")
@click.option("--code", callback=_is_text, help="The national code of a bank.")
@click.option("--operator", callback=_is_text, help="Who runs the service.")
@click.option(
    "--incident", "slug", metavar="SLUG", required=True, help="The incident that the name is taught for."
)
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    name_class: NameClass,
    aliases: tuple[str, ...],
    code: str | None,
    operator: str | None,
    slug: str,
) -> None:
    """Teach a name: one line more in [names] of incidents/SLUG.toml; the rest of the file stays as it is.

    \b
    Examples:
      keii names add うみねこ銀行 --class bank --alias うみねこ銀 --code 9998 --incident docomo-koza
      keii names add うみねこペイ --class service --operator うみねこ決済 --incident docomo-koza
    """
    from keii.teaching import beside_known, teach

    workspace = workspace_of(ctx)
    workspace.incident(slug)
    name = name.strip()
    spellings = tuple(dict.fromkeys(a for alias in aliases if (a := alias.strip()) != name))
    taught = beside_known(
        TaughtName(canonical=name, name_class=name_class, aliases=spellings, code=code, operator=operator)
    )
    _warn_of_others(taught)
    click.echo(teach(workspace.incidents / f"{slug}.toml", taught))
    click.echo(f"Its documents are read again by: keii run {slug}  (or keii read {slug})", err=True)


def _warn_of_others(taught: TaughtName) -> None:
    """Say on stderr what the spellings have meant so far."""
    from keii.teaching import bearers

    for form in (taught.canonical, *taught.aliases):
        for other in bearers(form):
            if (other.canonical, other.name_class) != (taught.canonical, taught.name_class):
                so_far = f"{form} has been {other.canonical} ({other.name_class})"
                click.echo(f"note: {so_far}; in this incident it is what you taught", err=True)


def _taught(ctx: click.Context, slug: str | None) -> tuple[TaughtName, ...]:
    return workspace_of(ctx).incident(slug).names if slug else ()


def _given(text: str) -> tuple[bytes, str]:
    """The bytes that are meant, and the name of their file: stdin, a file, or the words themselves."""
    if text == "-":
        return sys.stdin.buffer.read(), ""
    try:
        if Path(text).is_file():
            return Path(text).read_bytes(), text
    except (OSError, ValueError):
        # Too long for a file name, or a file that may not be read: the first is a text.
        if len(text) < 200:
            raise click.BadParameter(f"{text}: cannot be read", param_hint="TEXT|FILE|-") from None
    if text.lower().endswith(FILE_ENDINGS) and not any(char.isspace() for char in text):
        raise click.BadParameter(f"{text}: no such file", param_hint="TEXT|FILE|-")
    return text.encode("utf-8", "replace"), ""


def known_object(known: "KnownName") -> dict[str, Any]:
    """One name of `list --json`."""
    name = known.name
    return {
        "name": name.canonical,
        "class": name.name_class,
        "code": name.code,
        "since": name.since,
        "until": name.until,
        "operator": name.operator,
        "aliases": list(known.aliases),
        "taught": known.taught,
    }


def check_object(checked: "NameCheck") -> dict[str, Any]:
    """The form of `check --json`; the places count in its `text`."""
    return {
        "text": checked.text,
        "found": [mention_object(found.mention) | {"from": found.origin} for found in checked.found],
        "unknown": [
            {
                "start": alike.start,
                "end": alike.end,
                "text": checked.text[alike.start : alike.end],
                "like": alike.looks,
                "why": alike.why,
                "known": alike.known,
            }
            for alike in checked.lookalikes
        ],
    }


def _known_row(known: "KnownName") -> tuple[str, ...]:
    name = known.name
    return (
        name.canonical,
        name.name_class,
        name.code or "",
        name.since or "",
        name.until or "",
        ", ".join(known.aliases),
    )


def _found_rows(checked: "NameCheck") -> Iterable[tuple[str, ...]]:
    times = Counter(
        (m.text, m.canonical or "", m.name_class or "", m.code or "", found.origin)
        for found in checked.found
        for m in (found.mention,)
    )
    return [(*row, str(number)) for row, number in times.items()]


def _lookalike_rows(checked: "NameCheck") -> Iterable[tuple[str, ...]]:
    times = Counter(
        (checked.text[alike.start : alike.end], alike.looks, _why(alike)) for alike in checked.lookalikes
    )
    return [(*row, str(number)) for row, number in times.items()]


def _why(alike: "Lookalike") -> str:
    return WHY[alike.why].format(known=alike.known)
