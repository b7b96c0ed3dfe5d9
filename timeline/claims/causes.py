"""Failures and attacks that a Japanese sentence names only as a cause, or to say of whom it tells."""

from timeline.claims.passages import Cue, Passage
from timeline.patterns import lazy_pattern

_OF_A_DOER = lazy_pattern(
    r"(?:を(?:繰り返し|起こし|引き起こし|招い)|が(?:相次い|続い|頻発し))(?:てい)?[ただ](?=[一-鿿ァ-ヶa-z「])"
)
"""障害を繰り返した銀行に命令を出した: whose failures those were is no news."""
_DOING = lazy_pattern(r"(?:を(?:起こ|引き起こ|繰り返|招))?[しい](?:てい)?た「?")
_COMPANY = lazy_pattern(r"[^、。はがをに]{1,10}?(?:銀行|証券|取引所|信用金庫|会社|社)")
_AS_CAUSE = ("障害で", "により", "の影響")
_ONLY_NAMED = lazy_pattern(
    r"の(?:発生)?(?:経緯|原因|調査|報告|概要|詳細|再発|責任|背景)|を(?:めぐ|巡|調べ|調査し|踏まえ|教訓)"
)
"""障害の経緯を公表した, 障害を調べた委員会: what is done about it is the news."""
_ABOUT = lazy_pattern(r"に関(?:する|し|連)|につ(?:いて|きまして)")
_OF_A_MATTER = lazy_pattern(r"[ぁ-ん]{0,8}問題(?:で|に|を)")
_CAUSE = lazy_pattern(
    r"(?:の影響)?(?:で|による|により|によって|を受け|について|をめぐ|に伴)|の?(?:問題|原因|責任)|(?:を(?:起こした|引き起こした)|した)(?=[一-鿿ァ-ヶa-z「])"
)
_ENDED = lazy_pattern(r"は?[^。]{0,40}(?:復旧|解消|回復|正常化)")
"""障害は午後6時に復旧した: that it ended is no failure."""
_BEGAN = lazy_pattern(r"[^、。]{0,6}(?:から|発生|起き|始ま|起こっ)")
_OVER = lazy_pattern(r"[がをのは]?(?:ほぼ|すべて|全て|全面)?(?:解消|復旧)")
"""停電が解消した: that a failure is over is none."""
_OF_TOPIC = lazy_pattern(
    r"[^、。]{0,30}?た(?!可能性|恐れ|疑い|模様|時|際|後|日|件|もの|こと|ため)[一-鿿ァ-ヶa-z「][^、。はが]{0,20}は(?:[\d]{1,2}月)?[\d]{1,2}日"
)
_DESCRIBES = lazy_pattern(
    r"(?:(?<=た)|た)(?!可能性|恐れ|疑い|模様|時|際|後|日)[一-鿿ァ-ヶa-z]|(?:た)?(?:データ|顧客|利用者)|る(?:被害|事件|問題|事案|ケース|恐れ|おそれ)"
)
_EFFECTS = frozenset(
    {"compensate", "order", "ask", "conference", "step_down", "correct", "inquiry", "recover", "resume"}
)
_CLAUSE = 24
"""How far before a failure the day may stand that is its own."""


def describes(passage: Passage, cue: Cue) -> bool:
    """Whether a word only describes what follows: 盗まれたデータ."""
    return _DESCRIBES.match(passage.folded, cue.end, passage.end) is not None


def is_cause(passage: Passage, cue: Cue) -> bool:
    """Whether a failure is only named as the cause of what else the sentence tells, and without a day of its own."""
    if passage.latin:
        return False
    if _OF_A_DOER.match(passage.folded, cue.end, passage.end):
        return True
    if "は" in cue.word[-1:] + passage.folded[cue.end : cue.end + 1] and "recover" in passage.labels:
        its_own = any(date.end <= cue.start for date in passage.dates)
        return not its_own and _ENDED.match(passage.folded, cue.end, passage.end) is not None
    if _OVER.match(passage.folded, cue.end, passage.end):
        return not any(_BEGAN.match(passage.folded, date.end, cue.start) for date in passage.dates)
    if _OF_A_MATTER.match(passage.folded, cue.end, passage.end):
        return True
    if _ONLY_NAMED.match(passage.folded, cue.end, passage.end):
        return True
    if cue.word.endswith("の影響") and passage.folded.startswith(("は", "が"), cue.end):
        return True
    if _ABOUT.match(passage.folded, cue.end, passage.end) and not _has_own_day(passage, cue):
        return True
    doing = _DOING.match(passage.folded, cue.end, passage.end)
    if doing is not None and (
        any(name.start == doing.end() for name in passage.names)
        or _COMPANY.match(passage.folded, doing.end(), passage.end)
    ):
        return True
    if passage.labels.isdisjoint(_EFFECTS):
        return False
    if describes(passage, cue):
        return True
    if not cue.word.endswith(_AS_CAUSE) and _CAUSE.match(passage.folded, cue.end, passage.end) is None:
        return False
    return passage.folded.startswith("を起こした", cue.end) or not _has_own_day(passage, cue)


def _has_own_day(passage: Passage, cue: Cue) -> bool:
    """Whether a day stands before a failure in its clause: 10日から続いていた障害."""
    return any(
        0 <= cue.start - date.end <= _CLAUSE and not passage.folded.startswith(("の", "、"), date.end)
        for date in passage.dates
    )


def is_of_topic(passage: Passage, cue: Cue) -> bool:
    """Whether a cue only says which one a sentence is about: 攻撃を受けて使えなくなった病院は診療を再開した."""
    return (
        not passage.labels.isdisjoint(_EFFECTS)
        and _OF_TOPIC.match(passage.folded, cue.end, passage.end) is not None
    )
