"""What a document says, as one number: equal for captures that differ in markup, white space or counters only."""

import hashlib
from collections.abc import Iterable

from db.records import Section


def fingerprint(sections: Iterable[Section]) -> str:
    """SHA-256 over the kinds and texts of sections, without white space.

    >>> one, two = Section(kind="body", text="被害 120件"), Section(kind="body", text="被害120件")
    >>> fingerprint([one]) == fingerprint([two]) and fingerprint([]) == ""
    True
    """
    digest = hashlib.sha256()
    empty = True
    for section in sections:
        digest.update(f"{section.kind}\0{''.join(section.text.split())}\0".encode("utf-8", "surrogatepass"))
        empty = False
    return "" if empty else f"sha256:{digest.hexdigest()}"
