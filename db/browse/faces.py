"""How a timeline looks is not known here: whoever knows it hands it in by the hook `keii_faces`.

`timeline` may not be imported from `db`. The front door, keii/faces.py, is a Datasette plugin beside this one and
answers the hook, so that plain `datasette keii.db` shows the same pages as `keii serve`.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from datasette import hookimpl

from db.records import Change, Citation, Document, Figure, Mention, Timeline

__all__ = ["Faces", "Words", "faces", "hookimpl"]


class Words(Protocol):
    """The words of a language: `timeline.wording.Wording`."""

    @property
    def language(self) -> str:
        """Its code."""

    def say(self, table: str, key: str, /, **values: object) -> str:
        """A template with its holes filled; the key itself where there is no word for it."""

    def moment(self, moment: str) -> str:
        """An EDTF date in words."""

    def name(self, canonical: str) -> str:
        """A name as the language calls it."""

    def figure(self, figure: Figure, *, plain: bool = False) -> str:
        """A figure in words."""

    def amount(self, value: int | str | None, unit: str, *, money: bool = False) -> str:
        """A number with its unit."""


class Faces(Protocol):
    """What a timeline looks like. All HTML comes escaped."""

    def words(self, language: str) -> Words:
        """The words of a language."""

    def parts(self, timeline: Timeline, entries_at: str) -> tuple[Mapping[str, str], str]:
        """The parts of the page as HTML by name, and the style sheet that they need."""

    def summary(self, timeline: Timeline) -> list[str]:
        """The state of affairs, a sentence each."""

    def spark(self, timeline: Timeline, label: str) -> str:
        """The growth of the damage as a small `<svg>`, or nothing."""

    def chosen(self, citations: Sequence[Citation]) -> list[Citation]:
        """The citations worth showing first."""

    def feed(self, timeline: Timeline) -> str:
        """Atom."""

    def calendar(self, timeline: Timeline) -> str:
        """iCalendar."""

    def json(self, timeline: Timeline) -> str:
        """`timeline.json`."""

    def changes(self, old: Document, new: Document) -> Sequence[Change]:
        """What differs between two versions of a page."""

    def address(self, url: str) -> str | None:
        """The address where it is safe to link to, else None."""

    def when(self, captured_at: str, timezone: str, words: Words) -> str:
        """A moment of capture in words, in the time of the incident."""

    def visible(self, text: str) -> str:
        """Text as one line without anything that is not seen."""

    def told(self, mention: Mention, words: Words) -> str:
        """What a mention was understood to be."""


def faces() -> Faces:
    """What was handed in."""
    from datasette.plugins import pm

    found: list[Faces] = pm.hook.keii_faces() if hasattr(pm.hook, "keii_faces") else []
    if not found:
        raise LookupError("no plugin says how a timeline looks: install keii with its entry points")
    return found[0]
