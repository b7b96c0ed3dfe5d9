"""同社, 同行, the company: a word that stands for a name said before becomes a mention of that name.

Only for the claims: such a word is no mention of the text.
"""

from db.records import Mention
from timeline.claims.attribution import is_topic
from timeline.claims.context import Context
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

_STANDS_FOR = lazy_pattern(
    r"同社|同行|同取引所|(?<![a-z])the (?:company|firm|exchange|bank|operator|platform)(?![a-z])"
)
_COMPANIES = ("operator", "bank", "exchange", "broker", "other")
_CALLED = 24
"""How far before a name the word may stand that says what it is: bitcoin exchange Kasumi."""
_COUNTS = lazy_pattern(r"が約?\d[\d,.]*[^、。をがは\d]{1,4}(?:[、。]|だ|で)")
"""出金先は甲銀行が5口座、: a share of a list, and nobody who does anything."""


def with_subject(passage: Passage, context: Context) -> Passage:
    """The passage with the name that 同社 stands for; names that may be meant later are kept in the context."""
    if context.subjects and _may_stand(passage):
        found = _STANDS_FOR.search(passage.folded, passage.start, passage.end)
        if found is not None and _may_mean(found[0], context, passage):
            meant = _meant(found[0], context)._replace(start=found.start(), end=found.end(), text=found[0])
            passage.take(sorted([*passage.mentions, meant], key=_place))
    for name in passage.names:
        if name.name_class in _COMPANIES and (_is_subject(passage, name) or passage.latin):
            context.subjects = [name, *(s for s in context.subjects if _is_bank(s) != _is_bank(name))]
            break
    return passage


def _meant(word: str, context: Context) -> Mention:
    """同行 is the last bank and 同社 the last other company, where there is one."""
    fitting = (s for s in context.subjects if word[0] == "同" and _is_bank(s) == (word == "同行"))
    return next(fitting, context.subjects[0])


_TRADES = ("exchange", "bank", "platform", "operator")


def _may_mean(word: str, context: Context, passage: Passage) -> bool:
    """Whether the last name may be meant by an English word: the exchange is none that was called a firm."""
    trade = word.rpartition(" ")[2]
    if trade not in _TRADES:
        return True
    meant = context.subjects[0]
    before = passage.folded[max(0, meant.start - _CALLED) : meant.start]
    return meant.name_class == trade or trade in before or trade in meant.text.lower()


def _is_bank(name: Mention) -> bool:
    return name.name_class == "bank"


def _is_subject(passage: Passage, name: Mention) -> bool:
    return is_topic(passage, name) and not _COUNTS.match(passage.folded, name.end, passage.end)


def _may_stand(passage: Passage) -> bool:
    return passage.folded.find("同", passage.start, passage.end) >= 0 or passage.latin


def _place(mention: Mention) -> int:
    return mention.start
