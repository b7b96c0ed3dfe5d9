"""Whether the stored timeline and the files in `timelines/` are what a build from the stored facts gives now."""

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from db.records import Entry, Incident, Review, Timeline
from keii.since import Material
from keii.timeline_files import Rendered, files_of, rendered
from keii.walk import account

MOST = 20
"""The most differences of one kind that are told one by one."""
_SHOWN = 30
"""Characters before and behind the place where a file differs."""


def build_problems(
    incident: Incident, known: Material, stored: Timeline | None, review: Review, folder: Path
) -> tuple[int, list[str]]:
    """How many files were compared, and each difference: of the stored timeline by entry, of a file by line."""

    @lru_cache
    def built(language: str) -> Timeline:
        return account(incident, known, language, review)

    problems: list[str] = []
    if stored is not None:
        problems += few(
            list(_stored_problems(stored, built(incident.language))), f"entries of {incident.slug}"
        )
    there = list(files_of(incident, folder))
    for file in there:
        problems += _file_problems(file, built(file.language), stored)
    return len(there), problems


def few(problems: list[str], of: str) -> list[str]:
    """The first problems, and how many more there are."""
    rest = len(problems) - MOST
    return [*problems[:MOST], f"{rest} more {of}"] if rest > 0 else problems


def _again(incident: Incident) -> str:
    return f"run: keii build {incident.slug}"


def _stored_problems(stored: Timeline, built: Timeline) -> Iterator[str]:
    """The stored timeline against the one that follows from the facts."""
    again = _again(built.incident)
    if stored.rules != built.rules:
        rules = f"other rules ({stored.rules}, now {built.rules})"
        yield f"the stored timeline was built by {rules}; run: keii read, then keii build"
        return
    here, there = ({entry.id: entry for entry in timeline.entries} for timeline in (stored, built))
    for name, entry in here.items():
        if name not in there:
            yield f"entry {name} ({entry.date}): no build gives this line; {again}"
        elif entry != there[name]:
            yield f"entry {name} ({entry.date}): {_difference(entry, there[name])}; {again}"
    yield from (f"entry {n} ({e.date}): is missing; {again}" for n, e in there.items() if n not in here)
    for name in (f.name for f in fields(Timeline) if f.name not in ("incident", "entries", "rules")):
        if getattr(stored, name) != getattr(built, name):
            yield f"{name} of the stored timeline: not what a build gives; {again}"


def _difference(stored: Entry, built: Entry) -> str:
    name = next(f.name for f in fields(Entry) if getattr(stored, f.name) != getattr(built, f.name))
    return f"{name} is {_short(getattr(stored, name))}, a build gives {_short(getattr(built, name))}"


def _short(value: object) -> str:
    told = str(value)
    return told if len(told) <= 2 * _SHOWN else f"{told[: 2 * _SHOWN]}…"


def _file_problems(file: Rendered, built: Timeline, stored: Timeline | None) -> Iterator[str]:
    try:
        there = file.path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        yield f"{file.path}: cannot be read ({error.strerror})"
        return
    now = rendered(file, built)
    if there == now:
        if file.format == "md":
            yield from _note_problems(file, there, built)
        return
    yield f"{file.path}:{_place(there, now)}; {_why(file, there, stored)}; {_again(built.incident)}"


def _why(file: Rendered, there: str, stored: Timeline | None) -> str:
    """How the file came to differ; of a further language no older words are kept."""
    if stored is None or file.language != stored.language:
        return "left from an older build, or changed since"
    if there == rendered(file, stored):
        return "left from an older build"
    return "changed since it was built, or built by another version"


def _place(there: str, now: str) -> str:
    """Line and words of the first difference."""
    both = zip(there, now, strict=False)
    at = next((i for i, (a, b) in enumerate(both) if a != b), min(len(there), len(now)))
    line = there.count("\n", 0, at) + 1
    return f"{line}: not what a build gives: {_around(there, at)!r}, a build gives {_around(now, at)!r}"


def _around(text: str, at: int) -> str:
    begin = max(text.rfind("\n", 0, at) + 1, at - _SHOWN)
    end = text.find("\n", at)
    return text[begin : min(at + _SHOWN, end if end >= 0 else len(text))]


def _note_problems(file: Rendered, page: str, timeline: Timeline) -> Iterator[str]:
    from timeline.render.proof import loose_notes

    cited = [c for entry in timeline.entries for c in entry.citations]
    cited += [c for dispute in timeline.disputes for side in dispute.sides for c in side.citations]
    for line, label in loose_notes(page, cited):
        yield f"{file.path}:{line}: the footnote {label} does not lead to words that are cited"
