"""What stands in brackets after a line: as-of, further figures, who says so."""

from collections.abc import Sequence

from db.records import Event
from timeline.events import origins_of
from timeline.moments import has_time
from timeline.wording import Wording


def brackets(event: Event, words: Wording, beside: Sequence[str] = ()) -> str:
    """As-of, what is told beside, who says so; nothing where there is nothing to say."""
    as_of = event.as_of
    if as_of == event.date and (event.kind != "damage_figure" or not has_time(as_of)):
        as_of = None
    moment = words.say("date", "as_of", moment=words.moment(as_of)) if as_of else ""
    told = words.join([moment, *dict.fromkeys(beside), _says(event, words)])
    if not told:
        return ""
    return f"({told})" if words.language == "ja" else f" ({told})"


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
        return words.say("says", "attributed", who=speaker)
    if best.citation.standing in ("official", "regulator"):
        named = acting or any(o.role in ("speaker", "target", "affected") for o in event.organisations)
        return "" if named else words.say("says", "official", who=publisher)
    return "" if len(origins_of(event.claims)) > 1 else words.say("says", "publisher", who=publisher)
