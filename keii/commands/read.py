"""`keii read`: captures → documents → mentions → claims."""

import click

from keii.cli import workspace_of
from keii.commands.report import finish, json_option
from keii.walk import Summary, read_incident


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option(
    "--again", is_flag=True, help="Read every capture again, also those that present rules have read."
)
@json_option
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], again: bool, as_json: bool) -> None:
    """Read what the archive holds: text, amounts, names, dates, claims.

    Reads only captures that are new or were read by older rules. Without SLUG: every incident.

    \b
    Examples:
      keii read docomo-koza
      keii read --again
    """
    workspace = workspace_of(ctx)
    incidents = workspace.chosen(slugs)
    summary = Summary()
    with workspace.writing() as (store, _):
        for incident in incidents:
            summary.add(read_incident(incident, store, workspace.archive, again=again))
    finish(summary, as_json=as_json, label="read")
