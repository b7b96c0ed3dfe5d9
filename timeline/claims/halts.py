"""Words of stopping that tell of no suspension: of machines that stop by themselves, of one payment, in speech."""

from timeline.claims.passages import Cue, Passage
from timeline.patterns import lazy_pattern

_MACHINE_BEFORE = lazy_pattern(
    r"(?:システム|サーバー?|機器|装置|atm|ネットワーク|処理|ディスク|電源|端末|コンピューター?|設備|発電所|変電所|発電機|原子炉|基板|電子カルテ|信号機?)"
    r"(?:の(?:一部|大半|多く|半数|全て|すべて|約?[\d一二三四五六七八九十]+[割台])|など|等|[\d,]+台)?[がもは][^、。をは]{0,16}\Z|自動(?:的に)?\Z"
)
_BY_ITSELF_AFTER = lazy_pattern(
    r"し(?!ます|よう|ない)(?!て?(?:おり|もら|いただ))|(?<=止ま)|。|\Z|する(?:トラブル|障害|事態|不具合)"
)
_ONE_AFTER = lazy_pattern(
    r"(?: up| off)? (?:an?|one|another|two|three|four|five|(?:most|some) of the|the (?:other|rest|largest|biggest))"
    r" [^.;,]{0,30}?\b(?:transfers?|payments?|payouts?|orders?|instructions?|requests?)\b"
)
_SPEECH = lazy_pattern(
    r"「[^「」]{8,}」(?:など)?と[^。、]{0,8}(?:述べ|話[しす]|陳謝|謝罪|語[っり]|強調|批判|訴え|コメント|頭を下げ|指摘)"
)
_SAID = 240
"""Letters of a quotation on either side of a word that are looked at."""
_BACK = 40
_AHEAD = 60


def stops_by_itself(passage: Passage, cue: Cue) -> bool:
    """Whether a machine stops and nobody stops it: サーバーが停止し, but no 配信を停止し.

    >>> from timeline.claims.passages import cut_passages
    >>> for text in ("10日にサーバーが停止した。", "当社は取引を停止した。"):
    ...     [passage] = cut_passages(text, [])
    ...     [cue] = passage.labelled("stop")
    ...     print(stops_by_itself(passage, cue))
    True
    False
    """
    if passage.latin:
        return _is_of_a_failure(passage, cue)
    return (
        _BY_ITSELF_AFTER.match(passage.folded, cue.end, passage.end) is not None
        and _MACHINE_BEFORE.search(passage.folded, max(passage.start, cue.start - _BACK), cue.start)
        is not None
    )


_FAILED_SO = lazy_pattern(
    r"\b(?:outage|failure|glitch|fault|crash|malfunction|bug|error|attack|cyberattack|fire|blaze|storm|flood|earthquake"
    r"|virus|worm|ransomware|blackout|power cut|update|explosion|incident|hack|breach)"
    r"(?:, [^.;,]{1,20},)?(?: (?!(?:forc|prompt|led|caus|after|before|when|and|it|to)\w*\b)[\w'-]+){0,6} \Z"
)
"""The fire knocked out, a fault that shut: nobody decided it."""


def _is_of_a_failure(passage: Passage, cue: Cue) -> bool:
    """Whether a failure is what shuts something down in an English clause, and nobody who decides it."""
    return _FAILED_SO.search(passage.folded, max(passage.start, cue.start - 100), cue.start) is not None


def is_of_one_payment(passage: Passage, cue: Cue) -> bool:
    """Whether an English sentence only tells of a payment that was held back: stopped a $20 million transfer."""
    return (
        passage.latin
        and _ONE_AFTER.match(passage.folded, cue.end, min(passage.end, cue.end + _AHEAD)) is not None
    )


def is_in_speech(passage: Passage, cue: Cue) -> bool:
    """Whether a cue stands in what somebody is quoted with: 「障害で迷惑をかけた」と陳謝した."""
    begin, end = max(passage.start, cue.start - _SAID), min(passage.end, cue.end + _SAID)
    return passage.folded.find("「", begin, cue.start) >= 0 and any(
        found.start() < cue.start < found.end() for found in _SPEECH.finditer(passage.folded, begin, end)
    )
