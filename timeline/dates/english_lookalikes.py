"""What is written as a date in English and is none: of a year that is not read, of every year or day, a name."""

import re

from timeline.dates.english_patterns import DAY, MONTH
from timeline.dates.expression import Expression
from timeline.patterns import lazy_pattern

_COUNTS = r"\ (?!the|when|while|in|on|at|and|or|he|she|it|they|was|is|to|of|by|for|from|as|with)[a-z]"
# Behind a month or day, or behind the later month of the two: July 4, 1776; March 15, 44 BC.
_YEAR_UNREAD = lazy_pattern(
    rf"""(?:(?:\ ?[-~]\ ?|,?\ (?:to|and|through|until|or)\ )
           (?:{MONTH}(?:\ {DAY}(?:th|st|nd|rd)?)?|{DAY}\ {MONTH}))?,?\ (?:
        (?:AD|A\.D\.|CE)\ [0-9]{{1,4}}(?![0-9])
      | [0-9]{{1,5}}\ (?:B\.?C|A\.?D|C\.?E)(?:\.E\.?|\.|E)?+(?![A-Za-z]|{_COUNTS})
      | [0-9]{{4,5}}(?![0-9:%]|[.,][0-9]|\ (?:hours|hrs|local|[A-Z]{{2,4}})\b|{_COUNTS})
    )""",
    re.VERBOSE,
)
# Before it: 12000 March 3.
_UNREAD_BEFORE = lazy_pattern(r"(?<![0-9.,$])[0-9]{4,5} \Z")
_EACH_BEFORE = lazy_pattern(
    r"""\b(?:(?:[Ee]very|[Ee]ach)(?:\ (?:other|second|single|third))?
          (?:\ (?:year|month|week|day|weekday|morning|night|evening|afternoon))?
        |annually|yearly|monthly|weekly|daily|weekdays|weekends)(?:\ (?:in|on|at|from|between|by|until|before))?\ \Z""",
    re.VERBOSE,
)
_EACH_WORDS = ("very", "ach ", "ly ", "week")
_EACH_BEHIND = lazy_pattern(
    r",? (?:of )?(?:each|every) (?:year|month|week|day)\b"
    r"|(?:(?: ?- ?| to | and | until )[0-9:.]{1,5}(?: ?[ap]\.?m\.?)?)?,?"
    r"(?: daily| (?:on )?weekdays| on weekends"
    r"| (?:from )?Mondays?(?: to | through | ?- ?)(?:Friday|Saturday|Sunday))\b"
)
_NAMES = lazy_pattern(
    r" (?:Street|Road|Avenue|Lane|Drive|Boulevard|Square|Hospital|University|Movement|Revolution)\b"
)
_LOOK_BACK = 24


def is_no_date(folded: str, found: Expression) -> bool:
    """Whether the words around an expression make it none.

    >>> text = "in July 1776"
    >>> said = Expression(3, 7); said.month = 7
    >>> is_no_date(text, said)
    True
    """
    before = folded[max(0, found.start - _LOOK_BACK) : found.start]
    if any(word in before for word in _EACH_WORDS) and _EACH_BEFORE.search(before):
        return found.year is None
    if _EACH_BEHIND.match(folded, found.end):
        return True
    if found.month is None or found.year is not None or found.relative_year is not None:
        return False
    if _YEAR_UNREAD.match(folded, found.end) or _NAMES.match(folded, found.end):
        return True
    return _UNREAD_BEFORE.search(before) is not None
