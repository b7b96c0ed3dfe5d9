"""How timelines look in the browser: what `timeline` draws, handed to the pages in `db.browse` by their hook."""

from collections.abc import Sequence
from typing import cast

from db.browse.faces import Faces, Words, hookimpl
from db.records import Change, Citation, Document, Mention, Timeline


class Drawn:
    """The renderers of `timeline`; each is imported when it is asked for."""

    def words(self, language: str) -> Words:
        """The words of a language."""
        from timeline.wording import speak

        return speak(language)

    def parts(self, timeline: Timeline, entries_at: str) -> tuple[dict[str, str], str]:
        """The parts of the page by name, and their style sheet."""
        from timeline.render import html

        return html.parts(timeline, entries_at), html.style_sheet(timeline)

    def summary(self, timeline: Timeline) -> list[str]:
        """The state of affairs."""
        from timeline.render.state import state_of_affairs
        from timeline.wording import speak

        return [s.text + s.end for s in state_of_affairs(timeline, speak(timeline.language))]

    def spark(self, timeline: Timeline, label: str) -> str:
        """The growth of the damage."""
        from timeline.render.chart import spark

        return spark.draw(timeline, label)

    def chosen(self, citations: Sequence[Citation]) -> list[Citation]:
        """One a page, other origins first."""
        from timeline.render.rows import chosen

        return chosen(citations, len(citations))

    def feed(self, timeline: Timeline) -> str:
        """Atom."""
        from timeline.render import atom

        return atom.render(timeline)

    def calendar(self, timeline: Timeline) -> str:
        """iCalendar."""
        from timeline.render import ics

        return ics.render(timeline)

    def json(self, timeline: Timeline) -> str:
        """JSON."""
        from timeline.render import json

        return json.render(timeline)

    def changes(self, old: Document, new: Document) -> Sequence[Change]:
        """Within the sentences."""
        from timeline.edits import changes_between

        return changes_between(old, new)

    def address(self, url: str) -> str | None:
        """Only http and https."""
        from timeline.render.markup import safe_url

        return safe_url(url)

    def when(self, captured_at: str, timezone: str, words: Words) -> str:
        """In the time of the incident."""
        from timeline.moments import in_zone

        return words.moment(in_zone(captured_at, timezone))

    def visible(self, text: str) -> str:
        """One line."""
        from timeline.render.plain import plain

        return plain(text)

    def told(self, mention: Mention, words: Words) -> str:
        """The value in words, or the name that is meant."""
        if mention.kind == "name":
            return mention.canonical or mention.text
        if mention.value is None:
            return words.say("page", "unknown_place")
        if mention.kind == "date":
            return words.moment(str(mention.value))
        return words.amount(mention.value, mention.unit or "", money=mention.kind == "money")


@hookimpl
def keii_faces() -> Faces:
    """The answer to the hook."""
    return cast("Faces", Drawn())
