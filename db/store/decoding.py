"""Records made again of what `dataclasses.asdict` and JSON left of them, by the types of their fields."""

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_UNIONS = (Union, types.UnionType)


def record(kind: type[T], fields: Mapping[str, Any]) -> T:
    """A record of its fields; those that are missing get their default, unknown ones are passed over.

    >>> from db.records import Change, Edit
    >>> from dataclasses import asdict
    >>> edit = Edit(url="u", publisher="p", between=("a", "b"), removed="", added="x",
    ...             changes=(Change(kind="added", text="x"),))
    >>> record(Edit, asdict(edit)) == edit
    True
    """
    whole: Any = kind
    hints = _hints(whole)
    return kind(**{name: _value(hints[name], value) for name, value in fields.items() if name in hints})


@cache
def _hints(kind: object) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in _UNIONS:
        hint = next(part for part in get_args(hint) if part is not type(None))
    if is_dataclass(hint) and isinstance(hint, type):
        return record(hint, value)
    if get_origin(hint) is tuple:
        kinds = get_args(hint)
        repeated = len(kinds) == 2 and kinds[1] is Ellipsis
        return tuple(_value(kinds[0] if repeated else k, v)
                     for k, v in zip(value if repeated else kinds, value, strict=True))  # fmt: skip
    return value
