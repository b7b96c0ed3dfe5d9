"""Pages that answer but say nothing: soft 404, maintenance, login wall, parked domain. Data: `unavailable.toml`.

Careful: an article *about* maintenance has a text of its own. A page counts only if it is short and the phrase is
its title or its whole message.
"""

import re
from functools import cache

from spiders.reading.rules import load_rules

_WHOLE_MESSAGE = 240
"""Characters: a longer text says more than that it is not there."""
_SHORT_PAGE = 600


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            rule["reason"],
            re.compile("|".join(rule["title"]) or r"(?!)", re.IGNORECASE),
            re.compile("|".join(rule["message"]) or r"(?!)", re.IGNORECASE),
        )
        for rule in load_rules("unavailable")["rule"]
    )


def find_unavailable(title: str | None, text: str, *, dated: bool) -> str | None:
    """Why the page says nothing, None if it says something. `dated`: the page names its day of publication.

    >>> find_unavailable("メンテナンス中", "しばらくお待ちください。", dated=False)
    'maintenance'
    >>> find_unavailable("銀行がメンテナンスのため停止", "みどり銀行は10日、保守作業のため…" * 9, dated=True) is None
    True
    """
    size = len("".join(text.split()))
    if size > _SHORT_PAGE:
        return None
    for reason, title_rule, message_rule in _rules():
        in_title = title_rule.search(title or "") is not None
        in_text = message_rule.search(text) is not None
        if dated and not (in_title and in_text):
            continue
        if (in_title and (in_text or size <= _WHOLE_MESSAGE // 2)) or (in_text and size <= _WHOLE_MESSAGE):
            return reason
    return None
