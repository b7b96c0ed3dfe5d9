"""An event in words: one line, worded by this program from the structure of its claims.

Each kind of event has its room: `damage`, `stops`, `deeds`; what carries no structure is quoted (`quoting`).
"""

from collections.abc import Sequence

from db.records import Event
from timeline.wording import Wording, damage, deeds, stops
from timeline.wording.quoting import one_line, quoted


def worded(event: Event, aspects: Sequence[str], words: Wording) -> str:
    """The event as one line."""
    if event.kind == "damage_figure":
        text = damage.worded(event, words)
    elif event.kind in ("suspension", "resumption"):
        text = stops.worded(event, aspects, words)
    elif event.kind == "other":
        return one_line(quoted(event, words))
    else:
        text = deeds.worded(event, words)
    if text == quoted(event, words) or deeds.is_promise(event):
        return one_line(text)
    return one_line(words.say("certainty", event.certainty, text=text))
