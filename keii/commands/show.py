"""`keii show`: the timeline in the terminal."""

import sys

import click

from keii.cli import workspace_of
from keii.commands.report import json_option, printable
from keii.errors import KeiiError


@click.command()
@click.argument("slug")
@json_option
@click.pass_context
def command(ctx: click.Context, slug: str, as_json: bool) -> None:
    """Print the timeline as it was last built.

    \b
    Examples:
      keii show docomo-koza
      keii show docomo-koza --json | jq .series
    """
    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    with workspace.read_store() as store:
        timeline = store.timeline(slug)
    if timeline is None:
        raise KeiiError(f"{slug}: no timeline has been built yet; run: keii build {slug}")
    if as_json:
        from timeline.render import json

        click.echo(json.render(timeline))
        return
    from keii.terminal import timeline_table

    width = None if sys.stdout.isatty() else 120
    click.echo(printable(incident.title))
    timeline_table(timeline, width)
