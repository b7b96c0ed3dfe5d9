"""The files of a timeline: `timelines/SLUG.md`, `SLUG.html` …, and `SLUG.en.md` for a further language."""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from db.records import Timeline
from keii.errors import NotWritable
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


def write_timeline(timeline: Timeline, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the timeline in each format; returns the files. Raises NotWritable, and then the old file stays whole."""
    make_folder(folder)
    incident = timeline.incident
    stem = incident.slug if timeline.language == incident.language else f"{incident.slug}.{timeline.language}"
    drawn = bool({"md", "html"} & set(formats))
    charts = _charts(timeline, stem) if drawn else {}
    made = dict(charts)
    for name in formats:
        module, extension = RENDERERS[name]
        made[f"{stem}.{extension}"] = _rendered(module, timeline, stem)
    files = [folder / name for name in made]
    for file, content in zip(files, made.values(), strict=True):
        try:
            replace_file(file, content.encode())
        except OSError as error:
            raise NotWritable(file, error.strerror or str(error)) from error
    if drawn:
        _drop_old_charts(folder, stem, set(charts))
    return files


def _rendered(module: str, timeline: Timeline, stem: str) -> str:
    if module == "markdown":
        from timeline.render import chart, markdown

        shown = {f"{stem}-series-{c.name}.svg": c.title for c in chart.charts_of(timeline)}
        return markdown.render(timeline, shown)
    render = import_module(f"timeline.render.{module}").render
    return cast("Callable[[Timeline], str]", render)(timeline)


def _charts(timeline: Timeline, stem: str) -> dict[str, str]:
    from timeline.render import chart

    return {f"{stem}-series-{c.name}.svg": chart.alone(c, timeline) for c in chart.charts_of(timeline)}


def _drop_old_charts(folder: Path, stem: str, kept: set[str]) -> None:
    """Charts of series that are no more: nothing shows them."""
    for file in folder.glob(f"{stem}-series-*.svg"):
        if file.name not in kept and _CHART.fullmatch(file.name[len(stem) :]):
            file.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: a reader sees the old file or the new one, also after a power cut."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
