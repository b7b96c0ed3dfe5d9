"""Who bore a name on a day: banks are renamed and merged, and the same words may mean another one later."""

from collections.abc import Sequence

from timeline.names.gazetteer import Name


def day_of(on: str | None) -> str | None:
    """The first day that an EDTF value speaks of, as far as it is known.

    >>> day_of("2020-09-11T00:00+09:00"), day_of("2020-08/2020-09"), day_of("XXXX-09-11")
    ('2020-09-11', '2020-08', None)
    """
    if not on or not on[:4].isdigit():
        return None
    return on.partition("/")[0][:10]


def _year_before(day: str) -> str:
    return f"{int(day[:4]) - 1:04d}{day[4:]}"


def in_use(name: Name, day: str | None) -> bool:
    """Whether the name was in use; new names are announced up to a year before they hold.

    >>> third = Name(canonical="第三銀行", name_class="bank", until="2021-04-22")
    >>> in_use(third, "2020-09-11"), in_use(third, "2023-01-01"), in_use(third, None)
    (True, False, True)
    """
    if day is None:
        return True
    begun = name.since is None or day >= _year_before(name.since)[: len(day)]
    return begun and (name.until is None or day <= name.until[: len(day)])


def bearer(names: Sequence[Name], day: str | None) -> Name:
    """The one of several bearers that is meant on a day.

    A former name still means who bore it; a name that nobody bears yet is a name without a code.

    >>> new = Name(canonical="三十三銀行", name_class="bank", code="0154", since="2021-05-09")
    >>> bearer((new,), "2022-01-01").code, bearer((new,), "2018-01-01").code
    ('0154', None)
    """
    if day is None or (names[0].since is None and len(names) == 1):
        return names[0]
    for name in names:
        if in_use(name, day):
            return name
    former = [name for name in names if name.until is not None and name.until < day]
    if former:
        return max(former, key=lambda name: name.until or "")
    return names[0]._replace(code=None)
