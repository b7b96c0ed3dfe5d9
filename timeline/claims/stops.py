"""Suspensions and resumptions: one claim for each date, with the names that belong to it."""

from dataclasses import replace

from db.records import Aspect, Claim, Figure, Mention, Organisation
from timeline.claims.aspects import find_also, find_aspect
from timeline.claims.attribution import find_attribution
from timeline.claims.certainty import find_certainty
from timeline.claims.context import Context
from timeline.claims.dating import date_at, day, event_date, is_as_of
from timeline.claims.figures import find_figures
from timeline.claims.kinds import Hit
from timeline.claims.organisations import find_organisations
from timeline.claims.passages import Cue, Passage
from timeline.patterns import lazy_pattern

_FROM = lazy_pattern(r"(?:から|に|より|付で|をもって)[、,・]")
_OBJECT_OF_ITS_OWN = lazy_pattern(r"に[^、。]{1,30}を、[^。]*に[^、。]{1,40}を?")
"""4日に手術の一部を、12日に外来を再開した: each date has what was restarted on it."""
_SINCE = lazy_pattern(r"(?:に|から|より|以降)(?:、|[^、。]{0,24}(?:停止|休止|止[めま]))")
_COUNTED = ("banks", "services", "accounts")
_OWNERS = ("bank", "service", "operator", "exchange", "broker", "other")


def find_stops(passage: Passage, hit: Hit, context: Context) -> list[Claim]:
    """The claims of one verb of stopping or restarting."""
    cue = hit.cue
    assert cue is not None
    mention = date_at(passage, cue)
    if mention is not None and hit.rule.kind == "resumption" and _is_of_the_stop(passage, mention, cue):
        mention = None
    if mention is None and "already" in passage.labels and not passage.of("count"):
        return []
    said_by = find_attribution(passage)
    spans = _shared(passage, cue, mention, _clause(passage, hit))
    before = context.aspect()
    claims = []
    for date, start, end in spans:
        numbers = [number for number in passage.of("count") if start <= number.start < end]
        figures = tuple(f for f in find_figures(passage, numbers) if f.role in _COUNTED)
        claim = _claim(
            passage,
            hit,
            context,
            date,
            figures=figures,
            organisations=find_organisations(passage, hit.rule.kind, said_by, start=start, end=end),
            aspect=find_aspect(passage, cue, before),
            also=find_also(passage, cue),
            said_by=said_by,
        )
        claims.append(claim)
    return claims


def _is_of_the_stop(passage: Passage, mention: Mention, cue: Cue) -> bool:
    """Whether a day is that since which something has been stopped: 17日から停止しており、順次再開する."""
    return _SINCE.match(passage.folded, mention.end) is not None and any(
        mention.end <= other.start and other.end <= cue.start for other in passage.labelled("stop")
    )


def stop_of_cell(
    passage: Passage, hit: Hit, context: Context, dates: list[Mention], aspect: Aspect | None
) -> Claim:
    """What one cell of a table says was stopped: of the names of its row, on the day in it or that of the text."""
    assert hit.cue is not None
    parties = find_organisations(passage, hit.rule.kind, (), start=passage.start, end=passage.end)
    return _claim(
        passage,
        hit,
        context,
        dates[0] if dates else None,
        organisations=tuple(p if p.role == "target" else replace(p, role="target") for p in parties),
        aspect=aspect or find_aspect(passage, hit.cue, context.aspect()),
    )


def _clause(passage: Passage, hit: Hit) -> tuple[int, int]:
    """The stretch of the verb, up to those beside it that have their own dates (Aが8日に止め、Bも9日に止める)."""
    start, end = passage.start, passage.end
    assert hit.cue is not None
    for other in passage.cues if not passage.latin else ():
        if other is hit.cue or hit.rule.cue.isdisjoint(other.labels):
            continue
        first, second = sorted((other, hit.cue), key=lambda cue: cue.start)
        if any(first.end <= date.start and date.end <= second.start for date in passage.dates):
            start, end = (max(start, other.end), end) if other is first else (start, min(end, first.end))
    return start, end


def _shared(
    passage: Passage, cue: Cue, nearest: Mention | None, clause: tuple[int, int]
) -> list[tuple[Mention | None, int, int]]:
    """Each date before the verb that has names of its own (Aが5日から、Bが8日から中止), with the stretch it covers."""
    owned: list[tuple[Mention | None, int, int]] = []
    start = clause[0]
    for date in passage.dates:
        if date.start < start or date.end > cue.start or is_as_of(passage, date):
            continue
        names = [n for n in passage.names if start <= n.start < date.start and n.name_class in _OWNERS]
        if date is not nearest and (
            (names and _FROM.match(passage.folded, date.end))
            or _OBJECT_OF_ITS_OWN.fullmatch(passage.folded, date.end, cue.start)
        ):
            owned.append((date, start, date.end))
            start = date.end
    return [*owned, (nearest, start, clause[1])]


def _claim(
    passage: Passage,
    hit: Hit,
    context: Context,
    mention: Mention | None,
    *,
    organisations: tuple[Organisation, ...],
    aspect: Aspect,
    also: tuple[Aspect, ...] = (),
    figures: tuple[Figure, ...] = (),
    said_by: tuple[str, ...] = (),
) -> Claim:
    date = event_date(mention) if mention else context.fallback()
    if mention is None and figures and context.as_of:
        date = context.as_of
    return Claim(
        kind=hit.rule.kind,
        start=passage.start,
        end=passage.end,
        date=date,
        as_of=str(mention.value) if mention and is_as_of(passage, mention) else None,
        attributed_to=said_by,
        organisations=organisations,
        figures=figures,
        aspect=aspect,
        also=also,
        certainty=find_certainty(passage, hit.rule.kind, hit.cue, date and day(date), context.written_on),
        reported_on=context.reported_on,
        by_reader=context.by_reader,
        rule=hit.rule.name,
    )
