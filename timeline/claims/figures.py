"""The numbers of a passage in their roles: total, increment, part, per person, whose, how sure. No dates here."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from db.records import Basis, Figure, Mention, Qualifier
from timeline.claims.counting import are_sources
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

_UNITS = tuple(
    (role, unit, re.compile(forms, re.IGNORECASE))
    for role, unit, forms in (
        (
            "cases",
            "件",
            r"件|例|枚|冊|cases?|incidents?|transactions?|withdrawals?|reports?|records?|files?",
        ),
        ("banks", "行", r"銀行|行|金融機関|地銀|banks?|lenders?|institutions?"),
        (
            "people",
            "人",
            r"人|名|people|persons?|customers?|users?|victims?|clients?|members?|holders?|students?|consumers?|individuals?|patients?|employees?|passengers?|subscribers?|guests?|americans|britons|australians|taxpayers|drivers?|shoppers?|borrowers?|cardholders?|travell?ers?|depositors?|policyholders?|citizens?|residents?|(?:wo)?men|suspects?|investors?|creditors?|workers?|children|deaths?|injuries|survivors?|officers?|tourists?|savers?|readers?|applicants?|pensioners?|volunteers?|refugees?|evacuees?|migrants?|teachers?|doctors?|nurses?|soldiers?|voters?|visitors?|parents?|players?|gamers?|buyers?|sellers?|tenants?|homeowners?|farmers?|veterans?|donors?|attendees?|inmates?|prisoners?|pupils?|candidates?|claimants?|claimers?|minors?|adults?|teenagers?|girls?|boys?|merchants?|motorists?|commuters?|fatalities",
        ),
        ("lines", "回線", r"回線|(?:phone )?lines?|世帯|戸|households?"),
        ("machines", "台", r"台|atms?|machines?|terminals?|computers?|devices?|pcs|servers?|systems?"),
        ("services", "サービス", r"サービス|種|services?"),
        ("services", "社", r"社|事業者|compan(?:y|ies)|firms?|operators?"),
        ("accounts", "口座", r"口座|アカウント|accounts?|wallets?"),
    )
)
_THINGS = lazy_pattern(
    r"の?(?:個|袋|箱|本|点|食|着|缶|店舗?|校|棟|便|路線|列車|車両|隻|両|頭|羽|通|施設|病院|[カか箇ヶ]所|[カか]国|自治体|世帯|作品|基|編成)"
    r"|(?:[\w'-]+ )*(?:cards?|flights?|trains?|surger(?:y|ies)|appointments?|operations|numbers|passports?"
    r"|documents?|cars?|vehicles?"
    r"|units?|homes?|houses?|households?|stores?|shops?|schools?|hospitals?|branches|parcels?|tickets?|containers?|products?|bottles?|items?|batteries|computers?|tokens?|emails?)"
)
_PARTS = {"damage_total": "damage_part", "cases": "cases_part", "people": "people_part"}
_OPENS = 3
_SCOPED = ("bank", "service", "operator", "exchange", "broker")
_PER_AFTER = lazy_pattern(r"(?:が)?(?:上限|限度)|ずつ|以上の(?:取引|買い物)|を超える(?:取引|買い物)")
_GROWN = lazy_pattern(r"(?:、|・|,)?(?:[^、。]{0,12}?)(?:の増|増え|増加|増の)")
_IN_ALL = lazy_pattern(
    r"(?:余り|以上|超)?(?:に(?:なっ|なり|増え|達し|上[っり]|のぼ|膨ら|拡大|広が)|と(?:なっ|なり))"
)
"""新たに1人が確認され5人になった: the second number is the whole."""
_UP = lazy_pattern(r"\b(?:up|rose|increased|rising) (?:by )?\Z|\band \Z")
_SUM_UP = lazy_pattern(r"[、,。]\s*(?:合計|合わせて|あわせて|総計|計)|in total")
_NAMED_BEFORE = lazy_pattern(
    r"(?:銀行|口座)?(?:は|が|で|では|には|の|:|=|\s|\||分|\s*-\s*)*(?:計|合計|約|およそ|合わせて)*\s*\Z"
)


@lru_cache(maxsize=1024)
def role_of_count(unit: str | None) -> tuple[str, str] | None:
    """The role and the one unit of a counter, whichever language it is in.

    >>> role_of_count("cases"), role_of_count("の銀行"), role_of_count("隻"), role_of_count("bank customers")
    (('cases', '件'), ('banks', '行'), None, ('people', '人'))
    """
    if not unit:
        return None
    noun = unit.removeprefix("の").strip()
    for word in (noun, noun.rpartition(" ")[2]):
        for role, canonical, pattern in _UNITS:
            if pattern.fullmatch(word):
                return role, canonical
    return None


def roles_of(passage: Passage, numbers: Sequence[Mention]) -> set[str]:
    """What the numbers of a passage count, in total or in part: damage, cases, people …, else things (`number`).

    Sums for each person are `per`.
    """
    roles = set()
    for number in numbers:
        if number.kind == "money":
            roles.add("per" if _is_per_person(passage, number) else "damage")
        elif (known := role_of_count(number.unit)) is not None:
            roles.add(known[0])
    if not roles and any(n.unit and _THINGS.fullmatch(n.unit) for n in numbers):
        roles.add("number")
    return roles


def find_figures(passage: Passage, numbers: Sequence[Mention]) -> tuple[Figure, ...]:
    """Those numbers of a passage as figures of a damage claim."""
    figures = []
    for number in numbers:
        figure = _figure(passage, number)
        if figure is not None:
            figures.append(figure)
    return tuple(_parted(figures))


def find_other_figures(passage: Passage, numbers: Sequence[Mention]) -> tuple[Figure, ...]:
    """Those numbers that count things which only some incidents are about: parcels, shops, flights."""
    return tuple(
        Figure(
            role="number",
            value=number.value,
            unit=number.unit or "",
            qualifier=_qualifier(passage, number),
            basis=find_basis(passage),
            start=number.start,
            end=number.end,
        )
        for number in numbers
        if number.unit and _THINGS.fullmatch(number.unit)
    )


def _parted(figures: list[Figure]) -> list[Figure]:
    """Figures of several banks or services side by side are parts, whoever they are of."""
    scopes = {figure.scope for figure in figures if figure.scope and figure.role in _PARTS}
    if len(scopes) < 2:
        return figures
    return [_with_role(f, _PARTS.get(f.role, f.role)) if f.scope else f for f in figures]


def money_figures(passage: Passage, role: str) -> tuple[Figure, ...]:
    """The sums and counts of a passage, the sums in the given role unless they are for each person."""
    figures = []
    for figure in find_figures(passage, [n for n in passage.numbers if not are_sources(passage, n)]):
        if figure.role.startswith("damage"):
            figure = _with_role(figure, role)
        figures.append(figure)
    return tuple(figures)


def _figure(passage: Passage, number: Mention) -> Figure | None:
    if number.kind == "money":
        role, unit = "damage_total", number.unit or ""
    else:
        known = role_of_count(number.unit)
        if known is None:
            return None
        role, unit = known
    return Figure(
        role=_special_role(passage, number, role),
        value=number.value,
        unit=unit,
        qualifier=_qualifier(passage, number),
        scope=find_scope(passage, number),
        basis=find_basis(passage),
        start=number.start,
        end=number.end,
    )


def _qualifier(passage: Passage, number: Mention) -> Qualifier:
    """What the number is said to be; 多い人で60万円 is a most."""
    before = passage.folded[max(passage.start, number.start - 8) : number.start]
    most = (number.qualifier == "exact" and "多い人" in before) or (
        number.qualifier == "about" and "最大" in before
    )
    return "upto" if most else number.qualifier


def _special_role(passage: Passage, number: Mention, role: str) -> str:
    """The role made narrower by the words next to the number."""
    if number.kind == "money" and _is_per_person(passage, number):
        return "per_person"
    if role not in _PARTS:
        return role
    if _is_increment(passage, number):
        return role.removesuffix("_total") + "_increment"
    return _PARTS[role] if _is_part(passage, number) else role


def _is_per_person(passage: Passage, number: Mention) -> bool:
    return _near(passage, number, "per_person", 24) and not _sums_up(passage, number)


def _sums_up(passage: Passage, number: Mention) -> bool:
    """Whether a clause of its own makes the number a sum: 1人当たり500円で、総額は約200億円."""
    return any(
        0 <= number.start - cue.end <= _OPENS and passage.folded[cue.start - 1] == "、"
        for cue in passage.labelled("total") + passage.labelled("damage_total")
    )


def _is_part(passage: Passage, number: Mention) -> bool:
    """Whether a part is counted: うち3件, or anything in a sentence that begins with 最も多いのは."""
    if _near(passage, number, "part", 20):
        return True
    first = passage.labelled("part")[:1]
    return bool(first) and first[0].start - passage.start <= _OPENS and "total" not in passage.labels


def _is_increment(passage: Passage, number: Mention) -> bool:
    if _IN_ALL.match(passage.folded, number.end, passage.end):
        return False
    return (
        _near(passage, number, "increment", 14)
        or any(number.start <= cue.start < number.end for cue in passage.labelled("increment"))
        or (
            passage.folded.find("時点から", passage.start, passage.end) >= 0
            and _GROWN.match(passage.folded, number.end, min(passage.end, number.end + 16)) is not None
        )
        or (
            passage.folded.find("up ", max(passage.start, number.start - 40), number.start) >= 0
            and _UP.search(passage.folded, max(passage.start, number.start - 16), number.start) is not None
        )
    )


def _near(passage: Passage, number: Mention, label: str, reach: int) -> bool:
    """The cue of that label shortly before the number, no other sentence part between."""
    return any(0 <= number.start - cue.end <= reach for cue in passage.labelled(label))


def find_scope(passage: Passage, number: Mention) -> str | None:
    """The bank or service whose number it is: the name right before it, PayPayで17件, 大垣共立銀行は8件."""
    names = [
        name
        for name in passage.names
        if name.name_class in _SCOPED and name.end <= number.start and number.start - name.end <= 40
    ]
    if not names:
        return None
    nearest = names[-1]
    between = passage.folded[nearest.end : number.start]
    if _SUM_UP.search(between):
        return None
    others = [m for m in passage.numbers if nearest.end <= m.start < number.start]
    for other in others:
        between = between.replace(passage.folded[other.start : other.end], "")
    if _NAMED_BEFORE.fullmatch(re.sub(r"[、・,/|\s]", "", between)):
        return nearest.canonical
    return None


def find_basis(passage: Passage) -> Basis | None:
    """Whether the figures are what somebody reported, or what was confirmed."""
    if "reported" in passage.labels:
        return "reported"
    return "confirmed" if "confirm" in passage.labels else None


def _with_role(figure: Figure, role: str) -> Figure:
    return replace(figure, role=role)
