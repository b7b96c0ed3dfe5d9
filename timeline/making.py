"""Mentions made without the Python function that a named tuple is otherwise made by: a text has one for every twenty
characters, and that function costs as much as all else about a plain one."""

from collections.abc import Callable
from functools import partial
from typing import cast

from db.records import Mention, MentionKind, NameClass, Qualifier

_Fields = tuple[
    MentionKind,
    int,
    int,
    str,
    int | str | None,
    str | None,
    Qualifier,
    str | None,
    NameClass | None,
    str | None,
]

make_mention = cast("Callable[[_Fields], Mention]", partial(tuple.__new__, Mention))
"""A mention out of all its fields, in their order.

>>> make_mention(("count", 0, 2, "3件", 3, "件", "exact", None, None, None)) == Mention("count", 0, 2, "3件", 3, "件")
True
"""
