"""When a claim happened and as of when its figures hold. Finds among resolved dates, resolves none itself."""

import re

from db.records import Mention
from timeline.cued.sentence import Sentence
from timeline.dates import is_as_of

_SINCE = re.compile(r"に入って|から(?!\d)|以降|以来")
_DAY = len("2020-09-10")
_IN_ADDRESS = re.compile(r"https?://\S*?(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")


def as_of_date(sentence: Sentence, folded: str) -> Mention | None:
    """The date that figures of the sentence hold for: 27日午後8時時点, 9/10現在, as of midnight Sunday."""
    for mention in sentence.dates():
        to_the_day = len(str(mention.value)) >= _DAY
        if is_as_of(folded, mention) or (mention.qualifier == "until" and to_the_day):
            return mention
    return None


def event_date(sentence: Sentence, at: int, *, starting: bool = True) -> Mention | None:
    """The date nearest to the word at `at` (an offset in the section): the last before it, else the first after.

    Until when something was counted (14日までに分かった) is not when it happened, and since when (今年に入ってから) only
    tells it of what is `starting` then.
    """
    dates = [m for m in sentence.dates() if starting or not _says_since(sentence, m)]
    told = [m for m in dates if m.qualifier != "until"] or dates
    before = [m for m in told if m.end <= at]
    if before:
        return before[-1]
    after = [m for m in told if m.start >= at]
    return after[0] if after else None


def _says_since(sentence: Sentence, date: Mention) -> bool:
    return date.qualifier == "since" or bool(_SINCE.match(sentence.after(date, 5)))


def day_of(written_on: str | None) -> str | None:
    """The day on which a section was written, at day precision.

    >>> day_of("2020-09-10T18:30+09:00"), day_of(None)
    ('2020-09-10', None)
    """
    return written_on[:_DAY] if written_on else None


def address_date(text: str) -> str | None:
    """The day that the address of a notice names.

    >>> address_date("https://pay.example/info_20200910.html")
    '2020-09-10'
    """
    found = _IN_ADDRESS.search(text)
    return "-".join(found.groups()) if found else None
