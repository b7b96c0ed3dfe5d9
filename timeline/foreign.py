"""Texts in Latin letters that are not English: no number is read by English rules there, only dates with a year.

In German and French 120.000 and 120 000 are a hundred and twenty thousand; the word behind is no English noun.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from db.records import Mention
from timeline.patterns import lazy_pattern

_LOOK_AT = 4000
_WORD = 12
"""Letters to a space at the most in a text with spaces between its words."""
_OTHERS = lazy_pattern(
    r"\b(?:le|la|les|des|du|une|dans|pour|est|der|die|und|das|den|von|mit|ist|im|el|los|las|una|por|del|que|il|che|di|per"
    r"|een|het|van|para|uma|os|och|att|som)\b"
)
_ENGLISH = lazy_pattern(r"\b(?:the|of|and|to|in|was|were|that|for|on|is|said|with|by|at|from|has)\b")
_LEAST = 3
_SMALL = 3


def is_foreign(folded: str) -> bool:
    """Whether a text in Latin letters is in another language than English, by its commonest small words.

    >>> is_foreign("La banque a annoncé que les virements ont été suspendus le 3 mars 2021 dans le pays.")
    True
    >>> is_foreign("The bank said on March 3 that transfers had been suspended."), is_foreign("送金を停止した。")
    (False, False)
    """
    if folded.count(" ", 0, _LOOK_AT) * _WORD < min(len(folded), _LOOK_AT):
        return False
    head = folded[:_LOOK_AT].lower()
    others = len(_OTHERS.findall(head))
    return others >= _LEAST and others > 2 * len(_ENGLISH.findall(head))


def is_name_there(name: Mention) -> bool:
    """Whether a name is none of the small words of these languages, nor begins with one: au, Die Bank."""
    small = name.end - name.start <= _SMALL and not name.text.isupper()
    return not small and _OTHERS.match(name.text.lower()) is None


def foreign_dates(folded: str) -> Iterator[Mention]:
    """Dates with their year as these languages write them.

    >>> [mention.value for mention in foreign_dates("le 1er mars 2021, am 4. März 2021, el 3 de mayo de 2021")]
    ['2021-03-01', '2021-03-04', '2021-05-03']
    """
    for found in _date_pattern().finditer(folded):
        try:
            value = date(int(found["year"]), _months()[found["month"].lower()], int(found["day"])).isoformat()
        except ValueError:
            continue
        yield Mention(kind="date", start=found.start(), end=found.end(), text=found[0], value=value)


@cache
def _months() -> dict[str, int]:
    """The names of months of `rules/months.toml`."""
    text = resources.files("timeline").joinpath("rules/months.toml").read_text(encoding="utf-8")
    return {
        name.lower(): place for names in tomllib.loads(text).values() for place, name in enumerate(names, 1)
    }


@cache
def _date_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.])(?P<day>[0-3]?\d)(?:er|\.|º)? (?:de )?(?P<month>{names})\.? (?:de )?(?P<year>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )
