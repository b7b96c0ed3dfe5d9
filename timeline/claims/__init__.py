"""Claims: sentences, list items and table rows that say something happened or holds, with the words that say so.

`rules` loads the rule files, `passages` cuts a section up, `kinds` says what a passage claims, `dating`, `figures`,
`attribution`, `organisations` and `certainty` fill a claim in, `counting` tells numbers of damage from those paid back
or compared with, `lists` hands names of list items to the sentence that introduces them, `restating` drops what only
repeats, `dated` takes what no rule tells, `find` goes through a section.
"""

from timeline.claims.dated import is_weak
from timeline.claims.find import find_claims

__all__ = ["find_claims", "is_weak"]
