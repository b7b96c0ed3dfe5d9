"""The file that `keii new` writes: every key once, with what it is for; it loads as it stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.incidents.definition import Known, check_slug, nobody, parse_incident

_TEMPLATE = """\
# What to follow, curated by hand. `keii run {slug}` collects, reads and writes the timeline.

title = {title}

# A page belongs to the incident when its title, summary or address holds one of these words.
keywords = [{keywords}]

language = "{language}"            # the timeline's language: ja or en
timezone = "Asia/Tokyo"    # of times that are printed without a zone

# Pages from before and after are not followed.
# since = 2020-09-01
# until = 2020-12-31

# Who crawls: a mail address or a page. It is sent to every site; without it nothing is fetched.
# contact = "you@example.org"

{publishers}# One table for each other publisher. Take the # away from the lines that you use.
# [[sources]]
# id = "example-news"                # short, a-z 0-9 -
# publisher = "例の新聞"
# standing = "newspaper"             # official, regulator, agency, newspaper, trade, blog, unknown, reader
# feeds = ["https://news.example/rss.xml"]         # RSS, Atom or RDF
# sitemaps = ["https://news.example/sitemap.xml"]
# pages = ["https://news.example/articles/1"]      # read whether or not a feed names them
# notices = ["https://news.example/notice"]        # watched: every change is shown
# agency = "共同通信"                # whose stories it carries without saying so
# layout = "example-news"            # only where the reader should not find out by itself

# Names that the program does not know.
# class: bank, service, operator, authority, exchange, broker, facility, other
[names]
# "青空銀行" = {{ class = "bank", aliases = ["青空銀"], code = "9999" }}
"""


_PUBLISHERS = """\
# Known publishers: what to follow of each is known, so its name is enough. Take the # away from those that you want,
# put one before those that you do not. `keii sources` shows where each is looked for; pages, notices and the like
# may be added below a name.
"""


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
    text = _TEMPLATE.format(
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
    return "\n".join([_PUBLISHERS.rstrip("\n"), *tables, ""])


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL and what is no character.

    >>> _quoted('a"b')
    '"a\\\\"b"'
    """
    readable = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
    return readable.replace("\x7f", "\\u007f")
