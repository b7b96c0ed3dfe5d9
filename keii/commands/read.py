"""`keii read`: captures → documents → mentions → claims; with --show, what is understood of one page."""

import click

from keii.cli import workspace_of
from keii.commands.report import finish, json_option
from keii.commands.values import ADDRESS
from keii.walk import Summary, read_incident
from keii.workspace import Workspace


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG | PAGE]...")
@click.option(
    "--again", is_flag=True, help="Read every capture again, also those that present rules have read."
)
@click.option(
    "--show", is_flag=True, help="Show what is understood of a PAGE (file, URL or -); store nothing."
)
@click.option(
    "--url",
    type=ADDRESS,
    metavar="URL",
    help="With --show: the address that a file came from; layouts go by it.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, slugs: tuple[str, ...], again: bool, show: bool, url: str | None, as_json: bool
) -> None:
    """Read what the archive holds: text, amounts, names, dates, claims.

    Reads only captures that are new or were read by older rules. Without SLUG: every incident.

    With --show: the sections, dates and metadata of one page, and where each came from. A URL is looked up in
    the archive; nothing is fetched and nothing is stored.

    \b
    Examples:
      keii read docomo-koza
      keii read --again
      keii read page.html --show
      keii read https://www.example.jp/news/1 --show --json
    """
    workspace = workspace_of(ctx)
    if show and again:
        raise click.UsageError("--again reads the archive again; it does not go with --show")
    if show:
        _show(slugs, url, workspace, as_json=as_json)
        return
    if url:
        raise click.UsageError("--url goes with --show")
    incidents = workspace.chosen(slugs)
    summary = Summary()
    with workspace.writing() as (store, _):
        for incident in incidents:
            summary.add(read_incident(incident, store, workspace.archive, again=again))
    finish(summary, as_json=as_json, label="read")


def _show(targets: tuple[str, ...], url: str | None, workspace: Workspace, *, as_json: bool) -> None:
    from keii.page_view import page_json, page_lines, understand_page

    if len(targets) != 1:
        raise click.UsageError("--show takes one file or URL")
    found = understand_page(targets[0], workspace, url)
    click.echo(page_json(found) if as_json else "\n".join(page_lines(found)))
