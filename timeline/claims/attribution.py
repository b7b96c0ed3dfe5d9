"""Who says it: によると, の報道によれば, said, and the subject of 発表した. Nearest to the fact last."""

import re
from collections.abc import Set

from db.records import Mention
from timeline.claims.passages import Passage
from timeline.claims.rules import load_rules
from timeline.patterns import lazy_pattern

_ACCORDING = lazy_pattern(
    r"(?:[^、。「」()]{0,10}?)(?:に(?:よる|よれば|よります|よって報じ|よって明らか)|調べ|の説明では|では[^、。]{0,60}(?:報道|報じ)"
    r"|[がは][^、。]{0,40}(?:報じ|報道し)|で(?:報道|報じ)|の報道|の記事)"
)
_SAYS = lazy_pattern(
    r"発表|公表|明らかにし|明かし|と述べ|としてい|とした|説明し|といい|表明|会見[しで]|と話|と語|と批判|と強調|認めた|呼びか|という[。」]?\Z|said|announc|told|disclosed|confirmed|stated|reported"
)
_BY_NAME = lazy_pattern(r"(?:の[^、。]{0,6})?に(?:よる|よれば|よります)|の説明では|調べ")
_TOPIC = lazy_pattern(r"(?:\([^()]{0,30}\))?(?:など)?(?:の[^、。は]{0,12})?(は|が|も)")
_TITLED = lazy_pattern(
    r"([一-鿿ァ-ヶー]{1,8}? ?[一-鿿]{0,4}(?:副社長|社長|大臣|[一-鿿]{1,2}相|長官|会長|頭取|知事|市長|担当者|関係者))"
    r"(は|が|によ)"
)


def find_attribution(passage: Passage) -> tuple[str, ...]:
    """The chain of those who say what a passage says; empty where it says so itself."""
    if passage.said_by is None:
        passage.said_by = _chain(passage)
    return passage.said_by


def _chain(passage: Passage) -> tuple[str, ...]:
    chain: list[str] = []
    for name in (*_publishers(passage), *_sources(passage)):
        if name not in chain:
            chain.append(name)
    speaker = find_speaker(passage)
    if speaker is not None and speaker not in chain:
        chain.append(speaker)
    return tuple(chain)


def _publishers(passage: Passage) -> list[str]:
    """Publishers that the passage passes on."""
    publishers = load_rules().publishers
    return [
        publishers[cue.word]
        for cue in passage.labelled("publisher")
        if _ACCORDING.match(passage.folded, cue.end, passage.end)
        or "according to" in passage.folded[max(passage.start, cue.start - 24) : cue.start]
        or re.match(r" (?:reported|said)", passage.folded[cue.end : cue.end + 10])
    ]


def _sources(passage: Passage) -> list[str]:
    """Names before によると, by what they are called."""
    return [
        name.canonical or name.text
        for name in passage.names
        if _BY_NAME.match(passage.folded, name.end)
        or passage.folded[max(passage.start, name.start - 14) : name.start].endswith("according to ")
    ]


def find_speaker(passage: Passage) -> str | None:
    """The subject of a word of saying, by the name it has or the title it bears."""
    if not _SAYS.search(passage.words):
        return None
    if passage.latin:
        return _english_speaker(passage)
    titled = list(_TITLED.finditer(passage.words))
    by_title = {passage.start + found.start(2) for found in titled}
    subjects = [
        (_rank(name, particle, by_title), particle[1] == "が", name.start, name.canonical or name.text)
        for name in passage.names
        if (particle := _TOPIC.match(passage.folded, name.end, passage.end)) is not None
        and (name.name_class != "service" or particle.start(1) == name.end)
    ]
    subjects += [(0, found[2] == "が", passage.start + found.start(), found[1].strip()) for found in titled]
    return min(subjects, default=(0, False, 0, None))[3]


def _rank(name: Mention, particle: re.Match[str], by_title: Set[int]) -> int:
    """Who speaks stands right before its particle, or whose 社長 does; an owner speaks last: 甲銀行の被害が."""
    if particle.start(1) > name.end and particle.start(1) not in by_title:
        return 2
    return int(name.name_class == "service")


_SAID = lazy_pattern(
    r"(?: ?\([^()]{1,30}\))?(?:, [^.;,]{1,60},)?[^.;,]{0,30}?\b"
    r"(?:said|announced|told|disclosed|confirmed|reported|stated)\b"
)
"""Behind the name of who speaks, and what is said of it in between: Corvalis, a lender, said."""


def _english_speaker(passage: Passage) -> str | None:
    for name in passage.names:
        if _SAID.match(passage.folded, name.end, passage.end):
            return name.canonical or name.text
    return None


def is_topic(passage: Passage, name: Mention) -> bool:
    """Whether は or が follows the name."""
    return _TOPIC.match(passage.folded, name.end, passage.end) is not None
