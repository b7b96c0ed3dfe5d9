"""`keii crawl`: fetch what is new into the archive."""

from pathlib import Path

import click

from keii.cli import workspace_of
from keii.commands.report import finish, json_option
from keii.walk import crawl_incident

replay_option = click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answer every request from this WARC file instead of the network.",
)


@click.command()
@click.argument("slug")
@click.option(
    "--source", "sources", multiple=True, metavar="ID", help="Only this source of the incident; give several."
)
@replay_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, slug: str, sources: tuple[str, ...], replay: Path | None, as_json: bool
) -> None:
    """Fetch feeds, articles and notices of an incident into archive/.

    robots.txt is obeyed, a host is asked at most every 5 seconds, and every request ends in a named outcome.

    \b
    Examples:
      keii crawl docomo-koza
      keii crawl docomo-koza --source asahi --source nhk
      keii crawl docomo-koza --replay pages.warc.gz
    """
    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    with workspace.writing() as (store, archive):
        summary = crawl_incident(incident, store, archive, replay=replay, sources=sources)
    finish(summary, as_json=as_json, label=f"crawl {slug}")
