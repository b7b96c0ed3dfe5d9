"""`keii new`: a commented incident file that works as it stands."""

import click

from keii.cli import workspace_of
from keii.errors import KeiiError
from keii.timeline_files import replace_file
from keii.workspace import make_folder


class AlreadyThere(KeiiError):
    """An incident of that name exists; it is not overwritten."""


@click.command()
@click.argument("slug")
@click.option("--title", required=True, help="What the timeline is called.")
@click.option(
    "--keyword",
    "keywords",
    multiple=True,
    required=True,
    help="A word that a page of the incident holds; give several.",
)
@click.pass_context
def command(ctx: click.Context, slug: str, title: str, keywords: tuple[str, ...]) -> None:
    """Write incidents/SLUG.toml, to be filled with the sources to follow.

    \b
    Example:
      keii new docomo-koza --title "ドコモ口座の不正引き出し" --keyword ドコモ口座
    """
    from db.incidents import template

    workspace = workspace_of(ctx)
    content = template(slug, title, list(keywords))
    path = workspace.incidents / f"{slug}.toml"
    if path.exists():
        raise AlreadyThere(f"{path}: is already there; edit it, or choose another name")
    make_folder(workspace.incidents)
    replace_file(path, content.encode())
    click.echo(str(path))
    click.echo(f"Add sources to it, then: keii run {slug}", err=True)
