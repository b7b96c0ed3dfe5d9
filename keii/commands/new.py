"""`keii new`: a commented incident file that works as it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from db.incidents.checks import LANGUAGES, nearest
from keii.cli import workspace_of
from keii.errors import KeiiError
from keii.replacing import replace_file
from keii.workspace import make_folder

if TYPE_CHECKING:
    from db.incidents import Proposal


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
@click.option(
    "--publisher",
    "publishers",
    multiple=True,
    metavar="NAME",
    help="Follow this known publisher (see keii sources); give several.  [default: newspapers, agencies, trade press]",
)
@click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default="ja", help="Of the timeline.  [default: ja]"
)
@click.pass_context
def command(
    ctx: click.Context,
    slug: str,
    title: str,
    keywords: tuple[str, ...],
    publishers: tuple[str, ...],
    language: str,
) -> None:
    """Write incidents/SLUG.toml with a proposal whom to follow.

    \b
    Examples:
      keii new docomo-koza --title "ドコモ口座の不正引き出し" --keyword ドコモ口座
      keii new data-leak --title "顧客情報の流出" --keyword 流出 --publisher nhk --publisher ipa
    """
    from db.incidents import template
    from spiders.publishers import known_sources

    workspace = workspace_of(ctx)
    content = template(
        slug,
        title,
        list(keywords),
        language=language,
        proposals=_proposals(publishers, language),
        known=known_sources,
    )
    path = workspace.incidents / f"{slug}.toml"
    if path.exists():
        raise AlreadyThere(f"{path}: is already there; edit it, or choose another name")
    make_folder(workspace.incidents)
    replace_file(path, content.encode())
    click.echo(str(path))
    click.echo(f"Look through its sources, set contact, then: keii run {slug}", err=True)


def _proposals(wanted: Sequence[str], language: str) -> list["Proposal"]:
    """Every known publisher: in use are those wanted, or without any those that suit the language."""
    from db.incidents import Proposal
    from spiders.publishers import known_sources, load_publishers

    known = known_sources()
    for name in wanted:
        if name not in known:
            near = nearest(name, list(known))
            raise click.BadParameter(f"{name!r} is not known{near}", param_hint="--publisher")
    chosen = {known[name].id for name in wanted}
    return [
        Proposal(
            id=publisher.id,
            name=publisher.name,
            active=publisher.id in chosen
            if wanted
            else publisher.proposed and publisher.language == language,
        )
        for publisher in load_publishers()
    ]
