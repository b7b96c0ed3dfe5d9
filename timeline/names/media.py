"""Newspapers, agencies and stations where a text passes on what they reported: NHKによると, according to Reuters.

Elsewhere they are no names of an incident: a page is full of its publisher's.
"""

from timeline.names.edges import script
from timeline.names.spot import Introduction, Place


def medium_before(place: Place) -> Introduction | None:
    """The medium that ends where words of reporting begin: 読売新聞の取材に.

    >>> from timeline.names.gazetteer import load_gazetteer
    >>> found = medium_before(Place("NHKによると", 3, 6, {}, load_gazetteer()))
    >>> found.start, found.end, found.canonical
    (0, 3, 'NHK')
    """
    folded, media = place.folded, place.gazetteer.cues["media"]
    if not folded.endswith(media, 0, place.start):
        return None
    for name in media:
        start = place.start - len(name)
        if start >= 0 and folded.startswith(name, start) and not _runs_on(folded, start - 1, start):
            return Introduction(start=start, end=place.start, canonical=name)
    return None


def medium_after(place: Place) -> Introduction | None:
    """The medium that stands right behind the words: according to Bloomberg, reported by The Daily Example."""
    folded, media = place.folded, place.gazetteer.cues["media"]
    if not folded.startswith(media, place.end):
        return None
    for name in media:
        end = place.end + len(name)
        if folded.startswith(name, place.end) and not _runs_on(folded, end - 1, end):
            return Introduction(start=place.end, end=end, canonical=name)
    return None


def _runs_on(folded: str, first: int, second: int) -> bool:
    """Whether a word goes on from one character to the next."""
    if first < 0 or second >= len(folded):
        return False
    return script(folded[first]) == script(folded[second]) != ""
