"""The files of a timeline: `timelines/SLUG.md`, `SLUG.html` …, and `SLUG.en.md` for a further language."""

import errno
import filecmp
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
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
    """Write the timeline in each format; returns the files.

    Raises NotWritable, or OSError where the disk is full; the old file stays whole.
    """
    make_folder(folder)
    incident = timeline.incident
    stem = incident.slug if timeline.language == incident.language else f"{incident.slug}.{timeline.language}"
    drawn = bool({"md", "html"} & set(formats))
    charts = _charts(timeline, stem) if drawn else {}
    files = [_written(folder / name, (chart,)) for name, chart in charts.items()]
    for name in formats:
        module, extension = RENDERERS[name]
        files.append(_written(folder / f"{stem}.{extension}", _rendered(module, timeline, stem)))
    if drawn:
        _drop_old_charts(folder, stem, set(charts))
    return files


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
    for file in folder.glob(f"{stem}-series-*.svg"):
        if file.name not in kept and _CHART.fullmatch(file.name[len(stem) :]):
            file.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Put `content` at `path` in one step: a reader sees the old file or the new one, also after a power cut.

    A file that says the same already is left alone.
    """
    there = path.is_file() and not path.is_symlink()
    if isinstance(content, bytes) and there and path.read_bytes() == content:
        return
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            if not (there and filecmp.cmp(name, path, shallow=False)):
                os.fsync(file.fileno())
                Path(name).chmod(0o644)
                Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
