"""`keii run`: crawl, read, build."""

import click

from keii.cli import workspace_of
from keii.commands.build import formats_option, languages_option
from keii.commands.report import finish, json_option
from keii.walk import Summary, walk


@click.command()
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...")
@formats_option
@languages_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    as_json: bool,
) -> None:
    """Crawl, read and build one or several incidents.

    \b
    Example:
      keii run docomo-koza
    """
    from spiders.crawl import check_start

    workspace = workspace_of(ctx)
    incidents = [workspace.incident(slug) for slug in slugs]
    for incident in incidents:
        workspace.review(incident.slug)
        check_start(incident)
    summary = Summary()
    with workspace.writing() as (store, archive):
        for incident in incidents:
            summary.add(walk(incident, store, archive, workspace, formats=formats, languages=languages))
    finish(summary, as_json=as_json, label="run")
