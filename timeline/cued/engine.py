"""The walk over the sentences of a section: which say something, of what kind, when, about whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.records import Aspect, Certainty, Claim, ClaimKind, Figure, Mention, SectionKind
from timeline.anchor import Anchor
from timeline.cued import damage, lists
from timeline.cued.cues import Cues, Rule, load_cues
from timeline.cued.dating import address_date, as_of_date, day_of, event_date
from timeline.cued.parties import organisations, speakers
from timeline.cued.sentence import Sentence, cut_sentences
from timeline.text import fold, sentences

_NO_STATEMENT = re.compile(
    r"[?]\s*$|でしょうか。?\s*$|かもしれ(?:ない|ません)|(?:よう|と|く)(?:に)?思(?:い|う|え|われ)|べき(?:だ|で|と)|方が(?:良|よ|いい|理)"
    r"|ほしい|\b(?:should have|in my opinion|I think)\b"
)
"""Questions and opinions say nothing of what happened."""
_SHORTEST = 8
"""Characters below which a line is a heading rather than a statement, unless something is mentioned in it."""
_EXPLICIT_PLAN = re.compile(
    r"予定|方針|計画|見通し|めど|目途|目処|検討|協議|\b(?:plans?|scheduled|intends?|considering)\b"
)
_ADDRESS_LINE = re.compile(r"\s*https?://\S+\s*$")
_STEPS = frozenset({"suspension", "resumption"})
"""Kinds of which one sentence often tells several, each with its own date (Aが5日から、Bが8日から中止し)."""
_DATED_LIST = re.compile(r"から[、,]")
_PAID = re.compile(r"を?(?:全額|すべて)?(?:を)?(?:立て替え|補償|返金|弁済|賠償|払い?戻|支払)")


def find_claims(
    text: str, mentions: Sequence[Mention], anchor: Anchor, *, section: SectionKind = "body"
) -> tuple[Claim, ...]:
    """The claims of a section, in the order of their sentences.

    `mentions` are those of `find_mentions` for the same text. A claim whose sentence names no date, in a section
    whose writing time is not known either, has no date.
    """
    cues = load_cues()
    folded = fold(text)
    cut = cut_sentences(folded, sentences(folded), mentions)
    harmful = bool(cues.damage["harm"].search(folded))
    table = lists.Table()
    found: list[tuple[int, Claim]] = []
    for index, sentence in enumerate(cut):
        following = cut[index + 1] if index + 1 < len(cut) else None
        if row := table.row(sentence):
            claims = list(lists.row_claims(sentence, row, cues))
        else:
            claims = list(_claims_of(sentence, following, folded, cues, anchor, harmful))
        if found and found[-1][0] == index - 1 and _adds_bodies(claims, sentence, found[-1][1]):
            found[-1] = (index, _joined(found[-1][1], claims[0]))
        else:
            found += [(index, _completed(claim, following, anchor, section)) for claim in claims]
    return tuple(lists.with_listed_names(found, cut, cues))


def _adds_bodies(claims: Sequence[Claim], sentence: Sentence, before: Claim) -> bool:
    """Whether a sentence only adds to the figures before it at how many banks or services (全国12の銀行で確認)."""
    if len(claims) != 1 or sentence.dates() or sentence.start != before.end:
        return False
    return (
        claims[0].kind == before.kind == "damage_figure"
        and {f.role for f in claims[0].figures} <= _BODIES
        and not {f.role for f in before.figures} & _BODIES
    )


def _joined(before: Claim, added: Claim) -> Claim:
    names = {o.name for o in before.organisations}
    more = tuple(o for o in added.organisations if o.name not in names)
    return replace(
        before,
        end=added.end,
        figures=before.figures + added.figures,
        organisations=before.organisations + more,
    )


def _completed(claim: Claim, following: Sentence | None, anchor: Anchor, section: SectionKind) -> Claim:
    """The claim with what its surroundings tell: the address below it, and the day of writing for want of a date."""
    end, date = claim.end, claim.date
    if following is not None and _ADDRESS_LINE.match(following.text):
        end = following.end
        date = date or address_date(following.text)
    return replace(
        claim,
        end=end,
        date=date or day_of(anchor.written_on),
        reported_on=anchor.written_on,
        by_reader=section == "comment",
    )


def _claims_of(
    sentence: Sentence, following: Sentence | None, folded: str, cues: Cues, anchor: Anchor, harmful: bool
) -> Iterator[Claim]:
    if _NO_STATEMENT.search(sentence.text) or (not sentence.mentions and len(sentence.text) < _SHORTEST):
        return
    spoken = speakers(sentence, cues)
    harm = list(_damage_claims(sentence, following, folded, cues, spoken, harmful, anchor))
    ruled: list[Claim] = []
    if cues.any_cue.search(sentence.text):
        for rule in cues.rules:
            ruled += _rule_claims(rule, sentence, folded, cues, spoken, anchor)
    harm = [claim for claim in harm if not _told_otherwise(claim, ruled)]
    if harm:
        ruled = [c for c in ruled if c.kind != "discovery" or _first_known(sentence)]
    if any(c.kind != "press_conference" for c in [*harm, *ruled] if c.kind != "other"):
        ruled = [c for c in ruled if c.kind != "other"]
    yield from harm
    yield from ruled


def _told_otherwise(harm: Claim, ruled: Sequence[Claim]) -> bool:
    """Whether the numbers belong to another claim of the sentence: paid back, arrested, stopped."""
    roles = {figure.role for figure in harm.figures}
    taken = {
        "compensation": any(
            f.role == "compensation" for c in ruled for f in c.figures if c.kind == "compensation"
        ),
        "arrest": not roles & _SUMS,
        "suspension": roles <= _BODIES,
        "resumption": roles <= _BODIES,
    }
    return any(taken.get(claim.kind, False) for claim in ruled)


def _first_known(sentence: Sentence) -> bool:
    return bool(re.search(r"最も古い|最も早い|最古|発覚|earliest|oldest|first case", sentence.text))


def _damage_claims(
    sentence: Sentence,
    following: Sentence | None,
    folded: str,
    cues: Cues,
    spoken: Sequence[str],
    harmful: bool,
    anchor: Anchor,
) -> Iterator[Claim]:
    """Claims that count the damage, one for each moment that the sentence names."""
    named = lists.counted_names(sentence, cues)
    if not named and not damage.speaks_of_damage(sentence, cues, section_does=harmful):
        return
    as_of = as_of_date(sentence, folded)
    if as_of is None and following is not None and lists.is_note(following):
        as_of = as_of_date(following, folded)
    for group in damage.figure_groups(sentence, cues, as_of):
        figures = (*group.figures, *named)
        if not _counts_something(figures, sentence):
            continue
        first = min((f.start for f in figures if f.start is not None), default=sentence.end)
        date = group.date or event_date(sentence, first, starting=False)
        value = str(date.value) if date and _is_moment(date) else None
        yield Claim(
            kind="damage_figure",
            start=sentence.start,
            end=sentence.end,
            date=value,
            as_of=value if as_of is not None else None,
            attributed_to=tuple(spoken),
            organisations=organisations(sentence, "damage_figure", spoken, sentence.of_kind("name")),
            figures=figures,
            certainty=_certainty(sentence, 0, cues, value, anchor),
            rule="damage",
        )


def _is_moment(date: Mention) -> bool:
    """A range (2020年1月から8月まで) says over which time, not as of when."""
    return "/" not in str(date.value) and date.qualifier != "since"


_KEY_ROLES = frozenset(
    {"damage_total", "damage_part", "damage_increment", "cases", "cases_part", "cases_increment", "people"}
)
_BODIES = frozenset({"banks", "services", "accounts", "number"})
_SUMS = frozenset({"damage_total", "damage_part", "damage_increment"})
_SPREAD = re.compile(
    r"確認|判明|及[びぶん]|広が|拡大|となり|になった|に上|増え|発生|出て|affected|hit|spread"
)


def _counts_something(figures: Sequence[Figure], sentence: Sentence) -> bool:
    roles = {figure.role for figure in figures}
    return bool(roles & _KEY_ROLES) or (bool(roles & _BODIES) and bool(_SPREAD.search(sentence.text)))


def _rule_claims(
    rule: Rule, sentence: Sentence, folded: str, cues: Cues, spoken: Sequence[str], anchor: Anchor
) -> Iterator[Claim]:
    hits = [m for m in rule.cue.finditer(sentence.text)]
    if not hits or not _applies(rule, sentence, spoken):
        return
    ends = [sentence.start + hit.start() for hit in hits]
    moments = _moments(rule.kind, sentence, ends, folded)
    figures = _figures(rule.kind, sentence, cues, hits[0])
    names = sentence.of_kind("name")
    begin = sentence.start
    for at, date, until in moments:
        own = [m for m in names if begin <= m.start < until] if len(moments) > 1 else names
        begin = until if len(moments) > 1 else begin
        value = _date_value(date)
        yield Claim(
            kind=rule.kind,
            start=sentence.start,
            end=sentence.end,
            date=value,
            as_of=_as_of(sentence, folded),
            attributed_to=tuple(spoken),
            organisations=organisations(sentence, rule.kind, spoken, own),
            figures=figures,
            aspect=_aspect(sentence, cues) if rule.kind in _STEPS else None,
            certainty=_certainty(sentence, at - sentence.start, cues, value, anchor),
            rule=rule.name,
        )


def _date_value(date: Mention | None) -> str | None:
    """When it happened: of a range (10/1〜1/10) its beginning."""
    return str(date.value).split("/")[0] if date else None


def _as_of(sentence: Sentence, folded: str) -> str | None:
    found = as_of_date(sentence, folded)
    return str(found.value) if found else None


def _applies(rule: Rule, sentence: Sentence, spoken: Sequence[str]) -> bool:
    if rule.never and rule.never.search(sentence.text):
        return False
    if "date" in rule.needs and not sentence.dates() and not ("speaker" in rule.needs and spoken):
        return False
    if rule.context is None or rule.context.search(sentence.text):
        return True
    return any(m.name_class in rule.context_class for m in sentence.of_kind("name"))


def _moments(
    kind: ClaimKind, sentence: Sentence, cues_at: Sequence[int], folded: str
) -> list[tuple[int, Mention | None, int]]:
    """(cue, date, end of its clause) for each claim that a cue word makes; cues with the same date make one."""
    found: dict[Mention | None, tuple[int, Mention | None, int]] = {}
    if kind in _STEPS:
        for listed in sentence.dates():
            if listed.end <= cues_at[-1] and _DATED_LIST.match(sentence.after(listed, 3)):
                found[listed] = (cues_at[0], listed, listed.end)
    for at in cues_at:
        date = event_date(sentence, at)
        if date is None or kind not in _STEPS:
            if not found:
                found[date] = (at, date, at)
        else:
            found[date] = (at, date, at)
    moments = sorted(found.values(), key=lambda m: m[2])
    return [(*m[:2], sentence.end) if i == len(moments) - 1 else m for i, m in enumerate(moments)]


def _figures(kind: ClaimKind, sentence: Sentence, cues: Cues, hit: re.Match[str]) -> tuple[Figure, ...]:
    """The numbers of a claim that is not about damage: paid sums, stopped banks, arrested people."""
    found = []
    for mention in sentence.of_kind("money", "count"):
        figure = replace(damage.figure_of(sentence, mention, cues), basis=None)
        if mention.kind == "money":
            if kind != "compensation" or not _paid(sentence, mention):
                continue
            figure = replace(figure, role="compensation" if figure.role == "damage_total" else figure.role)
        elif kind == "compensation" and not _PAID.search(sentence.after(mention, 16)):
            continue
        found.append(figure)
    return tuple(found)


def _paid(sentence: Sentence, mention: Mention) -> bool:
    return bool(
        _PAID.match(sentence.after(mention, 16)) or re.search(r"補償|返金|最大", sentence.before(mention, 12))
    )


def _aspect(sentence: Sentence, cues: Cues) -> Aspect | None:
    return next((name for name, pattern in cues.aspects if pattern.search(sentence.text)), None)


def _certainty(sentence: Sentence, at: int, cues: Cues, date: str | None, anchor: Anchor) -> Certainty:
    """How sure the sentence is; a dictionary form (止めると発表した) is a plan only of a day to come."""
    tail = sentence.text[at:]
    to_come = bool(date and anchor.written_on and date[:10] > anchor.written_on[:10])
    for certainty, pattern in cues.certainty:
        if pattern.search(tail) and (certainty != "planned" or to_come or _EXPLICIT_PLAN.search(tail)):
            return certainty
    return "planned" if to_come else "stated"
