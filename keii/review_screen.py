"""One line of a timeline on the screen: what it says, its figures, and the words that it stands on, facts marked."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from db.records import Citation, Entry, Figure, Mention, Reading, Side, Timeline
from keii.console import Console
from keii.highlight import runs, visible
from keii.review_queue import Item
from timeline.wording import speak

SHOWN = 5
"""The most quotes that are shown of one line."""
STYLES = {"money": "bold green", "count": "bold cyan", "date": "bold yellow", "name": "bold magenta"}


class Screen:
    """Where lines are shown; `readings` tell which facts stand in a quote."""

    def __init__(self, console: Console, timeline: Timeline, readings: Sequence[Reading]) -> None:
        self.console, self.words, self.timeline = console, speak(timeline.language), timeline
        self._readings = {(r.document.url, r.document.digest): r for r in readings}

    def show(self, item: Item, place: int, total: int) -> None:
        """Print a line with all that it stands on."""
        entry = item.entry
        reason = self.words.say("review", item.reason)
        self.console.rule(Text(f"{place}/{total}  {reason}  {entry.id}"))
        self.console.print(Text(visible(self.words.moment(entry.date)), style="dim"))
        self.console.print(Text(visible(entry.text), style="bold"))
        figures = self.words.join([self._figure(figure) for figure in entry.figures])
        for line in (figures, self._status(entry), *self._sides(entry)):
            if line:
                self.console.print(Text(visible(line)))
        for citation in self._differing(entry.citations):
            self.console.print()
            self.console.print(Text(visible(self._source(citation)), style="dim"))
            self.console.print(self._quote(citation))
        rest = len({c.url for c in entry.citations}) - SHOWN
        if rest > 0:
            self.console.print(Text(self.words.say("history", "more", n=rest), style="dim"))

    def line(self, number: int, entry: Entry) -> None:
        """Print a line short, with a number to choose it by."""
        moment = self.words.moment(entry.date)
        self.console.print(Text(visible(f"  {number}  {moment} {entry.text} [{entry.id}]")))

    def _figure(self, figure: Figure) -> str:
        name = self.words.say("about", figure.role) if self.words.has("about", figure.role) else ""
        return f"{name} {self.words.figure(figure, plain=True)}".strip()

    def _status(self, entry: Entry) -> str:
        return self.words.say("status", entry.status) + self.words.say(
            "page", "independent", n=entry.independent_sources
        )

    def _sides(self, entry: Entry) -> Iterator[str]:
        """Who says what, in the disputes that the line takes part in."""
        cited = set(entry.citations)
        for dispute in self.timeline.disputes:
            if any(cited.intersection(side.citations) for side in dispute.sides):
                yield f"{dispute.about}: {' / '.join(map(self._side, dispute.sides))}"

    def _side(self, side: Side) -> str:
        bare = f"{side.value:,}" if isinstance(side.value, int) else side.value
        value = self.words.figure(side.figure, plain=True) if side.figure else bare
        publishers = list(dict.fromkeys(citation.publisher for citation in side.citations))
        return f"{value} {self.words.short_list(publishers)}"

    def _differing(self, citations: Sequence[Citation]) -> Iterator[Citation]:
        first: dict[str, Citation] = {}
        for citation in citations:
            first.setdefault(citation.url, citation)
        yield from list(first.values())[:SHOWN]

    def _source(self, citation: Citation) -> str:
        standing = self.words.say("standing", citation.standing)
        published = self.words.moment(citation.published) if citation.published else ""
        return " ".join(filter(None, (f"{citation.publisher} ({standing})", published, citation.url)))

    def _quote(self, citation: Citation) -> Text:
        shown = Text("  ")
        for run in runs(citation.quote, self._mentions(citation)):
            shown.append(visible(run.text), style=STYLES[run.mention.kind] if run.mention else "")
        return shown

    def _mentions(self, citation: Citation) -> list[Mention]:
        """The facts that stand in a quote, by their places in it."""
        reading = self._readings.get((citation.url, citation.digest))
        if reading is None or citation.section_index >= len(reading.facts):
            return []
        at, end = citation.start, citation.end
        mentions = reading.facts[citation.section_index].mentions
        within = [m for m in mentions if at <= m.start and m.end <= end]
        return [m._replace(start=m.start - at, end=m.end - at) for m in within]
