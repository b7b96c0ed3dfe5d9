"""`keii verify`: every citation against the archive."""

import json
import sys
from dataclasses import asdict

import click

from keii.cli import workspace_of
from keii.commands.report import json_option
from keii.errors import FAILURES
from keii.highlight import visible
from keii.progress import progress
from keii.verification import Verification, verify_incident


@click.command(short_help="Check every line, citation and file against the archived bytes.")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@json_option
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], as_json: bool) -> None:
    """Check every citation and every line: quotes in texts, texts and facts in the archived bytes, files in both.

    Reads each document again from the archive, looks up each quote of the built timeline in it, builds the timeline
    again in memory, and compares its lines and files. Without SLUG: every incident.

    \b
    Example:
      keii verify docomo-koza
    """
    workspace = workspace_of(ctx)
    incidents = workspace.chosen(slugs)
    results: dict[str, Verification] = {}
    with workspace.read_store() as store:
        for incident in incidents:
            with progress(f"verify {incident.slug}") as report:
                results[incident.slug] = verify_incident(incident, store, workspace, report)
    if as_json:
        click.echo(json.dumps({slug: asdict(result) for slug, result in results.items()}, ensure_ascii=False))
    for slug, result in results.items():
        _say(slug, result, quiet=as_json)
    if any(result.problems for result in results.values()):
        sys.exit(FAILURES)


def _say(slug: str, result: Verification, *, quiet: bool) -> None:
    for problem in result.problems:
        click.echo(visible(f"keii: {slug}: {problem}"), err=True)
    for place in result.not_archived:
        click.echo(visible(f"keii: {slug}: not archived: {place}"), err=True)
    if result.not_built:
        later = f"{result.not_built} documents came after the last build; run: keii build {slug}"
        click.echo(visible(f"keii: {slug}: {later}"), err=True)
    numbers = ("documents", "entries", "citations", "files")
    checked = ", ".join(f"{getattr(result, name)} {name}" for name in numbers)
    verdict = f"{len(result.problems)} problems" if result.problems else "all hold"
    if result.not_archived:
        verdict += f", but {len(result.not_archived)} added by hand are not archived"
    if not quiet:
        click.echo(f"{slug}: {checked}: {verdict}")
