"""The files of a timeline: `timelines/SLUG.md`, `SLUG.html` …, and `SLUG.en.md` for a further language."""

import errno
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from db.incidents.checks import LANGUAGES
from db.records import Incident, Timeline
from keii.errors import NotWritable
from keii.replacing import replace_file
from keii.workspace import make_folder

RENDERERS = {
    "md": ("markdown", "md"),
    "html": ("html", "html"),
    "json": ("json", "json"),
    "timelinejs": ("timelinejs", "timelinejs.json"),
    "ics": ("ics", "ics"),
    "atom": ("atom", "atom"),
    "csv": ("csv", "csv"),
    "csv-raw": ("csv_raw", "raw.csv"),
}
"""Format → module of `timeline.render`, loaded when it is asked for, and file name extension."""
_CHART = re.compile(r"-series-(?!.*-series-)[a-z0-9-]+\.svg")
"""Not those of an incident whose own name goes on with `-series-`."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file of a timeline: where it is, and what it is made by."""

    path: Path
    format: str
    """As in RENDERERS; `chart` for a drawing."""
    language: str


def files_of(incident: Incident, folder: Path) -> Iterator[Rendered]:
    """The files of an incident's timeline that are there, in whatever language, with the charts of each."""
    for language in dict.fromkeys((incident.language, *LANGUAGES)):
        stem = _stem(incident, language)
        found = [
            Rendered(path, name, language)
            for name, (_, extension) in RENDERERS.items()
            if (path := folder / f"{stem}.{extension}").exists()
        ]
        yield from found
        if {"md", "html"} & {file.format for file in found}:
            yield from (Rendered(path, "chart", language) for path in _chart_files(folder, stem))


def rendered(file: Rendered, timeline: Timeline) -> str:
    """What a build puts into a file; nothing where it writes none of that name."""
    stem = _stem(timeline.incident, timeline.language)
    if file.format == "chart":
        return _charts(timeline, stem).get(file.path.name, "")
    return "".join(_rendered(RENDERERS[file.format][0], timeline, stem))


def write_timeline(timeline: Timeline, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the timeline in each format; returns the files.

    Raises NotWritable, or OSError where the disk is full; the old file stays whole.
    """
    make_folder(folder)
    incident = timeline.incident
    stem = _stem(incident, timeline.language)
    drawn = bool({"md", "html"} & set(formats))
    charts = _charts(timeline, stem) if drawn else {}
    files = [_written(folder / name, (chart,)) for name, chart in charts.items()]
    for name in formats:
        module, extension = RENDERERS[name]
        files.append(_written(folder / f"{stem}.{extension}", _rendered(module, timeline, stem)))
    if drawn:
        _drop_old_charts(folder, stem, set(charts))
    return files


def _stem(incident: Incident, language: str) -> str:
    return incident.slug if language == incident.language else f"{incident.slug}.{language}"


def _written(file: Path, parts: Iterable[str]) -> Path:
    """The file, with what the parts say together; one part is in memory at a time."""
    try:
        replace_file(file, (part.encode() for part in parts))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise  # Another folder is not what helps.
        raise NotWritable(file, error.strerror or str(error)) from error
    return file


def _rendered(module: str, timeline: Timeline, stem: str) -> Iterable[str]:
    if module == "markdown":
        from timeline.render import chart, markdown

        shown = {f"{stem}-series-{c.name}.svg": c.title for c in chart.charts_of(timeline)}
        return (markdown.render(timeline, shown),)
    renderer = import_module(f"timeline.render.{module}")
    if module == "json":
        return cast("Iterable[str]", renderer.parts(timeline))
    return (cast("Callable[[Timeline], str]", renderer.render)(timeline),)


def _charts(timeline: Timeline, stem: str) -> dict[str, str]:
    from timeline.render import chart

    return {f"{stem}-series-{c.name}.svg": chart.alone(c, timeline) for c in chart.charts_of(timeline)}


def _drop_old_charts(folder: Path, stem: str, kept: set[str]) -> None:
    """Charts of series that are no more: nothing shows them."""
    for file in _chart_files(folder, stem):
        if file.name not in kept:
            file.unlink(missing_ok=True)


def _chart_files(folder: Path, stem: str) -> list[Path]:
    found = sorted(folder.glob(f"{stem}-series-*.svg"))
    return [file for file in found if _CHART.fullmatch(file.name[len(stem) :])]
