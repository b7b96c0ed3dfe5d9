"""When two figures say the same: equal, or one is the rounding of the other.

約1990万円 agrees with 1,990万円, 141万円余り with 141万5141円; 120件 does not agree with 119件. Only figures of the
same role, scope and basis are ever compared; which those are is decided by `key_of`.
"""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from db.records import Figure

MONEY_ROLES = frozenset(
    {"damage_total", "damage_increment", "damage_part", "per_person", "compensation", "paid_back", "amount"}
)
_PEOPLE = ("人", "名", "people", "persons", "customers", "users", "victims")
_CASES = ("件", "cases", "transactions", "incidents")
_BANKS = ("行", "銀行", "banks", "bank", "lenders", "lender", "金融機関")
_SERVICES = ("サービス", "社")
UNITS = {unit: group[0] for group in (_PEOPLE, _CASES, _BANKS, _SERVICES) for unit in group}
"""Counters that count the same thing, to the one they are compared under."""

_ABOUT_SHARE = Decimal("0.05")
_EXACT_SHARE = Decimal("0.01")
_OPEN_SHARE = Decimal("0.1")

COUNTED_IN = {
    "banks": "行",
    "cases": "件",
    "cases_part": "件",
    "cases_increment": "件",
    "people": "人",
    "people_part": "人",
    "people_increment": "人",
}
"""The counter that a role is told in, whatever the page calls it."""

_ALL_OF_ITS_OWN = {"damage_part": "damage_total", "cases_part": "cases"}

FigureKey = tuple[str, str, str | None]


def key_of(figure: Figure) -> FigureKey:
    """What a figure counts: role, unit and scope.

    >>> key_of(Figure(role="cases", value=3, unit="件"))
    ('cases', '件', None)

    A part that is that of a named bank or service is all of its own.

    >>> key_of(Figure(role="cases_part", value=3, unit="件", scope="甲銀行"))
    ('cases', '件', '甲銀行')
    """
    role = _ALL_OF_ITS_OWN.get(figure.role, figure.role) if figure.scope else figure.role
    unit = COUNTED_IN.get(figure.role) or UNITS.get(figure.unit, figure.unit)
    return role, unit, figure.scope


@lru_cache(maxsize=65536)
def number(value: int | str | None) -> int | Decimal | None:
    """The value as an exact number; None where it is none.

    >>> number("12.5"), number(3), number("many")
    (Decimal('12.5'), 3, None)
    """
    if value is None or isinstance(value, int):
        return value
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None


@lru_cache(maxsize=65536)
def grain(value: int | Decimal) -> Decimal:
    """The place of the last digit that is not zero: how finely the value is told.

    >>> grain(19900000), grain(1415141)
    (Decimal('100000'), Decimal('1'))
    """
    if not value:
        return Decimal(1)
    if isinstance(value, int):
        digits = str(value)
        return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) else 0)


def agree(a: Figure, b: Figure) -> bool:
    """Whether one figure may be the other, told more roughly.

    >>> yen = lambda value, qualifier="exact": Figure(role="damage_total", value=value, unit="JPY", qualifier=qualifier)
    >>> agree(yen(19_900_000, "about"), yen(19_900_000)), agree(yen(1_410_000, "over"), yen(1_415_141))
    (True, True)
    >>> agree(yen(10_000_000, "about"), yen(12_000_000, "about")), agree(yen(25_420_000), yen(26_760_000))
    (False, False)
    """
    if a.value == b.value:
        return a.value is not None
    x, y = number(a.value), number(b.value)
    if x is None or y is None:
        return False
    if grain(x) < grain(y):
        a, b, x, y = b, a, y, x
    return _told_as(a, Decimal(x), Decimal(y), money=a.role in MONEY_ROLES)


def _told_as(rough: Figure, told: Decimal, exact: Decimal, *, money: bool) -> bool:
    """Whether `exact` may be told as `told`, the rougher of the two."""
    step = grain(told)
    if rough.qualifier in ("over", "atleast"):
        return told <= exact < told + _reach(step, told, _OPEN_SHARE)
    if rough.qualifier in ("under", "upto"):
        return told - _reach(step, told, _OPEN_SHARE) < exact <= told
    share = _ABOUT_SHARE if rough.qualifier == "about" else _EXACT_SHARE
    if not money and rough.qualifier != "about":
        return False
    if step > share * 2 * abs(told):
        step = share * 2 * abs(told)
    return abs(exact - told) <= step / 2 or told <= exact < told + step


def _reach(step: Decimal, told: Decimal, share: Decimal) -> Decimal:
    """How far an open figure (余り, 以上) may be away: to its next digit, at most a tenth, at least one."""
    return max(min(step, abs(told) * share), Decimal(1)) + (0 if step > 1 else 1)


def preference(figure: Figure) -> tuple[bool, Decimal, str]:
    """A key that sorts the exact and finer figure before the rough one.

    >>> rough = Figure(role="cases", value=380, unit="件", qualifier="about")
    >>> min(rough, Figure(role="cases", value=377, unit="件"), key=preference).value
    377
    """
    value = number(figure.value)
    return (
        figure.qualifier != "exact",
        grain(value) if value is not None else Decimal("Infinity"),
        str(figure.value),
    )
