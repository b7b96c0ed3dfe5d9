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
@click.option(
    "--redis", envvar="KEII_REDIS", metavar="URL", help="Share the crawl with other workers over this Redis."
)
@click.option(
    "--round",
    "round_name",
    metavar="NAME",
    help="With --redis: a round of this name is done once, by all together.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, slug: str, sources: tuple[str, ...], replay: Path | None, redis: str | None,
    round_name: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Fetch feeds, articles and notices of an incident into archive/.

    robots.txt is obeyed, a host is asked at most every 5 seconds, and every request ends in a named outcome.

    \b
    Examples:
      keii crawl docomo-koza
      keii crawl docomo-koza --source asahi --source nhk
      keii crawl docomo-koza --replay pages.warc.gz
      keii crawl docomo-koza --redis redis://queue.internal/0 --round 2020-09-10
    """
    if round_name is not None and redis is None:
        raise click.UsageError("--round names a round of a shared crawl; it goes with --redis")
    if redis is not None and replay is not None:
        raise click.UsageError("--replay asks nobody; it does not go with --redis")
    from spiders.crawl import check_start

    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    check_start(incident, sources, replay)
    with workspace.writing() as (store, archive):
        summary = crawl_incident(
            incident, store, archive, replay=replay, sources=sources, redis=redis, round_name=round_name
        )
    finish(summary, as_json=as_json, label=f"crawl {slug}")
