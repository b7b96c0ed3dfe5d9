"""A time of day right behind its date is one moment with it, for systems that give them one by one."""

from bench.rivals import Found


def joined(found: list[Found]) -> list[Found]:
    """The things found, in order, with times put to their dates.

    >>> joined([Found("date", 0, 5, "2020-09-11"), Found("date", 5, 9, "T00:00")])
    [Found(kind='date', start=0, end=9, value='2020-09-11T00:00', unit=None)]
    """
    made: list[Found] = []
    for one in sorted(found, key=lambda f: f.start):
        last = made[-1] if made else None
        clock = one.kind == "date" and str(one.value).startswith("T")
        if last and clock and last.kind == "date" and last.end == one.start and "T" not in str(last.value):
            made[-1] = Found("date", last.start, one.end, f"{last.value}{one.value}")
        else:
            made.append(one)
    return made
