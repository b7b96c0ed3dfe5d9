"""What a verb of stopping or restarting is told of: linking, charging, withdrawal or the whole service."""

from db.records import Aspect
from timeline.claims.passages import Cue, Passage
from timeline.patterns import lazy_pattern

_OBJECT_FOLLOWS = lazy_pattern(r"(?:し|され|して)(?:た|ている|ていた)?(?:の|もの)は|対象は|[::]")
"""停止したのは新規登録: what was stopped is named behind the verb."""
_AND = lazy_pattern(
    r"(?:の?(?:登録|連携|変更|受付|手続き))?\s*(?:[・、,/]|や|と|および|及び|並びに|ならびに|and|or|,\s*and)?\s*(?:new\s|既存の?|入金\()?"
)
_ASPECTS: tuple[Aspect, ...] = ("linking", "charging", "withdrawal", "service")


def find_aspect(passage: Passage, cue: Cue, before: Aspect | None = None) -> Aspect:
    """What was stopped or restarted: the object named nearest to the verb, else what the text spoke of `before`.

    Where several are named in one breath (新規登録とチャージ) it is the first of them; `find_also` has the others.
    """
    if passage.latin and "service" in passage.labels:
        before = "service"
    return next(map(_aspect_of, _in_one_breath(passage, cue)), before or "service")


def find_also(passage: Passage, cue: Cue) -> tuple[Aspect, ...]:
    """The further aspects that are named in one breath with the first (新規登録やチャージを止めた → charging)."""
    aspects = tuple(dict.fromkeys(map(_aspect_of, _in_one_breath(passage, cue))))
    return aspects[1:]


def _in_one_breath(passage: Passage, cue: Cue) -> list[Cue]:
    """The objects of a verb as the text lists them; English names them behind it: halted deposits and withdrawals."""
    objects = _objects(passage)
    named = [c for c in reversed(objects) if c.end <= cue.start]
    if not named and (passage.latin or _OBJECT_FOLLOWS.match(passage.folded, cue.end)):
        named = [c for c in objects if c.start >= cue.end]
    chain = named[:1]
    for other in named[1:]:
        first, second = sorted((chain[-1], other), key=lambda c: c.start)
        if first.end <= second.start and _AND.fullmatch(passage.folded, first.end, second.start):
            chain.append(other)
    return sorted(chain, key=lambda c: c.start)


def aspects_in(passage: Passage) -> list[tuple[Cue, Aspect]]:
    """Every object of a passage that can be stopped, in order."""
    return [(cue, _aspect_of(cue)) for cue in _objects(passage)]


def _objects(passage: Passage) -> list[Cue]:
    return [c for c in passage.cues if any(aspect in c.labels for aspect in _ASPECTS[:3])]


def _aspect_of(cue: Cue) -> Aspect:
    return next(aspect for aspect in _ASPECTS if aspect in cue.labels)
