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


@click.command(short_help="Check every citation against the archived bytes.")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@json_option
@click.pass_context
def command(ctx: click.Context, slugs: tuple[str, ...], as_json: bool) -> None:
    """Check every citation: its quote in its text, its text in the archived bytes.

    Reads each document again from the archive and looks up each quote of the built timeline in it. Without SLUG:
    every incident.

    \b
    Example:
      keii verify docomo-koza
    """
    from timeline.added import added_id

    workspace = workspace_of(ctx)
    incidents = workspace.chosen(slugs)
    results: dict[str, Verification] = {}
    with workspace.read_store() as store:
        for incident in incidents:
            with progress(f"verify {incident.slug}") as report:
                results[incident.slug] = verify_incident(
                    incident,
                    [reading.document for reading in store.readings(incident.slug)],
                    store.captures(incident.slug),
                    store.cited(incident.slug),
                    workspace.archive,
                    report,
                    added={added_id(one) for one in workspace.review(incident.slug).added},
                )
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
    checked = f"{result.documents} documents, {result.entries} entries, {result.citations} citations"
    verdict = f"{len(result.problems)} problems" if result.problems else "all hold"
    if result.not_archived:
        verdict += f", but {len(result.not_archived)} added by hand are not archived"
    if not quiet:
        click.echo(f"{slug}: {checked}: {verdict}")
