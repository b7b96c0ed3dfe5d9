"""`keii show`: the timeline in the terminal."""

import sys

import click

from keii.cli import workspace_of
from keii.commands.build import LANGUAGES
from keii.commands.report import json_option
from keii.highlight import visible
from keii.walk import conclude


@click.command(short_help="Print the timeline of what has been read so far.")
@click.argument("slug")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="[default: the incident's language]")
@json_option
@click.pass_context
def command(ctx: click.Context, slug: str, language: str | None, as_json: bool) -> None:
    """Print the timeline of what has been read so far; nothing is written.

    \b
    Examples:
      keii show docomo-koza
      keii show docomo-koza --json | jq .series
    """
    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    review = workspace.review(slug)
    with workspace.read_store() as store:
        timeline = conclude(incident, store, language, review)
    if as_json:
        from timeline.render import json

        click.echo(json.render(timeline))
        return
    from keii.terminal import timeline_table

    width = None if sys.stdout.isatty() else 120
    click.echo(visible(incident.title))
    timeline_table(timeline, width)
