"""Who: the speakers of a sentence, and the part each named organisation has in it."""

import re
from collections.abc import Sequence

from db.records import ClaimKind, Mention, Organisation, Role
from timeline.cued.cues import Cues
from timeline.cued.sentence import Sentence

_VIA = re.compile(r"を?(?:通じ|介し|経由|使った|使って|悪用)|\s+(?:via|through)\b")
_ACTS = re.compile(
    r"(?:\([^)]*\))?[」』]?(?:は|が|では|も|を運営)|\s+(?:has |have |had |will |also )?[a-z]+(?:ed|s)\b"
)
_VIA_EN = re.compile(r"\b(?:via|through|using)\s+(?:the\s+)?[“\"]?$", re.IGNORECASE)
_HARMED = frozenset({"damage_figure", "discovery"})
_DONE_TO = frozenset({"suspension", "resumption", "regulator", "investigation"})
_MOST_SPEAKERS = 4


def speakers(sentence: Sentence, cues: Cues) -> tuple[str, ...]:
    """Who says it, outermost first (NHKによると…ドコモは…と明らかにした → NHK, NTTドコモ).

    Names known as organisations, publishers, and persons or bodies told by their title.
    """
    found: list[tuple[int, str]] = []
    for mention in sentence.of_kind("name"):
        if _speaks(sentence, mention.start - sentence.start, mention.end - sentence.start, cues):
            found.append((mention.start - sentence.start, mention.canonical or mention.text))
    for pattern in (cues.publishers, cues.titles):
        for match in pattern.finditer(sentence.text):
            if _speaks(sentence, match.start(), match.end(), cues) and not _covered(sentence, match):
                found.append((match.start(), match.group().strip()))
    names = [name for _, name in sorted(found)]
    return tuple(dict.fromkeys(names))[:_MOST_SPEAKERS]


def _speaks(sentence: Sentence, start: int, end: int, cues: Cues) -> bool:
    tail = end + 1 if sentence.text[end : end + 1] in ("」", "』") else end
    if sentence.text[tail : tail + 1] == "(":
        closing = sentence.text.find(")", tail, tail + 40)
        tail = closing + 1 if closing > 0 else tail
    if cues.said.match(sentence.text, tail) or cues.said_after.match(sentence.text, tail):
        return True
    return bool(
        re.search(rf"(?:{cues.said_before.pattern})\s*$", sentence.text[max(0, start - 24) : start], re.I)
    )


def _covered(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a known name stands there already."""
    at, end = match.start() + sentence.start, match.end() + sentence.start
    return any(m.start < end and at < m.end for m in sentence.of_kind("name"))


def organisations(
    sentence: Sentence, kind: ClaimKind, spoken: Sequence[str], names: Sequence[Mention]
) -> tuple[Organisation, ...]:
    """Each named organisation once, with its part; `names` may hold those of a list that belongs to the sentence."""
    found: dict[str, Organisation] = {}
    for mention in names:
        name = mention.canonical or mention.text
        inside = sentence.start <= mention.start < sentence.end
        role: Role = _role(sentence, mention, kind) if inside else _listed_role(kind)
        if name in spoken and role not in ("actor", "affected"):
            role = "speaker"
        held = found.get(name)
        if held is None or held.role == "mentioned":
            found[name] = Organisation(name=name, name_class=mention.name_class or "other", role=role)
    return tuple(found.values())


def _listed_role(kind: ClaimKind) -> Role:
    return "affected" if kind in _HARMED else "target"


def _role(sentence: Sentence, mention: Mention, kind: ClaimKind) -> Role:
    after = sentence.after(mention, 24)
    if _VIA.match(after.lstrip("」』")) or _VIA_EN.search(sentence.before(mention, 20)):
        return "via"
    if kind in _HARMED:
        return "affected" if mention.name_class == "bank" else "mentioned"
    if _ACTS.match(after):
        return "actor"
    return "target" if kind in _DONE_TO else "mentioned"
