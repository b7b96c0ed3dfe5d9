"""What the figures of a claim are about: the whole incident, one bank or service of it, or one person.

A figure that names no scope is about the one bank or service that was hit in its sentence, where there is exactly
one; the service that the whole incident is about is no scope. Which words tell one person is data
(`rules/singles.toml`).
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from db.records import Claim, Document, Event, Figure, Incident, NameClass, Organisation, Reading
from timeline.origins import plain_name

_HIT = ("affected", "target", "via")
_SERVICES: tuple[NameClass, ...] = ("service", "exchange", "broker", "facility")
SHARED_ROLES = frozenset({"banks", "services", "number", "amount"})
"""Roles that are not about one bank even where one is named."""
_NOT_ITS_OWN: dict[NameClass, tuple[str, ...]] = {"bank": ("banks",)}
"""A bank is named among the banks that are counted; services that are counted may be those of one bank."""
_TOTALS = ("damage_total", "cases")
_OPERATED = ("operator", "authority", "other")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of an incident before its claims are placed."""

    whole: frozenset[str]
    """The names that a figure of the whole incident may carry as its scope."""
    backdrop: frozenset[str]
    """The names the whole incident is about, in its title or in half of its documents."""
    classes: Mapping[str, NameClass]
    """Every name that the claims hold, by the form in which names are compared."""
    spelled: Mapping[str, str]


@cache
def _rules() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("timeline").joinpath("rules/singles.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


def about_one(quote: str) -> bool:
    """Whether a sentence tells of one person.

    >>> about_one("1人のお客さまの口座から計30万円が引き落とされた。"), about_one("11人の口座から計300万円")
    (True, False)
    """
    return _one().search(quote) is not None


@cache
def _one() -> re.Pattern[str]:
    words = "|".join(map(re.escape, (*_rules()["ja"], *_rules()["en"])))
    return re.compile(rf"(?<![\d,])(?:{words})", re.IGNORECASE)


def tells_one(event: Event) -> bool:
    """Whether the damage of an event is that of one person: it is no point of how the whole grew."""
    people = [f.value for f in event.figures if f.role == "people"]
    if people:
        return people == [1]
    return all(about_one(cited.citation.quote) for cited in event.claims)


def find_surroundings(incident: Incident, readings: Sequence[Reading]) -> Surroundings:
    """The names of an incident and of its claims."""
    seen: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, NameClass] = {}
    scopes: set[str] = set()
    for reading in readings:
        url = reading.document.url
        for facts in reading.facts:
            for claim in facts.claims:
                for organisation in claim.organisations:
                    seen[organisation.name].add(url)
                    classes[organisation.name] = organisation.name_class
                scopes.update(figure.scope for figure in claim.figures if figure.scope)
    pages = len({reading.document.url for reading in readings})
    often = {name for name, urls in seen.items() if pages >= 4 and len(urls) * 2 >= pages}
    titled = own_names(incident, seen)
    return Surroundings(
        whole=_whole(incident, {*seen, *scopes}, often, classes),
        backdrop=frozenset(often | titled),
        classes=classes,
        spelled={plain_name(name): name for name in sorted(classes)},
    )


def _whole(
    incident: Incident, names: set[str], often: set[str], classes: Mapping[str, NameClass]
) -> frozenset[str]:
    """The service of the title, else of the keywords, else the one in most documents; and its operator."""
    own = set(own_names(incident, names))
    common = {name for name in often if classes[name] in _SERVICES}
    own = own or (common if len(common) == 1 else set())
    if len(own) > 1:
        own = {name for name in own if classes.get(name) in _SERVICES} or own
    sure = len(own) == 1 or any(name in incident.title for name in own)
    operators = {name for name in often if classes[name] == "operator"}
    return frozenset((own if sure else set()) | operators)


def own_names(incident: Incident, names: Iterable[str]) -> frozenset[str]:
    """The names that the incident is called by: those in its title, else those in its keywords.

    >>> made = Incident(slug="x", title="ミナト決済の不正利用", keywords=("ミナト決済", "甲銀行"))
    >>> sorted(own_names(made, ["ミナト決済", "甲銀行", "乙銀行"]))
    ['ミナト決済']
    """
    names = tuple(names)
    titled = frozenset(name for name in names if name in incident.title)
    return titled or frozenset(name for name in names if any(name in word for word in incident.keywords))


def scoped(claim: Claim, sentence: str, document: Document, around: Surroundings) -> Claim:
    """The claim with the scope of its figures settled."""
    if not claim.figures:
        return claim
    figures = claim.figures
    if any(figure.scope is not None for figure in figures):
        figures = tuple(_of_the_whole(figure, around) for figure in figures)
    if claim.kind == "damage_figure" and any(_open(figure) for figure in figures):
        hit = _the_one_hit(claim, sentence, document, around)
        if hit is not None:
            parts = any(f.role in _TOTALS for f in figures)
            counted = _NOT_ITS_OWN.get(around.classes.get(hit, "other"), ())
            figures = tuple(
                replace(f, scope=hit)
                if _open(f) and f.role not in counted and not (parts and f.role.endswith("_part"))
                else f
                for f in figures
            )
    return claim if figures is claim.figures or figures == claim.figures else replace(claim, figures=figures)


def _open(figure: Figure) -> bool:
    """Whether it has no scope and may have one."""
    return figure.scope is None and figure.role not in ("number", "amount", "per_person")


def _of_the_whole(figure: Figure, around: Surroundings) -> Figure:
    """Without a scope that is the whole incident, or that only runs or oversees it."""
    if figure.scope is None:
        return figure
    operated = figure.role in SHARED_ROLES and around.classes.get(figure.scope) in _OPERATED
    return replace(figure, scope=None) if figure.scope in around.whole or operated else figure


def _the_one_hit(claim: Claim, sentence: str, document: Document, around: Surroundings) -> str | None:
    """The one bank or service that was hit; else the bank that speaks.

    Of a bank and a service the service: what it tells of a bank is its own part of that bank's damage.
    """
    hit = [o for o in claim.organisations if o.role in _HIT]
    banks = {o.name for o in hit if o.name_class == "bank"}
    own = [o for o in claim.organisations if banks and o.role in ("speaker", "actor")]
    services = {o.name for o in (*hit, *own) if o.name_class in _SERVICES}
    if len(services) > 1 or len(banks) > 1:
        return None
    named = (services - around.whole) or (banks - around.whole)
    if named:
        name = next(iter(named))
        return None if any(name + word in sentence for word in _rules()["among"]) else name
    if claim.figures and all(f.role.endswith("_part") for f in claim.figures):
        return None
    return _speaker(claim, document, around)


def _speaker(claim: Claim, document: Document, around: Surroundings) -> str | None:
    """The bank that tells its own damage, by name or on its own page."""
    speaking = {o.name for o in claim.organisations if o.role in ("speaker", "actor")}
    own = _publishing(document, around)
    if not speaking and not claim.attributed_to and own is not None:
        speaking = {own}
    telling = {name for name in speaking if around.classes.get(name) == "bank"} - around.whole
    return next(iter(telling)) if len(telling) == 1 and len(speaking) == 1 else None


def acting(claim: Claim, document: Document, around: Surroundings) -> Claim:
    """The claim of a stop with the banks that did it: a bank stops its own part, never another bank's.

    On a bank's own page it is that bank, where no other is named; on that of another firm the firm, where nobody is.
    """
    if claim.kind not in ("suspension", "resumption"):
        return claim
    banks = [o for o in claim.organisations if o.name_class == "bank" and o.role in ("actor", *_HIT)]
    if banks and any(o.role == "actor" for o in banks):
        if all(o.role == "actor" for o in banks):
            return claim
        return replace(
            claim,
            organisations=tuple(replace(o, role="actor") if o in banks else o for o in claim.organisations),
        )
    others = any(o.role == "actor" for o in claim.organisations)
    own = _publishing(document, around)
    own_class = around.classes.get(own or "")
    if banks or others or own is None or own_class is None or own_class == "authority":
        return claim
    if own_class != "bank" and any(o.role in _HIT for o in claim.organisations):
        return claim
    acts = Organisation(name=own, name_class=own_class, role="actor")
    return replace(claim, organisations=(acts, *(o for o in claim.organisations if o.name != own)))


def _publishing(document: Document, around: Surroundings) -> str | None:
    """The party whose own page it is, by the name that the claims know it by."""
    if document.standing != "official":
        return None
    publisher = plain_name(document.publisher)
    return around.spelled.get(publisher) or around.spelled.get(publisher.partition("(")[0])
