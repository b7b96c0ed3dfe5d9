"""What stands in brackets after a line: as-of, further figures, who says so."""

from collections.abc import Sequence

from db.records import Event
from timeline.events import origins_of
from timeline.moments import day_of, has_time
from timeline.wording import Wording


def with_brackets(text: str, event: Event, words: Wording, beside: Sequence[str] = ()) -> str:
    """A line with what stands in brackets after it: as-of, what is told beside, who says so."""
    inner = words.join([_as_of(event, words), *dict.fromkeys(beside), _says(event, words)])
    return words.beside(text, inner)


def _as_of(event: Event, words: Wording) -> str:
    """The moment a figure holds for; on the day of the line only the time of it."""
    if event.as_of is None or (event.as_of == event.date and not has_time(event.as_of)):
        return ""
    if event.as_of == event.date and event.kind != "damage_figure":
        return ""
    same_day = day_of(event.as_of) == day_of(event.date) and has_time(event.as_of)
    told = words.clock(event.as_of) if same_day else words.moment(event.as_of)
    return words.say("date", "as_of", moment=told)


def _says(event: Event, words: Wording) -> str:
    best = event.claims[0]
    publisher = best.citation.publisher
    if best.claim.by_reader:
        return words.say("says", "reader")
    if event.note == "says":
        return words.say("says", "low", who=publisher)
    acting = {o.name for o in event.organisations if o.role == "actor"}
    speaker = best.claim.attributed_to[-1] if best.claim.attributed_to else None
    if speaker in acting:
        speaker = None
    if speaker and (event.kind == "damage_figure" or len(origins_of(event.claims)) == 1):
        return words.say("says", "attributed", who=words.name(speaker))
    if best.citation.standing in ("official", "regulator"):
        named = acting or any(o.role in ("speaker", "target", "affected") for o in event.organisations)
        return "" if named else words.say("says", "official", who=publisher)
    if len(origins_of(event.claims)) > 1:
        return ""
    # Notes in a file report nothing.
    return words.say("says", "unknown" if best.citation.standing == "unknown" else "publisher", who=publisher)
