"""A captured page as it is shown: text with the facts marked, versions with their differences, claims."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from db.browse.access import QUOTE
from db.browse.faces import Faces
from db.browse.marking import Span, runs
from db.browse.proof import claim_views, mention_spans
from db.store import pages
from db.store.pages import Page


def document_context(
    connection: Any, page: Page, face: Faces, language: str, whole: bool, asked: Mapping[str, str]
) -> dict[str, Any]:
    """What the template needs; without `whole` no text, and of claims the first words."""
    words, document = face.words(language), page.reading.document
    wanted = _wanted(asked)
    sections = []
    for place, (section, facts) in enumerate(zip(document.sections, page.reading.facts, strict=True)):
        spans = mention_spans(facts, face, words)
        if wanted and wanted[0] == place:
            spans.append(Span(wanted[1], wanted[2], "quote"))
        claims = claim_views(section.text, facts, words)
        sections.append(
            {
                "section": section,
                "written": words.moment(section.written_on) if section.written_on else "",
                "runs": list(runs(section.text, spans)) if whole else [],
                "claims": claims,
            }
        )
    return {
        "page": page,
        "document": document,
        "published": words.moment(document.published) if document.published else "",
        "sections": sections,
        "changes": _changes(connection, page, face) if whole else (),
        "wanted": wanted,
        "longest": None if whole else QUOTE,
    }


def _changes(connection: Any, page: Page, face: Faces) -> Any:
    """What changed since the version before this one."""
    here = page.reading.document.digest
    for before, after in pairwise(page.versions):
        if after.digest == here:
            old = pages.reading(connection, before.row)
            return face.changes(old.document, page.reading.document) if old else ()
    return ()


def _wanted(asked: Mapping[str, str]) -> tuple[int, int, int] | None:
    """The place that a link asks for: section, start, end."""
    values = [asked.get(key) or "" for key in ("section", "start", "end")]
    if not all(v.isascii() and v.isdigit() and len(v) < 12 for v in values):
        return None
    section, start, end = map(int, values)
    return section, start, end
