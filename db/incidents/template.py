"""The file that `keii new` writes: every key once, with what it is for; it loads as it stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from db.incidents.definition import Known, check_slug, nobody, parse_incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A known publisher as a new file names it."""

    id: str
    name: str
    active: bool


def template(
    slug: str,
    title: str,
    keywords: Sequence[str],
    *,
    language: str = "ja",
    proposals: Sequence[Proposal] = (),
    known: Known = nobody,
) -> str:
    """The text of `incidents/SLUG.toml`; DefinitionError where slug, title or keywords cannot be used.

    `known` gives the publishers that are proposed.

    >>> "銀行" in template("aozora", "青空銀行の件", ["銀行"])
    True
    """
    check_slug(slug, Path(f"{slug}.toml"))
    words = ", ".join(map(_quoted, keywords))
    form = (
        resources.files("db.incidents").joinpath("templates", f"{language}.txt").read_text(encoding="utf-8")
    )
    text = form.format(
        slug=slug, title=_quoted(title), keywords=words, language=language, publishers=_proposed(proposals)
    )
    parse_incident(text, Path(f"{slug}.toml"), known)
    return text


def _proposed(proposals: Sequence[Proposal]) -> str:
    """The tables of the known publishers, those in use first."""
    if not proposals:
        return ""
    tables = [
        f"{mark}[[sources]]\n{mark}publisher = {_quoted(proposal.id)}  # {' '.join(proposal.name.split())}\n"
        for proposal in sorted(proposals, key=lambda p: not p.active)
        for mark in ("" if proposal.active else "# ",)
    ]
    return "\n".join(tables)


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL and what is no character.

    >>> _quoted('a"b')
    '"a\\\\"b"'
    """
    readable = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
    return readable.replace("\x7f", "\\u007f")
