"""Which kinds of claim a passage makes, and which of its words say so. When and how much stands elsewhere."""

from collections.abc import Iterable, Set
from typing import NamedTuple

from timeline.claims.causes import describes, is_cause, is_of_topic
from timeline.claims.clauses import happens_on
from timeline.claims.dating import own_date, own_day
from timeline.claims.halts import is_in_speech, is_of_one_payment, stops_by_itself
from timeline.claims.likenesses import is_background, is_of_a_price
from timeline.claims.passages import Cue, Passage, end_of_matter
from timeline.claims.rules import FIGURE, KindRule, rules_for
from timeline.patterns import lazy_pattern

_NOT_AFTER = lazy_pattern(
    r"(?:く|する)(?:予定|考え|計画)は[^、。]{0,6}(?:な[いく]|ありま)|(?:する(?:考え|方針|予定)?)?(?:を|は|について)?否定|を拒|"
    r"(?:し|いたし|され|でき|せ|め|まっ|わら)?(?:て|で)?(?:い|は)?(?:ない|なかっ|いない|いなかっ|おらず|おりません|ません|ず[、に])"
    r"|(?:は|を|も)(?:考え|予定し|行っ|行わ|検討し|実施し|想定し)(?:て)?(?:い|は)?(?:ない|なかっ|ません|おらず|おりません)"
)
_NOT_BEFORE = lazy_pattern(
    r"\b(?:(?:not|never|without|n't)(?: \w+){0,2}|(?:no|none|nobody|neither)(?: \w+){0,4}) \Z"
)
_UNTIL = lazy_pattern(r"[^.;,]{0,20} until\b")
"""Not restored until Sunday: then it was."""
_ASIDE = lazy_pattern(
    r"」?について|の(?=\d)|(?:した|していた|する|している|っ?た)(?=[\d今昨同約]|ため|際|場合|可能性|動き|件[をにでは]|問題|事件|事案|もの)"
    r"|(?:の|に伴う|にかかる|に係る)?(?:時期|方法|手続|手数料|費用|判断|基準|条件|手順|理由|範囲|見通し[はが]|見込み[はが]|めど|目途|日程|可否|有無|作業(?!を[終完]|が[終完])|対象外)|日は|を(?:求め|請求|要求|訴え)|に充て|を試み|は、?(?:改めて|あらためて|決まり次第|決定次第)|などの対策|など(?:を|の)検討"
    r"|(?:でき|す)?るか(?:どうか|否か)|に(?:は|も)?(?:時間|(?:[\d一二三四五六七八九十]+|数)(?:日|週|か月|カ月|ヶ月|ヵ月|年)|長期|相当|至って)|(?:期間)?中[にのは]"
    r"|は(?:約|およそ|わずか|最長)?[\d一二三四五六七八九十]+(?:日半?(?:間|に[及わ]|余|ほど|以上|を超|近く)|時間|分間|週間|[かカヶ]月)"
    r"|を招|は[^、。]{0,12}(?:対象外|行わな|しない|考えていな)|する(?:業務停止)?(?:命令|よう|文書|文章|メモ|メール|メッセージ|画面)"
    r"|(?:し|され)?た?と(?:して|発表して|説明して|公表して)いた(?:が|もの)"
)
_CONSIDERED = lazy_pattern(r"」?については[^。]{0,24}(?:検討|協議|対応|判断|決め)(?!しない|していな)")
"""補償については検討する: what is thought over is said to be so."""
_WANTED_OF_OTHERS = lazy_pattern(r"[^、。]{0,20}よう(?:に)?[^。]{0,12}(?:指示|求め|命じ|要請|促)")
"""原因を調べて報告するよう指示した: what others are told to do."""
_AIMED = lazy_pattern(r"に向け|を(?:急|目指)")
"""Of no account without the day that is aimed at."""
_IN_PASSING = lazy_pattern(r" in \d{4},")
"""The exchange, launched in 2019, filed …"""
_STILL_STOPPED = lazy_pattern(r"(?:し|め|まっ|され|して)?(?:て)?(?:いる|いた|た|中の)(?=[一-鿿ァ-ヶa-z「])")
_BY = lazy_pattern(r"\bby (?:\w+ ){0,4}\Z")
_WANTED = lazy_pattern(
    r"\b(?:claim|seek|seeks|seeking|sought|demand|demanded|demanding|entitled to|eligible for) \Z"
)
_SOURCES = ("according to a ", "according to the ", "according to an ")
_APART = lazy_pattern(r"[、待]|まで")
_CLAUSE = 24
"""How far behind a cue the word may stand that completes it."""
_YEAR = lazy_pattern(r"\d{4}")
_HAS_OBJECT = lazy_pattern(
    r"[をが](?:一時的に|一時|当面|緊急に|全面的に|全て|すべて|順次|自主的に|相次いで|直ちに|ただちに|完全に)?\Z"
)
_FIRST_EVER = lazy_pattern(r"(?:のは|は)[^、。]{0,12}(?:初めて|初だ|[\d一二三四五六七八九十]+(?:度|回|例)目)")
"""障害で止まるのは初めて: a comparison with what was, not what happened."""
_QUESTION = 8
_QUOTE = lazy_pattern(r"「[^「」]*」(?!。?\Z)")
_EXPLAINS = lazy_pattern(r"(?<=[たい])(?:ため|から)(?:だ|です|という|とみられる|としている)?。\Z")
"""確認を怠ったためという: why what was told before happened."""
_ASKED = lazy_pattern(r"(?:[?]|(?:でしょう|だろう|のか|ますか|ですか))[。」]?\Z")
_TOLD_BEFORE = frozenset({"stop", "failure", "break_in", "come_to_light"})
"""What is known where a sentence begins with it as the matter that it is about."""
_MAY_DESCRIBE = frozenset({"break_in", "happened"})
_STATES = frozenset({"failure", "stop", "resume", "recover"})
_SIDE = frozenset({"stop", "failure", "upheaval"})
_ENDS_OF_STOPS = frozenset({"resume", "recover"})
_MAIN = frozenset(
    {
        "begin_end",
        "arrest",
        "resume",
        "recover",
        "order",
        "compensate",
        "inquiry",
        "inquiry_weak",
        "step_down",
    }
)
_SUBORDINATE = lazy_pattern(
    r"\b(?:over|after|following|that|which|when|since|handling of|because of|related to)\b"
)
_UNSAID = frozenset({"supposed", "advice", "noise"})


class Hit(NamedTuple):
    """A kind found in a passage, and the cue that carries it (None: a figure does)."""

    rule: KindRule
    cue: Cue | None


def find_kinds(passage: Passage, *, counts: bool, counted: Set[str] = frozenset()) -> list[Hit]:
    """Every kind that the words of a passage make, with each of the cues that do; `counts`: it counts damage.

    `counted` are the days that the damage holds for. A rule may do what it does nothing for after others, where
    its verb has another day than theirs: fined in May, arrested in June.
    """
    hits: list[Hit] = []
    found: dict[str, Set[str]] = {}
    told: dict[int, bool] = {}
    for rule in rules_for(passage.labels | {FIGURE} if counts else passage.labels):
        before = [found[name] for name in rule.after if name in found]
        if before and rule.last:
            continue
        made: list[Cue | None] = [None] if FIGURE in rule.cue else _cues_of(rule, passage, told)
        if before:
            made = [cue for cue in made if cue is not None and _is_apart(passage, cue, before)]
        if made:
            hits += [Hit(rule=rule, cue=cue) for cue in made]
            found[rule.name] = _days_of(passage, made, counted)
    return hits


def _is_apart(passage: Passage, cue: Cue, before: Iterable[Set[str]]) -> bool:
    """Whether a verb has a day of its own, and one that no rule before it has found something on."""
    own = own_day(passage, cue)
    return own is not None and all(days and own not in days for days in before)


def _days_of(passage: Passage, cues: Iterable[Cue | None], counted: Set[str]) -> Set[str]:
    """The days of what was found; none where one of them has none of its own."""
    own = [own_day(passage, cue) for cue in cues if cue is not None]
    return frozenset() if None in own else {*counted, *filter(None, own)}


def may_claim(passage: Passage, written_on: str | None = None, *, under: bool = False) -> bool:
    """Whether a passage states anything: no question, advice or supposition, no bare heading.

    `under`: it stands under a line that names the day.
    """
    if not passage.labels.isdisjoint(_UNSAID) and _is_unsaid(passage):
        return False
    if _EXPLAINS.search(passage.folded, max(passage.start, passage.end - _QUESTION - 6), passage.end):
        return False
    if _ASKED.search(passage.folded, max(passage.start, passage.end - _QUESTION), passage.end):
        return False
    words = passage.words
    if ("初" in words or "目" in words) and _FIRST_EVER.search(words):
        return False
    if _is_long_ago(passage, written_on):
        return False
    dated = under or "date" in passage.labels
    return dated or (passage.form != "heading" and "in_case" not in passage.labels)


def _is_unsaid(passage: Passage) -> bool:
    """Whether the passage itself only asks or supposes, and no quote in it: 「憂慮すべき状況だ」と述べた."""
    quotes = [
        (found.start(), found.end()) for found in _QUOTE.finditer(passage.folded, passage.start, passage.end)
    ]
    return any(
        not _UNSAID.isdisjoint(cue.labels)
        and not (
            "supposed" in cue.labels and any(told.end <= cue.start for told in passage.labelled("statement"))
        )
        and not any(a < cue.start and cue.end < b - 1 for a, b in quotes)
        for cue in passage.cues
    )


def _is_long_ago(passage: Passage, written_on: str | None) -> bool:
    """Whether a passage tells an older story: it names years only, all of them before the year before this one."""
    if "date" not in passage.labels:
        return False
    if written_on is None or not written_on[:4].isdigit():
        return False
    years = (str(mention.value) for mention in passage.of("date"))
    return all(_YEAR.fullmatch(year) and int(year[:4]) < int(written_on[:4]) - 1 for year in years)


def _cues_of(rule: KindRule, passage: Passage, told: dict[int, bool]) -> list[Cue | None]:
    return [
        cue
        for cue in passage.cues
        if not rule.cue.isdisjoint(cue.labels)
        and _is_told(passage, cue, told)
        and (not rule.by or _is_done_by(rule.by, passage, cue))
        and (rule.itself is None or rule.itself == stops_by_itself(passage, cue))
        and (not rule.object or _HAS_OBJECT.search(passage.folded, passage.start, cue.start))
        and (not rule.ends or cue.end == passage.end or passage.folded[cue.end] in "。)")
        and (not rule.near or _is_followed_by(rule.near, passage, cue))
    ]


def _is_told(passage: Passage, cue: Cue, told: dict[int, bool]) -> bool:
    """Whether the passage says what a cue stands for; kept by its place, as several rules ask for one cue."""
    known = told.get(cue.start)
    if known is None:
        known = told[cue.start] = not (is_negated(passage, cue) or _is_aside(passage, cue))
    return known


def _is_followed_by(labels: frozenset[str], passage: Passage, cue: Cue) -> bool:
    """Whether a word of one of the labels stands shortly behind the cue, in its clause: 調査は15日に完了した."""
    return any(
        0 <= other.start - cue.end <= _CLAUSE and _APART.search(passage.folded, cue.end, other.start) is None
        for other in passage.cues
        if labels.intersection(other.labels)
    )


def _is_done_by(labels: frozenset[str], passage: Passage, cue: Cue) -> bool:
    """Whether what does the cue's deed is named: before it, or behind it as in "was ordered by the ministry"."""
    doers = [
        (m.start, m.end) for m in passage.mentions if m.name_class is not None and m.name_class in labels
    ]
    doers += [(c.start, c.end) for c in passage.cues if labels.intersection(c.labels)]
    return any(
        end <= cue.start or (start > cue.end and _BY.search(passage.folded, cue.end, start))
        for start, end in doers
    )


def _is_aside(passage: Passage, cue: Cue) -> bool:
    """Whether the cue only describes something else: 停止した今月10日, 停止について, 提供開始の2018年."""
    return (
        (
            _ASIDE.match(passage.folded, cue.end, passage.end) is not None
            and not ("compensate" in cue.labels and _CONSIDERED.match(passage.folded, cue.end, passage.end))
        )
        or ("date" not in passage.labels and _AIMED.match(passage.folded, cue.end, passage.end) is not None)
        or ("begin_end" in cue.labels and _IN_PASSING.match(passage.folded, cue.end, passage.end) is not None)
        or (not _SIDE.isdisjoint(cue.labels) and passage.latin and _is_subordinate(passage, cue))
        or (not _TOLD_BEFORE.isdisjoint(cue.labels) and cue.start < end_of_matter(passage))
        or ("stop" in cue.labels and (_is_undone(passage, cue) or is_of_one_payment(passage, cue)))
        or ("inquiry" in cue.labels and passage.folded.startswith(("を受けて", "を受け、"), cue.end))
        or ("failure" in cue.labels and (is_cause(passage, cue) or is_of_a_price(passage, cue)))
        or (not _ENDS_OF_STOPS.isdisjoint(cue.labels) and passage.folded.startswith("のため", cue.end))
        or (not _STATES.isdisjoint(cue.labels) and is_in_speech(passage, cue))
        or (
            (not _MAY_DESCRIBE.isdisjoint(cue.labels) or cue.word == "取り込まれ") and describes(passage, cue)
        )
        or is_background(passage, cue)
        or (
            "inquiry" in cue.labels
            and _WANTED_OF_OTHERS.match(passage.folded, cue.end, passage.end) is not None
        )
        or (not _TOLD_BEFORE.isdisjoint(cue.labels) and is_of_topic(passage, cue))
        or (_follows_space(passage, cue) and _is_aside_by_words_before(passage, cue))
    )


def _is_aside_by_words_before(passage: Passage, cue: Cue) -> bool:
    """The same for English: according to the order, seeks compensation, the arrested man, a call to inquire."""
    before = passage.folded[max(passage.start, cue.start - 24) : cue.start]
    return (
        before.endswith(_SOURCES)
        or ("arrest" in cue.labels and before.endswith("the "))
        or ("inquiry" in cue.labels and before.endswith(" to "))
        or _WANTED.search(before) is not None
    )


def _is_subordinate(passage: Passage, cue: Cue) -> bool:
    """Whether an English clause only says what led to the event that stands before it: sued over the outage in July."""
    own = own_date(passage, cue)
    if own is not None and happens_on(passage, cue, own):
        return False
    first = next((c for c in passage.cues if not _MAIN.isdisjoint(c.labels) and c.end <= cue.start), None)
    return first is not None and _SUBORDINATE.search(passage.folded, first.end, cue.start) is not None


def _is_undone(passage: Passage, cue: Cue) -> bool:
    """Whether what is stopped is only named as what is restarted: 停止しているチャージを再開する."""
    if _STILL_STOPPED.match(passage.folded, cue.end, passage.end) is None:
        return False
    return any(other.start > cue.end for label in ("resume", "recover") for other in passage.labelled(label))


def is_negated(passage: Passage, cue: Cue) -> bool:
    """Whether the words around a cue turn it into its opposite: 停止していない, did not suspend."""
    if _NOT_AFTER.match(passage.folded, cue.end, passage.end):
        return True
    if not _follows_space(passage, cue) or not _NOT_BEFORE.search(passage.folded, passage.start, cue.start):
        return False
    until = not _ENDS_OF_STOPS.isdisjoint(cue.labels) and _UNTIL.match(passage.folded, cue.end, passage.end)
    return not until


def _follows_space(passage: Passage, cue: Cue) -> bool:
    """Whether English words may stand before a cue, of which Japanese has none."""
    return passage.folded.endswith(" ", passage.start, cue.start)
