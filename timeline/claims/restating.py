"""Claims that only say again what the section says elsewhere with its day, and so are no claims of their own."""

from collections.abc import Sequence, Set

from db.records import Claim, ClaimKind
from timeline.claims.dating import day
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern
from timeline.terms import alike, terms

_DATED_ONCE: tuple[ClaimKind, ...] = ("compensation", "outage", "discovery", "other")
"""What a text tells with its day, and without it only in passing."""
_TOLD_ONCE: tuple[ClaimKind, ...] = (
    *_DATED_ONCE,
    "countermeasure",
    "regulator",
    "investigation",
    "press_conference",
)
"""What a text tells once a day, whoever it names."""
_DEEDS: tuple[ClaimKind, ...] = (
    "other",
    "investigation",
    "regulator",
    "arrest",
    "countermeasure",
    "compensation",
)
"""What may be done twice a day, by one or by several."""
_SOME = 0.3
_TOPIC = lazy_pattern(r"([^、。「」()\d同当本各全そこ]{2,16}?)(?:は|も)")
_VAGUE = frozenset({"break_in", "possible_leak", "confirm"})
_OF_THEIR_OWN = frozenset(
    {"step_down", "upheaval", "statement", "got_back", "deed", "ransom_paid", "correct"}
)
"""Rules of what is news whatever else is dated."""
_FROM_FIGURES = frozenset({"confirm", "come_to_light", "break_in", "told"})
"""Rules of discoveries that are no news of their own where the figures of the same day are told."""


def without_restated(
    claims: Sequence[Claim], undated: Set[tuple[str, int, str | None, str | None]]
) -> list[Claim]:
    """Those of the claims of a section, in its order, that say something new.

    `undated` are those, by kind, start, rule and date, whose own words name no day: they have the day of the text
    or of an announcement. They go where the section tells the same kind of thing with a day of its own, or has told
    it of that day before.
    """
    hours = {_day(claim) for claim in claims if _is_hour_of_discovery(claim)}
    claims = [claim for claim in claims if not (_is_vague(claim) and claim.date in hours)]
    own = [(claim.kind, claim.start, claim.rule, claim.date) not in undated for claim in claims]
    kinds_dated = {claim.kind for claim, is_own in zip(claims, own, strict=True) if is_own}
    damage = [claim for claim in claims if claim.kind == "damage_figure"]
    days_counted = {_day(claim) for claim in damage}
    sentences_counted = {claim.start for claim in damage}
    sentences_dated = {(c.kind, c.start) for c, is_own in zip(claims, own, strict=True) if is_own}
    kept: list[Claim] = []
    told: set[tuple[ClaimKind, str | None]] = set()
    begun: set[tuple[ClaimKind, int]] = set()
    acted: set[str] = set()
    for claim, is_own in zip(claims, own, strict=True):
        same = claim.kind, _day(claim)
        if not is_own and (
            (claim.kind in _DATED_ONCE and claim.kind in kinds_dated and not _is_of_its_own(claim))
            or (
                claim.kind in _TOLD_ONCE
                and not (_is_by_another(claim, acted) or _counts(claim))
                and (
                    same in told
                    or (claim.kind, claim.start) in begun
                    or (claim.kind, claim.start) in sentences_dated
                )
            )
            or (claim.kind == "regulator" and claim.certainty == "stated" and _goes_on(claim, acted))
            or (claim.kind == "discovery" and claim.rule in _FROM_FIGURES and _day(claim) in days_counted)
            or (claim.kind == "compensation" and claim.start in sentences_counted)
        ):
            continue
        told.add(same)
        acted.update(_authorities(claim))
        begun.add((claim.kind, claim.start))
        kept.append(claim)
    return kept


def _is_of_its_own(claim: Claim) -> bool:
    """Whether a claim is news whatever else of its kind is dated."""
    return claim.rule in _OF_THEIR_OWN or _counts(claim)


def _counts(claim: Claim) -> bool:
    """Whether a claim tells how many a failure hit."""
    return claim.kind == "outage" and bool(claim.figures)


def _authorities(claim: Claim) -> set[str]:
    """The authorities whose deed a claim tells, and bodies that act like one."""
    if claim.kind == "investigation":
        return {o.name for o in claim.organisations if o.role == "actor" and o.name_class == "authority"}
    if claim.kind != "regulator":
        return set()
    return {o.name for o in claim.organisations if o.role == "actor" or o.name_class == "authority"}


def _goes_on(claim: Claim, acted: Set[str]) -> bool:
    """Whether a claim only tells further what authorities do whose deed has been told."""
    authorities = _authorities(claim)
    return bool(authorities) and authorities <= acted


def _is_by_another(claim: Claim, acted: Set[str]) -> bool:
    """Whether a claim tells what an authority does of whom no deed has been told."""
    return bool(_authorities(claim) - acted)


def _day(claim: Claim) -> str | None:
    return day(claim.date) if claim.date else None


def has_new_topic(passage: Passage, told: Sequence[Claim]) -> bool:
    """Whether the passage begins with somebody of whom no claim has told yet, by whatever name."""
    topic = _TOPIC.match(passage.folded, passage.start, passage.end)
    if topic is None or passage.latin or any(cue.start < topic.end(1) for cue in passage.cues):
        return False
    return not any(passage.folded.find(topic[1], claim.start, claim.end) >= 0 for claim in told)


def _is_hour_of_discovery(claim: Claim) -> bool:
    return claim.rule == "come_to_light" and "T" in (claim.date or "")


def _is_vague(claim: Claim) -> bool:
    """Whether a discovery may only have the day of its announcement."""
    return claim.kind == "discovery" and claim.rule in _VAGUE and "T" not in (claim.date or "")


_OFFICE = lazy_pattern(r"(?:社長|大臣|相|長官|会長|頭取|知事|市長)\Z")


def _speaks_anew(claim: Claim, earlier: Claim) -> bool:
    """Whether somebody of another office meets the press: the president before, the minister now."""
    if claim.kind != "press_conference":
        return False
    offices = [
        {found[0] for name in told.attributed_to if (found := _OFFICE.search(name))}
        for told in (claim, earlier)
    ]
    return bool(offices[1]) and not offices[0] <= offices[1]


def may_be_repeated(earlier: Claim, claims: Sequence[Claim], passage: Passage) -> bool:
    """Whether an English sentence may say again what an earlier one says: of deeds, only in some of its words."""
    if earlier.kind not in _DEEDS:
        return True
    if all(claim.kind != earlier.kind for claim in claims):
        return False
    before = passage.folded[earlier.start : earlier.end]
    return alike(terms(before), terms(passage.words)) >= _SOME


def is_repeated(claim: Claim, found: Sequence[Claim]) -> bool:
    """Whether the section has said so before: nothing in the claim is new."""
    found = [earlier for earlier in found if earlier.kind == claim.kind]
    if not found or claim.certainty != "stated":
        return False
    told = {(figure.role, figure.value) for figure in claim.figures}
    names = {organisation.name for organisation in claim.organisations if organisation.role != "mentioned"}
    return any(
        (earlier.rule == claim.rule or claim.kind != "resumption")
        and (earlier.aspect == claim.aspect or claim.date == earlier.date)
        and earlier.date is not None
        and claim.date is not None
        and day(earlier.date) == day(claim.date)
        and not _speaks_anew(claim, earlier)
        and not (_is_hour_of_discovery(claim) and _is_vague(earlier))
        and (claim.kind == "damage_figure" or names <= {o.name for o in earlier.organisations})
        and told <= {(figure.role, figure.value) for figure in earlier.figures}
        for earlier in found
    )
