"""The footnotes of a Markdown timeline: each place that is cited gets one note.

A note is called by its page and its words, not by a number, and the notes stand in the order their pages were
published: one more line in the timeline adds its own notes and changes no other line of the file.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.records import Citation
from timeline.moments import in_zone
from timeline.render.markup import inline, link
from timeline.render.rows import chosen
from timeline.wording import Wording

LENGTH = 6
"""Letters of a label, unless two would be alike."""
_LONGEST = 32
_BYTES = 20
"""Of the digest, that make as many letters."""


@dataclass(slots=True)
class Footnotes:
    """Labels for citations, and the notes to print at the end."""

    words: Wording
    timezone: str
    cited: dict[str, Citation] = field(default_factory=dict)
    """The citation of each label: of the same words in several captures of a page, the earliest."""

    def marks(self, citations: Sequence[Citation]) -> str:
        """The marks for some citations: one a page, other origins first."""
        return "".join(f"[^{self._label(citation)}]" for citation in chosen(citations))

    def _label(self, citation: Citation) -> str:
        name = _name(citation)
        for length in (LENGTH, _LONGEST):
            label = name[:length]
            known = self.cited.get(label)
            if known is None or (known.url, known.quote) == (citation.url, citation.quote):
                break
        if known is None or citation.captured_at < known.captured_at:
            self.cited[label] = citation
        return label

    def text(self) -> str:
        """All notes, a line each, in the order of publication."""
        notes = sorted(
            self.cited.items(), key=lambda n: (_published(n[1], self.timezone), n[1].url, n[1].start, n[0])
        )
        return "".join(f"[^{label}]: {self._note(citation)}\n" for label, citation in notes)

    def _note(self, citation: Citation) -> str:
        published = f" ({inline(self.words.moment(citation.published))})" if citation.published else ""
        archived = self._archived(citation)
        quote = self.words.say("page", "quote", quote=citation.quote)
        if citation.title:
            source = f"{inline(citation.publisher)} {link(citation.title, citation.url)}"
        else:
            source = link(citation.publisher, citation.url)
        return f"{source}{published} {inline(quote)} ({inline(archived)})"

    def _archived(self, citation: Citation) -> str:
        if not citation.digest:
            return self.words.say("page", "not_archived")
        captured = self.words.moment(in_zone(citation.captured_at, self.timezone))
        digest = citation.digest.removeprefix("sha256:")[:12]
        return self.words.say("page", "archived", moment=captured, digest=digest)


def labels_of(citation: Citation) -> tuple[str, str]:
    """What the note of a citation may be called: shortly, and where another would be called so too."""
    name = _name(citation)
    return name[:LENGTH], name


def _name(citation: Citation) -> str:
    said = f"{citation.url}\n{citation.quote}".encode("utf-8", "replace")
    return base64.b32encode(hashlib.sha256(said).digest()[:_BYTES]).decode().lower()


def _published(citation: Citation, timezone: str) -> str:
    return in_zone(citation.published or citation.captured_at, timezone)
