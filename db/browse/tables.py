"""Datasette's own pages of a workspace: what tables and columns are, prepared questions, cells as people read them."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup

from db.browse.faces import Words, faces
from db.browse.views import document_at, name_at
from db.records import Figure
from db.store.values import restored_number

_DATES = frozenset(
    {"date", "as_of", "published", "updated", "written_on", "captured_at", "reported_on", "started_at", "finished_at",
     "at", "asked_at", "held_until", "seen_at", "first_at", "since", "until", "reference_date"}
)  # fmt: skip


@cache
def metadata(workspaces: tuple[str, ...]) -> dict[str, Any]:
    """Datasette's metadata for these databases."""
    text = resources.files("db.browse").joinpath("metadata.toml").read_text(encoding="utf-8")
    whole = tomllib.loads(text)
    return {"databases": dict.fromkeys(workspaces, whole)} if workspaces else {}


def cell(row: Any, value: Any, column: str, table: str | None, language: str) -> Any:
    """A cell as people read it; None: as Datasette shows it."""
    if not isinstance(value, (str, int)) or value == "":
        return None
    words = faces().words(language)
    if column == "value" and table == "claim_figures":
        return _figure(row, words)
    if not isinstance(value, str):
        return None
    if column in _DATES and value[:4].isascii() and value[:4].isdigit():
        return Markup('<time datetime="{}" title="{}">{}</time>').format(value, value, words.moment(value))
    if column in ("url", "requested_url"):
        return _link(value)
    if column == "digest":
        return Markup('<a href="{}"><code>{}</code></a>').format(document_at(value), value[7:19])
    if column in ("name", "canonical") and table in ("claim_organisations", "mentions"):
        return Markup('<a href="{}">{}</a>').format(name_at(value), value)
    return None


def _figure(row: Any, words: Words) -> Any:
    fields = {name: row[name] for name in ("role", "value", "unit", "qualifier") if name in row.keys()}  # noqa: SIM118 - a row
    if len(fields) < 4:
        return None
    figure = Figure(**{**fields, "value": restored_number(fields["value"])})
    return Markup('<span title="{}">{}</span>').format(fields["value"], words.figure(figure, plain=True))


def _link(url: str) -> Any:
    address = faces().address(url)
    if address is None:
        return None
    return Markup('<a href="{}" rel="noopener nofollow ugc">{}</a>').format(address, url)
