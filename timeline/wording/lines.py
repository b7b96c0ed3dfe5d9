"""An event in words: one line, worded by this program from the structure of its claims.

Each kind of event has its room: `damage`, `stops`, `deeds`; what carries no structure is quoted (`quoting`).
"""

from collections.abc import Sequence

from db.records import Event
from timeline.wording import Wording, damage, deeds, stops
from timeline.wording.quoting import one_line, quoted


def worded(event: Event, aspects: Sequence[str], words: Wording) -> str:
    """The event as one line; where its structure does not carry one, in the words of its sources."""
    text = _told(event, aspects, words)
    if text is None:
        return one_line(quoted(event, words))
    if deeds.is_promise(event):
        return words.sentence(one_line(text))
    certainty = words.say("certainty", event.certainty) if event.certainty != "stated" else ""
    return words.sentence(one_line(words.beside(text, certainty)))


def _told(event: Event, aspects: Sequence[str], words: Wording) -> str | None:
    if event.kind == "damage_figure":
        return damage.worded(event, words)
    if event.kind in ("suspension", "resumption"):
        return stops.worded(event, aspects, words)
    return None if event.kind == "other" else deeds.worded(event, words)
