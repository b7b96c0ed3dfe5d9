"""How sure a claim is: stated, planned, possible or denied, by the words after its cue and by its date."""

from db.records import Certainty, ClaimKind
from timeline.claims.dating import day, first_end
from timeline.claims.passages import Cue, Passage
from timeline.patterns import lazy_pattern

_AFTER = 24
_NEXT_CLAUSE = lazy_pattern(r"[、;]|, |\b(?:but|and|while|though) ")
_COUNTED = ("planned", "possible")
_PROMISED: tuple[ClaimKind, ...] = ("compensation", "resumption", "countermeasure")
_TO_COME = lazy_pattern(
    r"(?:(?<=し)ます|(?:を|の)?(?:実施|開始)?(?:さ[れせ]|いた)?(?:する|せる|れる|します|せます|れます|行う|行います))"
    r"(?:[。」)]|\Z|と(?:し|い|発表|明らか|説明|述べ|表明)|方針|予定|考え|こと)"
)
"""全額を補償する, 復旧させるとしている: told in the present, still to come."""


def find_certainty(
    passage: Passage, kind: ClaimKind, cue: Cue | None, date: str | None, written_on: str | None
) -> Certainty:
    """The certainty of a claim of that kind carried by that cue."""
    after = _labels_after(passage, cue)
    if kind in ("damage_figure", "discovery", "outage") and _is_denied(passage, kind):
        return "denied"
    if kind != "damage_figure" and date and written_on and day(first_end(date)) > day(written_on):
        return "planned"
    if "planned" in after and kind != "damage_figure":
        return "planned"
    if kind in _PROMISED and cue is not None and _is_to_come(passage, cue, date, written_on):
        return "planned"
    if kind in ("damage_figure", "discovery", "arrest", "press_conference"):
        return "possible" if "possible" in after and kind == "discovery" else "stated"
    return "possible" if "possible" in after else "stated"


def _is_to_come(passage: Passage, cue: Cue, date: str | None, written_on: str | None) -> bool:
    """Whether a verb without an ending of the past says what will be done; of a day that is over it only retells."""
    if date and written_on and day(date) < day(written_on):
        return False
    return _TO_COME.match(passage.folded, cue.end, passage.end) is not None


def _is_denied(passage: Passage, kind: ClaimKind) -> bool:
    """Whether it is said not to be so; figures told in a clause before stay told: 被害は808人で、新たな被害はない。"""
    for cue in passage.labelled("denied"):
        counted = [m.end for m in passage.numbers if m.end <= cue.start]
        if kind != "damage_figure" or not counted:
            return True
        if not _NEXT_CLAUSE.search(passage.folded, max(counted), cue.start):
            return True
    return False


def _labels_after(passage: Passage, cue: Cue | None) -> set[str]:
    """The labels of the cues shortly after (in English: before) this one, where any of them counts."""
    near: set[str] = set()
    if cue is None or passage.labels.isdisjoint(_COUNTED):
        return near
    for other in passage.cues:
        gap = other.start - cue.end
        if 0 <= gap <= _AFTER or (passage.latin and -40 <= other.start - cue.start < 0):
            near.update(other.labels)
    return near
