"""Edits of watched notices: what stood in one capture and no longer stands in the next, and what was added.

Compared by text without white space. A page that is unavailable is no edit; a page that flips between two
versions is noted once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from db.records import Capture, Change, Document, Edit, Reading
from timeline.changes import find_changes
from timeline.patterns import lazy_pattern

_UNITS = lazy_pattern(r"[^\n。]+。?")
_SPACE = lazy_pattern(r"\s+")
SHOWN = 120
FLIPS = 3
"""So many changes between the same two versions are one page with two faces."""
Visit = tuple[str, str]
"""Capture time and fingerprint."""


def find_edits(readings: Sequence[Reading], captures: Sequence[Capture]) -> tuple[Edit, ...]:
    """The edits of all watched pages, in the order of their time."""
    pages: dict[str, dict[str, Document]] = defaultdict(dict)
    for reading in sorted(readings, key=lambda r: (r.document.captured_at, r.document.digest), reverse=True):
        document = reading.document
        if document.watched and document.unavailable is None and document.sections:
            pages[document.url][document.fingerprint or document.digest] = document
    visits = _visits(pages, captures)
    edits = (edit for url in pages for edit in _edits(pages[url], visits[url]))
    return tuple(sorted(edits, key=lambda e: (e.between[1], e.url, e.between[0], e.removed, e.added)))


def _visits(
    pages: Mapping[str, Mapping[str, Document]], captures: Sequence[Capture]
) -> dict[str, list[Visit]]:
    """Every capture of each page whose text is known, in order; the first of each version at least."""
    versions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    visits: dict[str, set[Visit]] = defaultdict(set)
    for url, documents in pages.items():
        for fingerprint, document in documents.items():
            versions[document.digest].append((url, fingerprint))
            visits[url].add((document.captured_at, fingerprint))
    for capture in captures:
        known = versions.get(capture.digest, ())
        for url, fingerprint in known:
            if len(known) == 1 or url in (capture.url, capture.requested_url):
                visits[url].add((capture.captured_at, fingerprint))
    return {url: sorted(seen) for url, seen in visits.items()}


def _edits(versions: Mapping[str, Document], visits: Sequence[Visit]) -> Iterator[Edit]:
    changes = [(before, after) for before, after in pairwise(visits) if before[1] != after[1]]
    often = Counter(frozenset((before[1], after[1])) for before, after in changes)
    noted: set[frozenset[str]] = set()
    for before, after in changes:
        pair = frozenset((before[1], after[1]))
        if pair in noted and often[pair] >= FLIPS:
            continue
        noted.add(pair)
        old, new = versions[before[1]], versions[after[1]]
        removed, added = differences(old, new)
        if removed or added:
            yield Edit(
                url=new.url,
                publisher=new.publisher,
                between=(before[0], after[0]),
                removed=removed,
                added=added,
                changes=changes_between(old, new),
                alternations=often[pair] if often[pair] >= FLIPS else 0,
            )


def changes_between(old: Document, new: Document) -> tuple[Change, ...]:
    """What of the old text is gone in the new one and what is new in it, within the sentences."""
    return find_changes(*_both(old, new))


def differences(old: Document, new: Document) -> tuple[str, str]:
    """The sentences that only the one has and that only the other has, each at most 120 characters."""
    before, after = _sentences(old), _sentences(new)
    return _shown(before, after), _shown(after, before)


def _both(old: Document, new: Document) -> tuple[list[str], list[str]]:
    """The sentences of both; of those that both have, always in the writing of the new one."""
    before, after = _sentences(old), _sentences(new)
    return [after.get(bare, unit) for bare, unit in before.items()], list(after.values())


def _sentences(document: Document) -> dict[str, str]:
    """Sentences and list items, by their text without white space."""
    texts = (section.text for section in document.sections if section.kind != "comment")
    found = (match.group().strip() for text in texts for match in _UNITS.finditer(text))
    return {_SPACE.sub("", unit): unit for unit in found if unit}


def _shown(some: Mapping[str, str], others: Mapping[str, str]) -> str:
    text = " ".join(unit for bare, unit in some.items() if bare not in others)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
