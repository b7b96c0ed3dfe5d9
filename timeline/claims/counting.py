"""Which numbers of a passage count damage: not those that are paid back, fined, or only compared with."""

from collections.abc import Sequence

from db.records import Mention
from timeline.claims.passages import Cue, Passage, end_of_matter
from timeline.patterns import lazy_pattern

_COMPARED = lazy_pattern(
    r"(?:分|相当|余り)?(?:で[^、。]{0,6}(?:売[らっりる]|転売|販売|購入|買[いっわ])|を(?:上回|抜い|抜き|大きく上回)|(?:、[^、。]{1,20})?に次[ぐい])"
    r"|(?:分|相当|規模)?(?:の(?:資金|増資|融資|支援|劣後ローン|資本|社債))?(?:を|の)?(?:調達|借り入れ|借入|出資|増資|融資)"
)
_SUFFERED = lazy_pattern(
    r"流出|漏|盗|抜[きかけ取]|失[いわっ]|奪|消え|引き出|被害に遭|被害を受け|影響|上[りっる]|のぼ|及[びぶん]|達し|膨ら|増え|だっ|で、|であ|確認|判明"
)
"""Between a number and the word of paying back: the number is told of something else first."""
_HARMED = lazy_pattern(
    r"(?:被害|損失|流出|漏えい|漏洩|損害|不正)[^、。はが]{0,8}(?:は|が|、)[^、。はが]{0,12}\Z"
)
_SUM_OF_IT = lazy_pattern(r"の?(?:総額|金額|額|対象|対象者)?(?:は|が)[^、。]{0,12}\Z")
_SETTLED = lazy_pattern(
    r"[^.;]{0,24}?\b(?:fines?|penalt(?:y|ies)|settle(?:ment|s)?|fund|bounty|reward|ransom|bail|bond|revenue|sales|deal)\b"
)
_NOT_TAKEN = lazy_pattern(
    r"\b(?:(?:orders|requests|instructions|attempts) (?:worth|totalling|totaling|of|for)(?: \w+){0,2} "
    r"|(?:tried|attempted|sought) to [^.;]{0,30}"
    r"|(?:recover(?:ed|s|ing)?|seiz(?:e|ed|es|ing)|return(?:ed|s|ing)?|claw(?:ed|s|ing)?)(?: back)?(?: \w+){0,3} )\Z"
)
_KNOWN = lazy_pattern(
    r"\b(?:in|over|from|about|to|after) the (?:\w+ ){0,2}(?:theft|heist|loss|hack|robbery) of(?: \w+){0,3} \Z"
)
"""The theft of $9 million: known to the reader, and named only to tell something else."""
_SOURCES = lazy_pattern(r" (?:familiar|with (?:direct )?knowledge|close to the|briefed|said)\b")
_NOT_HARMED = lazy_pattern(
    r"[^.,;]{0,20} (?:were|was|have been|had been|has been|will be|are being) (?:\w+ )?"
    r"(?:evacuated|rescued|arrested|detained|charged|notified|contacted|questioned|interviewed|offered|refunded"
    r"|reimbursed|compensated|deployed|saved|invited|vaccinated|released|sentenced|convicted)\b"
)
"""Forty people were rescued: these were not harmed."""
_OTHER_LINES = lazy_pattern(
    r"(?i)\b(?:production|assembly|train|bus|rail|railway|metro|subway|tram|power) lines?\Z"
)
"""Lines that nobody telephones on."""
_ELSEWHERE = lazy_pattern(
    r"\b(?:after|than|since|behind|following|(?:surpass|exceed|eclips|topp?)(?:ed|es|s|ing)) [^.;]{0,60}"
    r"\b(?:which|when|in which|where) [^.;,]{0,40}\Z"
    r"|\b(?:than|(?:surpass|exceed|eclips|topp?)(?:ed|es|s|ing)) the (?:\w+ ){0,4}\Z"
)
"""The largest theft after Polynet, which lost $611 million: another case is compared with."""
_PAYS = lazy_pattern(
    r"\b(?:pay|paid|received|costing|priced at|advanced|froze|frozen|bounty of|reward of|offered|offering|"
    r"ransom(?: payment)? of|fined?|fine of|penalty of|settlement of|settled for|raised|worth of shares|sold|sell)"
    r"(?: \w+){0,4} \Z|\bfined (?:[\w'.&]+ ){1,8}(?:[^;]{0,24}\()?\Z|\bfund of (?:\w+ ){0,3}\Z"
)


_BACKGROUND = lazy_pattern(
    r"[^、。]{0,24}?(?:流出|漏えい|漏洩|漏れ|盗まれ|失っ|消失|抜き取られ|引き出され|不正送金され|奪われ)(?:して|し)?(?:てい)?た(?!可能性|おそれ|恐れ|疑い|こと|とみ|の)(?:[ァ-ヶー一-鿿a-z「」]{1,24}(?:は|が|では)|問題|事件|事案)"
)
"""約5億円分が流出した問題で: the sentence tells of something else."""
_NOT_LOST = lazy_pattern(
    r"(?:分|相当|余り)*(?:の[^、。はが]{1,10})?(?:は|が|を)[^、。]{0,20}(?:、[^。]{0,24})?(?:凍結|回収|取り戻|取り返)"
    r"|(?:余り|以上|超)?の(?:電話|問い合わせ|お問い合わせ|相談|苦情|意見|反響|アクセス|申し込み|声)(?!被害)"
)
"""約17億円分は凍結された, 34万件の電話があった: what is held, or what people ask."""
_RIGHT_BEHIND = lazy_pattern(r"(?:余り|以上|超)?の?")
_FAR = 60
"""Letters behind which a word no longer says what a number counts."""
_CLAUSE_ENDS = lazy_pattern(r"[、。]")
_EXTORTERS = lazy_pattern(r"身代金|攻撃者|犯行グループ|ハッカー|犯人|犯罪集団")
_HANDED_OVER = lazy_pattern(
    r"(?:分|相当)?(?:の[^、。を]{1,10})?を[^、。]{0,12}(?:支払|送金し|払[いっ]|送っ|渡[しっ]|要求)"
)
"""What those are given, or ask for, who did the damage: 攻撃者に1億円分を送金した."""
_WHICH = lazy_pattern(
    r"\b(?:breach|attack|hack|theft|heist|incident|intrusion|leak)\b[^.;]{0,24}\b(?:exposed|affected|compromised|stole|hit|involving|of|that)\b[^.;]{0,40}\Z"
)


def damage_numbers(passage: Passage, numbers: Sequence[Mention]) -> list[Mention]:
    """Those of the numbers that may count damage.

    >>> from timeline.claims.passages import cut_passages
    >>> text = "流出した通貨を持つ9人に対し、総額4万円を返金する。被害は2人で、補償する。"
    >>> number = lambda at, word: Mention(kind="count", start=at, end=at + len(word), text=word, value=1)
    >>> mentions = [number(text.index(word), word) for word in ("9人", "4万円", "2人")]
    >>> [[m.text for m in damage_numbers(p, p.mentions)] for p in cut_passages(text, mentions)]
    [[], ['2人']]
    """
    if passage.latin:
        return [number for number in numbers if not _is_settled(passage, number)]
    matter = max([end_of_matter(passage), *(cue.end for cue in passage.labelled("former"))])
    wanted = _EXTORTERS.search(passage.folded, passage.start, passage.end) is not None
    others = [] if "cost" in passage.labels else passage.labelled("unrelated")
    paid = [*passage.labelled("compensate"), *passage.labelled("paid")]
    return [
        number
        for number in numbers
        if number.end > matter
        and _COMPARED.match(passage.folded, number.end, passage.end) is None
        and _BACKGROUND.match(passage.folded, number.end, passage.end) is None
        and _NOT_LOST.match(passage.folded, number.end, passage.end) is None
        and not any(is_counted_of(passage, number, other) for other in others)
        and not (wanted and _HANDED_OVER.match(passage.folded, number.end, passage.end))
        and not any(_is_paid(passage, number, cue.start, cue.end) for cue in paid)
    ]


_OWN = frozenset({"damage", "data", "damage_total", "leak", "break_in"})


def is_counted_of(passage: Passage, number: Mention, other: Cue) -> bool:
    """Whether a Japanese number counts what a word of no damage names: 従業員1200人, 約3万件の問い合わせ.

    従業員の個人情報など44万件 counts data.
    """
    if number.end <= other.start:
        return _RIGHT_BEHIND.fullmatch(passage.folded, number.end, other.start) is not None
    if number.start - other.end > _FAR:
        return False
    between = passage.folded[other.end : number.start].replace("は、", "は")
    return not _CLAUSE_ENDS.search(between) and not any(
        other.end <= cue.start < number.start and not _OWN.isdisjoint(cue.labels) for cue in passage.cues
    )


def are_sources(passage: Passage, number: Mention) -> bool:
    """Whether those counted are who says it: two people familiar with the matter."""
    return number.kind == "count" and _SOURCES.match(passage.folded, number.end, passage.end) is not None


def _is_settled(passage: Passage, number: Mention) -> bool:
    if number.kind == "count" and (
        _OTHER_LINES.search(number.text)
        or are_sources(passage, number)
        or _NOT_HARMED.match(passage.folded, number.end, passage.end)
    ):
        return True
    before = passage.folded[max(passage.start, number.start - 80) : number.start]
    if not passage.labels.isdisjoint(("order", "arrest")) and _WHICH.search(before) is not None:
        return True
    if _ELSEWHERE.search(before) is not None:
        return True
    if _NOT_TAKEN.search(before) is not None or _KNOWN.search(before) is not None:
        return True
    if number.kind != "money":
        return False
    return (
        _PAYS.search(before) is not None
        or _SETTLED.match(passage.folded, number.end, passage.end) is not None
    )


def _is_paid(passage: Passage, number: Mention, start: int, end: int) -> bool:
    """Whether a word of paying back, at that place, is what the number is told of."""
    folded = passage.folded
    if number.end <= start:
        told_before = _HARMED.search(folded, max(passage.start, number.start - 30), number.start)
        return told_before is None and _SUFFERED.search(folded, number.end, start) is None
    return (
        end <= number.start
        and number.start - end <= 24
        and _SUM_OF_IT.match(folded[end : number.start]) is not None
    )
