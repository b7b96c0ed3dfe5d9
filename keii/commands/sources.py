"""`keii sources`: the known publishers, or how each source of an incident did last time."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from keii.cli import workspace_of
from keii.clock import utc_now
from keii.commands.report import json_option
from keii.rows import print_rows

if TYPE_CHECKING:
    from keii.source_states import SourceState
    from spiders.publishers import Publisher

WAYS = ("feeds", "sitemaps", "lists", "notices", "searches", "wayback")
"""How pages of a publisher are found, as the keys of its file are called."""


@click.command(short_help="List the known publishers, or how each source of an incident did.")
@click.argument("slug", required=False)
@json_option
@click.pass_context
def command(ctx: click.Context, slug: str | None, as_json: bool) -> None:
    """Print the known publishers; with SLUG, how each source of that incident did.

    A source of an incident needs no more than the name of a known publisher.

    \b
    Examples:
      keii sources
      keii sources docomo-koza
      keii sources --json | jq -r '.publishers[].id'
    """
    if slug is not None:
        _print_states(_states(ctx, slug), as_json)
        return
    from spiders.definition import check_own_publishers
    from spiders.publishers import load_publishers

    check_own_publishers()
    found = load_publishers()
    if as_json:
        answer = {"publishers": [publisher_object(publisher) for publisher in found]}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    print_rows(("id", "publisher", "standing", "language", "found by", "checked"), map(_row, found))


def _states(ctx: click.Context, slug: str) -> "list[SourceState]":
    from db.store import Missing
    from keii.source_states import source_states

    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    try:
        with workspace.read_store() as store:
            return source_states(incident, store.outcomes(slug), store.pages_by_source(slug), utc_now())
    except Missing:
        # It was never crawled.
        return source_states(incident, (), {}, utc_now())


def _print_states(states: "Sequence[SourceState]", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"sources": [state_object(state) for state in states]}, ensure_ascii=False))
        return
    print_rows(
        ("id", "publisher", "state", "last worked", "last answer", "pages", "newest", "notes"),
        map(_state_row, states),
    )


def state_object(state: "SourceState") -> dict[str, Any]:
    """One source of `SLUG --json`."""
    last = state.last_answer
    return {
        "id": state.id,
        "publisher": state.publisher,
        "state": state.state,
        "last_worked": state.last_worked,
        "last_answer": last and {"outcome": last.name, "at": last.at, "url": last.url, "reason": last.reason},
        "documents": state.documents,
        "newest": state.newest,
        "notes": list(state.notes),
    }


def _state_row(state: "SourceState") -> tuple[str, ...]:
    last = state.last_answer
    return (
        state.id,
        state.publisher,
        state.state,
        state.last_worked or "never",
        f"{last.name} {last.at}" if last else "",
        str(state.documents),
        state.newest or "",
        "; ".join(state.notes),
    )


def publisher_object(publisher: "Publisher") -> dict[str, Any]:
    """One publisher of `--json`."""
    return {
        "id": publisher.id,
        "publisher": publisher.name,
        "aliases": list(publisher.aliases),
        "hosts": list(publisher.hosts),
        "standing": publisher.standing,
        "language": publisher.language,
        **{way: [_address(found) for found in getattr(publisher, way)] for way in WAYS},
        "layouts": len(publisher.layouts),
        "checked": publisher.checked,
        "unchecked": publisher.unchecked,
    }


def _address(found: Any) -> str:
    return found if isinstance(found, str) else str(found.url)


def _row(publisher: "Publisher") -> tuple[str, ...]:
    ways = (f"{way} {len(found)}" for way in WAYS if (found := getattr(publisher, way)))
    return (
        publisher.id,
        publisher.name,
        publisher.standing,
        publisher.language,
        ", ".join(ways),
        publisher.checked or "not on the site",
    )
