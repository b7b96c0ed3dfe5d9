"""Whether each footnote of a Markdown page, as it stands in a file, is one of the citations it was made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape

from db.records import Citation
from timeline.patterns import lazy_pattern
from timeline.render.footnotes import labels_of
from timeline.render.markup import safe_url
from timeline.render.plain import plain

_NOTE = lazy_pattern(r"\[\^([a-z2-7]+)\]: ")
_MARK = lazy_pattern(r"\[\^([a-z2-7]+)\]")


def loose_notes(page: str, citations: Iterable[Citation]) -> Iterator[tuple[int, str]]:
    """The lines whose marks have no note, or whose note is not made of a citation, and which mark that is.

    >>> list(loose_notes("被害は73件[^abcdef]。", []))
    [(1, 'abcdef')]
    """
    cited: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        for label in labels_of(citation):
            cited[label].append(citation)
    lines = page.split("\n")
    notes = {found[1] for line in lines if (found := _NOTE.match(line))}
    for number, line in enumerate(lines, 1):
        if note := _NOTE.match(line):
            if not any(_is_told(citation, unescape(line)) for citation in cited.get(note[1], ())):
                yield number, note[1]
        else:
            yield from ((number, label) for label in _MARK.findall(line) if label not in notes)


def _is_told(citation: Citation, note: str) -> bool:
    """Whether a note has the words, the address and the capture of a citation."""
    address = safe_url(citation.url) or ""
    capture = citation.digest.removeprefix("sha256:")[:12]
    return all(part in note for part in (plain(citation.quote), address, capture))
