"""How a command tells what it did: a line for people on stderr, an object for programs on stdout."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from keii.highlight import visible
from keii.walk import Summary

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
"""`--json`, the same for every command that has it."""


def finish(summary: Summary, *, as_json: bool, label: str = "") -> None:
    """Say what was done and which parts failed, and exit with 1 if any did."""
    if as_json:
        answer = json.dumps(summary_object(summary), ensure_ascii=False)
        # The name of a file may be no UTF-8.
        click.echo(answer.encode("utf-8", "replace").decode())
    else:
        counts = ", ".join(f"{name} {number}" for name, number in summary.counts.items()) or "nothing to do"
        click.echo(visible(f"{label}: {counts}" if label else counts), err=True)
        for file in summary.files:
            click.echo(str(file))
    for warning in summary.warnings:
        click.echo(visible(f"keii: note: {warning}"), err=True)
    for failure in summary.failures:
        click.echo(visible(f"keii: {failure}"), err=True)
    if summary.exit_status:
        sys.exit(summary.exit_status)


def summary_object(summary: Summary) -> dict[str, Any]:
    """The form of `--json`."""
    found: dict[str, Any] = {
        "counts": dict(summary.counts),
        "failures": summary.failures,
        "files": [str(Path(file)) for file in summary.files],
    }
    return found | ({"warnings": summary.warnings} if summary.warnings else {})
