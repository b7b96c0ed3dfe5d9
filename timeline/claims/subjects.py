"""同社, 同行, the company: a word that stands for a name said before becomes a mention of that name.

Only for the claims: such a word is no mention of the text.
"""

from db.records import Mention
from timeline.claims.attribution import is_topic
from timeline.claims.dating import Context
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

_STANDS_FOR = lazy_pattern(
    r"同社|同行|同取引所|(?<![a-z])the (?:company|firm|exchange|bank|operator|platform)(?![a-z])"
)
_COMPANIES = ("operator", "bank", "exchange", "broker", "other")


def with_subject(passage: Passage, context: Context) -> Passage:
    """The passage with the name that 同社 stands for; names that may be meant later are kept in the context."""
    if context.subject is not None and _may_stand(passage):
        found = _STANDS_FOR.search(passage.folded, passage.start, passage.end)
        if found is not None:
            meant = context.subject._replace(start=found.start(), end=found.end(), text=found[0])
            passage.take(sorted([*passage.mentions, meant], key=_place))
    for name in passage.of("name"):
        if name.name_class in _COMPANIES and (is_topic(passage, name) or passage.is_latin()):
            context.subject = name
            break
    return passage


def _may_stand(passage: Passage) -> bool:
    return passage.folded.find("同", passage.start, passage.end) >= 0 or passage.is_latin()


def _place(mention: Mention) -> int:
    return mention.start
