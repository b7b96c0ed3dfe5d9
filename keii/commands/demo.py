"""`keii demo`: the whole way on the bundled incident, offline."""

import re
import sys
from importlib import resources
from pathlib import Path

import click

from keii.cli import workspace_of
from keii.commands.report import finish, json_option
from keii.highlight import visible
from keii.replacing import replace_file
from keii.walk import walk
from keii.workspace import make_folder

SLUG = "docomo-koza"
HEAD = "\n### "
"""The timeline is shown up to here: how things stand, and how the damage grew."""
_LEFT_OUT = re.compile(r"\[\^\w+\]|^!\[.*\n", re.M)
"""References and pictures, of which a terminal shows nothing."""


@click.command(short_help="Try it offline: crawl, read and build the bundled incident.")
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Crawl, read and build the bundled incident from the bundled archive.

    Works offline, in a folder keii-demo/ (or --workspace). The pages were written for keii; the figures are those
    of the fraud around ドコモ口座 in September 2020.

    \b
    Example:
      keii demo
    """
    workspace = workspace_of(ctx, "keii-demo")
    make_folder(workspace.incidents)
    with resources.as_file(resources.files("keii") / "demo") as bundled:
        replace_file(workspace.incidents / f"{SLUG}.toml", (bundled / f"{SLUG}.toml").read_bytes())
        incident = workspace.incident(SLUG)
        with workspace.writing() as (store, archive):
            summary = walk(incident, store, archive, workspace, replay=bundled / f"{SLUG}.warc.gz")
    if not as_json:
        _show_head(workspace.timelines / f"{SLUG}.md")
    finish(summary, as_json=as_json, label="demo")
    if not as_json:
        click.echo(f"Open {workspace.timelines / SLUG}.html in a browser.", err=True)


def _show_head(timeline: Path) -> None:
    from rich.markdown import Markdown

    from keii.console import Console

    head, _, _ = timeline.read_text(encoding="utf-8").partition(HEAD)
    width = None if sys.stdout.isatty() else 120
    Console(width=width).print(Markdown(visible(_LEFT_OUT.sub("", head)), hyperlinks=False))
