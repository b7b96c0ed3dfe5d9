"""`keii sources`: the known publishers, and where each is looked for."""

import json
from typing import TYPE_CHECKING, Any

import click

from keii.commands.report import json_option
from keii.rows import print_rows

if TYPE_CHECKING:
    from spiders.publishers import Publisher

WAYS = ("feeds", "sitemaps", "lists", "notices", "searches", "wayback")
"""How pages of a publisher are found, as the keys of its file are called."""


@click.command()
@json_option
def command(as_json: bool) -> None:
    """Print the known publishers: a source of an incident needs no more than the name of one.

    \b
    Examples:
      keii sources
      keii sources --json | jq -r '.publishers[].id'
    """
    from spiders.publishers import load_publishers

    found = load_publishers()
    if as_json:
        answer = {"publishers": [publisher_object(publisher) for publisher in found]}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    print_rows(("id", "publisher", "standing", "language", "found by", "checked"), map(_row, found))


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
