"""Through a section, passage by passage: what each claims, when, who, how much. The parts stand in their own modules."""

from collections.abc import Sequence
from dataclasses import replace

from db.records import Claim, Mention, SectionKind
from timeline.anchor import Anchor
from timeline.claims.attribution import find_attribution
from timeline.claims.certainty import find_certainty
from timeline.claims.damage import find_damage
from timeline.claims.dating import Context, date_at, dates_of, day, first_end
from timeline.claims.figures import money_figures
from timeline.claims.kinds import Hit, find_aspect, find_kinds
from timeline.claims.lists import Introduction, introduces
from timeline.claims.organisations import find_organisations
from timeline.claims.passages import Passage, cut_passages
from timeline.claims.stops import find_stops

_SPOKEN = frozenset({"disclose"})
_FIGURED = {
    "compensation": "compensation",
    "discovery": "amount",
    "investigation": "amount",
    "suspension": "amount",
}


def find_claims(
    text: str, mentions: Sequence[Mention], anchor: Anchor, *, section: SectionKind = "body"
) -> tuple[Claim, ...]:
    """The claims of a section, in the order of the text.

    >>> from timeline.claims import find_claims
    >>> text = "A銀行は10日、新規登録を停止した。"
    >>> when = Mention(kind="date", start=4, end=7, text="10日", value="2020-09-10")
    >>> [claim] = find_claims(text, [when], Anchor(written_on="2020-09-11"))
    >>> claim.kind, claim.date, claim.aspect
    ('suspension', '2020-09-10', 'linking')
    """
    context = Context(written_on=anchor.written_on and day(anchor.written_on))
    found: list[Claim] = []
    introduction = Introduction()
    for passage in cut_passages(text, mentions):
        if introduction.takes(passage, found):
            continue
        claims = _claims_of(passage, context, introduction)
        if introduces(passage, claims):
            introduction.open(passage, found, claims)
        elif passage.form in ("sentence", "heading"):
            introduction.close()
        found += claims
        _remember(passage, context)
    by_reader = section == "comment"
    return tuple(replace(claim, reported_on=anchor.written_on, by_reader=by_reader) for claim in found)


def _remember(passage: Passage, context: Context) -> None:
    """Keep the day of an announcement: what follows without a date was announced then."""
    dates = dates_of(passage)
    if passage.form == "sentence" and dates and passage.labels & {"announce", "conference", "disclose"}:
        announced = day(first_end(str(dates[0].value)))
        if context.written_on and len(announced) == 10 and announced[:8] == context.written_on[:8]:
            context.announced = announced


def _claims_of(passage: Passage, context: Context, introduction: Introduction) -> list[Claim]:
    """What one passage claims."""
    said_by = find_attribution(passage)
    claims: dict[tuple[str, str | None], Claim] = {}
    for hit in find_kinds(passage):
        for claim in _claims_of_hit(passage, hit, context, said_by):
            claims.setdefault((claim.kind, claim.date and day(claim.date)), claim)
    if not claims and introduction.damage and passage.form in ("item", "row"):
        return find_damage(passage, context, said_by, part=True)
    return list(claims.values())


def _claims_of_hit(passage: Passage, hit: Hit, context: Context, said_by: tuple[str, ...]) -> list[Claim]:
    if hit.cue is None:
        return find_damage(passage, context, said_by)
    if hit.rule.kind in ("suspension", "resumption"):
        return find_stops(passage, hit, context, said_by)
    return [_plain_claim(passage, hit, context, said_by)]


def _plain_claim(passage: Passage, hit: Hit, context: Context, said_by: tuple[str, ...]) -> Claim:
    """A claim of any kind that neither counts damage nor stops anything."""
    cue = hit.cue
    assert cue is not None
    mention = date_at(passage, cue, spoken=bool(_SPOKEN.intersection(cue.labels)))
    date = first_end(str(mention.value)) if mention else context.announced or context.written_on
    kind = hit.rule.kind
    role = _FIGURED.get(kind)
    return Claim(
        kind=kind,
        start=passage.start,
        end=passage.end,
        date=date,
        attributed_to=said_by,
        organisations=find_organisations(passage, kind, said_by, start=passage.start, end=passage.end),
        figures=money_figures(passage, role) if role else (),
        aspect=find_aspect(passage, cue) if kind in ("suspension", "resumption") else None,
        certainty=find_certainty(passage, kind, cue, date, context.written_on),
        rule=hit.rule.name,
    )
