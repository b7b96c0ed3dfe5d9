"""The footnotes of a Markdown timeline: each place that is cited gets one number, in the order of first use."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.records import Citation
from timeline.moments import in_zone
from timeline.render.markup import link, text
from timeline.wording import Wording

SHOWN = 6
"""The most footnotes beside one line; one an origin and page, the rest is in the JSON."""


@dataclass(slots=True)
class Footnotes:
    """Numbers for citations, and the notes to print at the end."""

    words: Wording
    timezone: str
    numbers: dict[tuple[str, str, str], int] = field(default_factory=dict)
    cited: list[Citation] = field(default_factory=list)

    def marks(self, citations: Sequence[Citation]) -> str:
        """The marks for some citations: one a page, other origins first."""
        chosen: dict[str, Citation] = {}
        for citation in citations:
            chosen.setdefault(citation.url, citation)
        origins: dict[str, int] = {}
        ranked = []
        for place, citation in enumerate(chosen.values()):
            ranked.append((origins.get(citation.origin, 0), place, citation))
            origins[citation.origin] = origins.get(citation.origin, 0) + 1
        shown = [citation for _turn, _place, citation in sorted(ranked, key=lambda r: r[:2])[:SHOWN]]
        return "".join(f"[^{self._number(citation)}]" for citation in shown)

    def _number(self, citation: Citation) -> int:
        key = (citation.url, citation.digest, citation.quote)
        if key not in self.numbers:
            self.cited.append(citation)
            self.numbers[key] = len(self.cited)
        return self.numbers[key]

    def text(self) -> str:
        """All notes, a line each."""
        return "".join(f"[^{n}]: {self._note(citation)}\n" for n, citation in enumerate(self.cited, 1))

    def _note(self, citation: Citation) -> str:
        published = f" ({text(self.words.moment(citation.published))})" if citation.published else ""
        captured = self.words.moment(in_zone(citation.captured_at, self.timezone))
        digest = citation.digest.removeprefix("sha256:")[:12]
        archived = self.words.say("page", "archived", moment=captured, digest=digest)
        quote = self.words.say("page", "quote", quote=citation.quote)
        if citation.title:
            source = f"{text(citation.publisher)} {link(citation.title, citation.url)}"
        else:
            source = link(citation.publisher, citation.url)
        return f"{source}{published} {text(quote)} ({text(archived)})"
