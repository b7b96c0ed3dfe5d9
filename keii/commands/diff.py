"""`keii diff`: what is new since a moment or a build."""

import json
import sys
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from keii.cli import workspace_of
from keii.commands.build import LANGUAGES
from keii.commands.report import json_option
from keii.highlight import visible
from keii.walk import account

if TYPE_CHECKING:
    from db.store import Build


@click.command(short_help="Print what is new since a moment or the last build.")
@click.argument("slug")
@click.option(
    "--since", "when", default="build", show_default=True, metavar="WHEN",
    help='A date, a moment, a stretch of time ("3 days"), build, or build:N.',
)  # fmt: skip
@click.option("--builds", "list_builds", is_flag=True, help="List the builds that took in something new.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="[default: the incident's language]")
@json_option
@click.pass_context
def command(
    ctx: click.Context, slug: str, when: str, list_builds: bool, language: str | None, as_json: bool
) -> None:
    """Print what is new: lines, figures that moved, edited notices, sources that gave nothing.

    Compares what is known now with what was known then, both read by the rules of today. "build" is the last
    build that knew less than is known now.

    \b
    Examples:
      keii diff docomo-koza
      keii diff docomo-koza --since 2020-09-14
      keii diff docomo-koza --since "3 days" --json | jq .figures
    """
    from keii.since import before, find_cut, gather

    if list_builds and ctx.get_parameter_source("when") is not ParameterSource.DEFAULT:
        raise click.UsageError("--builds lists all of them; it does not go with --since")
    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    review = workspace.review(slug)
    with workspace.read_store() as store:
        if list_builds:
            _list(store.builds(slug), as_json=as_json)
            return
        now = gather(store, slug)
        cut = find_cut(when, incident, store, now)
        then = before(cut, store, slug, now)
    from timeline.comparison import compare
    from timeline.render.comparison import comparison_object, render

    after = account(incident, now, language, review)
    changes = compare(account(incident, then, language, review), after, cut.label)
    if as_json:
        text = json.dumps(comparison_object(changes, slug), ensure_ascii=False, indent=1)
        click.echo(text.encode("utf-8", "replace").decode())
    else:
        click.echo(visible(render(changes, after)), nl=False)


def _list(builds: "list[Build]", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([{"id": b.id, "at": b.at, "captures": b.captures} for b in builds]))
    elif builds:
        click.echo("".join(f"build:{b.id}\t{b.at}\t{b.captures} captures\n" for b in builds), nl=False)
    else:
        click.echo("keii: no build has taken in anything yet", err=True)
    sys.exit(0)
