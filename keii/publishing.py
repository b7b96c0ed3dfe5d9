"""A static site of a workspace: what may be given to everybody, in files that any server can hand out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from db.records import Timeline
from db.store import Store
from db.store.public import public
from keii.errors import KeiiError, NotWritable
from keii.replacing import replace_file
from keii.workspace import make_folder

MARK = ".keii-site"
"""In a folder that keii may write over: nothing else is ever removed."""


class NotASite(KeiiError):
    """The folder holds something that keii did not write."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: is not empty and no site of keii's; choose a new folder")


class NothingBuilt(KeiiError):
    """No incident has a timeline."""

    def __init__(self, database: Path) -> None:
        super().__init__(f"{database}: no timeline was built yet; keii build SLUG makes one")


def publish(store: Store, database: Path, folder: Path) -> list[Path]:
    """Write the site of all incidents that were built; returns its files, those of before are gone.

    Raises NotASite, NothingBuilt, NotWritable. A file that would say the same is left alone.
    """
    told = [public(t) for slug in store.slugs() if (t := store.timeline(slug)) is not None]
    if not told:
        raise NothingBuilt(database)
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise NotASite(folder)
    make_folder(folder)
    before = [p for p in folder.rglob("*") if p.is_file()]
    made = {MARK: b"", "index.html": _index(told).encode("utf-8", "replace")}
    for timeline in told:
        made |= {f"{timeline.incident.slug}/{name}": text for name, text in _files(timeline)}
    files = [_write(folder / name, content) for name, content in made.items()]
    files.append(_copy(store, folder / "keii.db"))
    for old in set(before) - set(files):
        old.unlink()
    return sorted(files)


def _write(path: Path, content: bytes) -> Path:
    make_folder(path.parent)
    try:
        replace_file(path, content)
    except OSError as error:
        raise NotWritable(path, error.strerror or str(error)) from error
    return path


def _copy(store: Store, path: Path) -> Path:
    """The public copy of the database, in place of the one before in one step."""
    made = path.with_name(".keii.db.new")
    made.unlink(missing_ok=True)
    store.write_public_copy(made)
    made.replace(path)
    return path


def _files(timeline: Timeline) -> Iterator[tuple[str, bytes]]:
    """The files of one incident by name."""
    from timeline.render import atom, chart, csv, html, ics, json, markdown

    forms: Mapping[str, Callable[[Timeline], str]] = {
        "index.html": html.render, "feed.atom": atom.render, "calendar.ics": ics.render,
        "timeline.json": json.render, "timeline.csv": csv.render,
    }  # fmt: skip
    charts = {f"{c.name}.svg": c for c in chart.charts_of(timeline)}
    yield from ((name, render(timeline).encode("utf-8", "replace")) for name, render in forms.items())
    yield from ((name, chart.alone(c, timeline).encode("utf-8", "replace")) for name, c in charts.items())
    shown = {name: c.title for name, c in charts.items()}
    yield "timeline.md", markdown.render(timeline, shown).encode("utf-8", "replace")


def _index(told: Sequence[Timeline]) -> str:
    """The list of the incidents, each with how it stands and where its files are."""
    from timeline.render.html import content_policy
    from timeline.render.plain import plain
    from timeline.render.state import state_of_affairs
    from timeline.wording import speak

    language = told[0].language
    title = {"ja": "経緯"}.get(language, "Timelines")
    parts = []
    for timeline in told:
        at = quote(timeline.incident.slug, safe="")
        words = speak(timeline.language)
        state = "".join(
            f"<p>{escape(plain(s.text + s.end))}</p>" for s in state_of_affairs(timeline, words)[:3]
        )
        links = " · ".join(
            f'<a href="{at}/{name}">{kind}</a>'
            for name, kind in (("feed.atom", "Atom"), ("calendar.ics", "iCalendar"), ("timeline.json", "JSON"),
                               ("timeline.csv", "CSV"), ("timeline.md", "Markdown"))
        )  # fmt: skip
        head = f'<h2><a href="{at}/">{escape(plain(timeline.incident.title))}</a></h2>'
        parts.append(f'<article lang="{words.language}">{head}{state}<p class="files">{links}</p></article>')
    return _PAGE.format(
        language=speak(language).language,
        title=title,
        style=_STYLE,
        policy=content_policy(_STYLE),
        body="".join(parts),
    )


_STYLE = (
    ":root{color-scheme:light dark}body{max-width:48rem;margin:0 auto;padding:1rem;font:1rem/1.7 system-ui,sans-serif}"
    "article{border-top:1px solid;padding:.5rem 0 1rem}a{color:inherit}.files{font-size:.9rem}"
)
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
<p class="files"><a href="keii.db">keii.db</a> (SQLite)</p>
</main>
</body>
</html>
"""
