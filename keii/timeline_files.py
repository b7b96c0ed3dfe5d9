"""The files of a timeline: `timelines/SLUG.md`, `SLUG.json`, and `SLUG.en.md` for a further language."""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from db.records import Timeline
from keii.errors import NotWritable
from keii.workspace import make_folder
from timeline.render import json, markdown

RENDERERS: dict[str, Callable[[Timeline], str]] = {"md": markdown.render, "json": json.render}
"""File name extension → renderer."""


def write_timeline(timeline: Timeline, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the timeline in each format; returns the files. Raises NotWritable, and then the old file stays whole."""
    make_folder(folder)
    incident = timeline.incident
    stem = incident.slug if timeline.language == incident.language else f"{incident.slug}.{timeline.language}"
    files = [folder / f"{stem}.{extension}" for extension in formats]
    for file, extension in zip(files, formats, strict=True):
        try:
            replace_file(file, RENDERERS[extension](timeline).encode())
        except OSError as error:
            raise NotWritable(file, error.strerror or str(error)) from error
    return files


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
