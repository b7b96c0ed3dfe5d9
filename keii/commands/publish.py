"""`keii publish`: a static site of what may be given to everybody."""

import json
from pathlib import Path

import click

from keii.cli import workspace_of
from keii.commands.report import json_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
@click.pass_context
def command(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Write a static site of all incidents for everybody to FOLDER.

    Pages, charts, feeds, JSON and a public copy of the database. Only facts, links and quotes of at most
    120 characters go into it: no texts of pages, no captures, no contact.

    \b
    Examples:
      keii publish site
      keii publish site && python -m http.server --bind 127.0.0.1 --directory site
    """
    from keii.publishing import publish

    workspace = workspace_of(ctx)
    with workspace.read_store() as store:
        files = publish(store, workspace.database, folder)
    if as_json:
        click.echo(json.dumps({"files": [str(file) for file in files]}, ensure_ascii=False))
    else:
        click.echo(f"publish: {len(files)} files in {folder}", err=True)
