"""What the words of a clause say about the time of a date in it: to come or past."""

import re

from timeline.patterns import lazy_pattern

# Looked for between a date and the end of its clause. The first characters stand in one set, so that the search
# runs over all others without trying anything.
_TO_COME = lazy_pattern(
    r"[予見方めも目計まへ受未るうくむぶつぐかで](?:(?<=予)定|(?<=見)(?:通し|込み)|(?<=方)針|(?<=未)定|(?<=[めも])ど(?![っりる])"
    r"|(?<=目)[途処指]|(?<=計)画|(?<=ま)で(?:に(?:完了|終え|済ま|[^。、\n0-9]{0,24}(?:よう(?:求め|命じ|指示|要請|促)|なければ|ない(?:場合|と|限り)))"
    r"|(?!に)[^。\n0-9]{0,30}(?:呼び[か掛]け|警戒|備え|注意|猶予))|(?<=へ)(?:。|$)|(?<=受)け付け(?:る|ます)"
    r"|(?<=[^いおあ]る)(?:と(?:発|し|い|の|も|明)|こと|方|。|$|\n|ため|」)"
    r"|(?<=[うくむぶつぐ])(?:。|$|\n|と(?:発|し|い|の|明))"
    r"|(?<=ま)(?<!ていま)(?<!でいま)す(?:。|$|\n|ので)|(?<=[0-9日]か)ら(?:再開|開始|提供)(?:。|$)|(?<=で)す(?:。|$))"
)
_PAST = lazy_pattern(
    r"[ただお](?:(?<=まし.)|(?<=でし.)|(?<=ていた)"
    r"|(?<=[っいしんえけせてねべめれき]た)(?:。|、|$|\n|と|が|ため|ところ|こと|の|」|もの)|(?<=[っん]だ)(?:。|、)"
    r"|(?<=[てで]お)[りら])"
)
# 2日に起きた障害を29日に: the verb next to the date belongs to it, whatever is said of the noun behind.
_PAST_NEXT = lazy_pattern(
    r"(?:に|から|、)?[一-鿿]{1,4}[ぁ-ん]{0,3}(?:[っしきえけせてねめれぎいち]た|[っん]だ)(?=[一-鿿ァ-ヶA-Z「])"
)
_TO_COME_ENGLISH = lazy_pattern(
    r"\b(?:will|would|shall|plans?|planned|scheduled|to (?:be|begin|start|resume|end|hold)|expects?|expected"
    r"|due(?! to (?:an?|the)\b)|slated|aims?)\b"
)
_PAST_ENGLISH = lazy_pattern(
    r"\b(?:was|were|had|said|reported|announced|found|began|started|discovered|stolen|[a-z]{3,12}ed)\b"
)
# 6日の再開を明らかにした: what was told lies where it lies.
_PLAN_TOLD = lazy_pattern(
    r"(?:再開|開始|実施|終了|停止|廃止|稼働|運行|発売|出荷|補償|返金|導入|提供|開催)を(?:発表|公表|明らかに|決め|表明|予告|決定)(?:し)?た.?\Z"
)
# Xは10日、月内に補償すると発表した: the date is that of the saying; what it says will be tells nothing of it.
_TOLD = lazy_pattern(
    r"、(?:[^。\n0-9]|[0-9]++(?!日))*?(?:(?:と|方針を|考えを|計画を|予定を|意向を|を)(?:発表|公表|表明|説明|明らかに)し"
    r"|(?:と|考えを|意向を)(?:述べ|明かし|示し)|会見し)た"
)


def _told_that_day(folded: str, end: int) -> bool:
    """Whether the clause behind a date and its comma ends in a word of saying, no other day between."""
    return _TOLD.match(folded, end, end + _STRETCH) is not None


_DEADLINE = "期限|締め?切り?|〆切り?|期日"
# The word before the date (期限は17日, the deadline is Friday) or behind it (17日が期限, 17日締め切り).
_DEADLINE_BEFORE = lazy_pattern(
    rf"(?:{_DEADLINE})[^。、\n0-9]{{0,6}}\Z|(?i:\b(?:deadline|due(?! to)(?: date)?|expires)\b)[^.\n0-9]{{0,24}}\Z"
)
_DEADLINE_AFTER = lazy_pattern(
    r"(?:までの?|[がをの])?(?:回答|報告|提出|返済|支払い?|申請|応募|受付|返信)?の?"
    rf"(?:{_DEADLINE})(?![^。\n]{{0,4}}[をが]過ぎ)|(?i: ?(?:deadline|due date))\b"
)
_DEADLINE_PAST = lazy_pattern(
    rf"(?:まで|[がの]?(?:{_DEADLINE}))?(?:だった|でした|を過ぎ|に(?:過ぎ|切れ|迎え))|を過ぎ"
    r"|(?: has| had)? (?:passed|expired|came and went|was missed)\b"
)
_WAS = lazy_pattern(r"(?:was|had been|were|expired|missed|passed) (?:on |for |set for )?\Z")
_WERE = lazy_pattern(r"\b(?:was|were|had been)(?: originally| first)? \Z")
# Said on Friday it would reopen: the date is that of the saying.
_SAID = lazy_pattern(
    r"(?<!be )(?<!is )(?<!are )\b(?:said|announced|reported|disclosed|confirmed|told [a-z]+|revealed"
    r"|acknowledged|admitted|stated|warned|wrote|posted)(?: (?:late|early|on|in|a|statement))* \Z"
)
_CLAUSE_END = lazy_pattern(r"[。\n!?.](?:(?<!\.)|(?=\s))")
_LOOK = 70


class Tense:
    """What the words of a text say of the time of its dates. Keeps what it found, as dates stand close together."""

    def __init__(self, folded: str, *, english: bool = True) -> None:
        self.folded = folded
        self.english = english
        self._begin = self._end = -1
        self._closed = False
        self._hits: list[tuple[int, int, int]] = []

    def of(self, start: int, end: int) -> int:
        """1 where the clause behind (or, in English, around) a date is to come, -1 where it is past, else 0.

        2 where it is the end of a time that still runs (期限は17日).

        >>> Tense("24日から再開する。").of(0, 3), Tense("24日に再開した。").of(0, 3), Tense("24日").of(0, 3)
        (1, -1, 0)
        >>> Tense("期限を17日とした。").of(3, 6), Tense("期限だった17日に").of(5, 8)
        (2, -1)
        """
        folded = self.folded
        if deadline := _deadline(folded, start, end):
            return deadline
        if self.english and folded[start - 1 : start] in _BEHIND_ENGLISH:
            return _before(folded, start) or self._ahead(end)
        return -1 if _PAST_NEXT.match(folded, end) else self._ahead(end)

    def _ahead(self, end: int) -> int:
        """What the first telling word behind a date says."""
        limit = end + _LOOK
        if not self._begin <= end or (limit > self._end and not (self._closed and end <= self._end)):
            self._scan(end)
        for at, until, says in self._hits:
            if at >= end:
                if says > 0 and self.folded[end : end + 1] == "、" and _told_that_day(self.folded, end):
                    return 0
                if says < 0 and _PLAN_TOLD.search(self.folded, end, until):
                    return 0
                return says if until <= limit else 0
        return 0

    def _scan(self, end: int) -> None:
        """Find the telling words from here to the end of the clause, or over a stretch of a long one."""
        folded = self.folded
        stop = _CLAUSE_END.search(folded, end, end + _STRETCH)
        limit = stop.end() if stop else min(len(folded), end + _STRETCH)
        self._begin, self._end, self._closed = end, limit, stop is not None or limit == len(folded)
        pairs = [(_TO_COME, 1), (_PAST, -1)]
        if self.english:
            pairs += [(_TO_COME_ENGLISH, 1), (_PAST_ENGLISH, -1)]
        self._hits = sorted(
            (
                (found.start(), found.end(), says)
                for words, says in pairs
                for found in words.finditer(folded, end, limit)
            ),
            key=lambda hit: (hit[0], -hit[2]),
        )


_BEHIND_ENGLISH = frozenset((" ", "(", ",", "-", "\n", "'", '"'))
_STRETCH = 280


def _deadline(folded: str, start: int, end: int) -> int:
    """2 for a deadline, -1 for one that has passed, 0 for any other date."""
    near = folded[max(0, start - 30) : end + 12]
    if not (
        "期" in near or "切" in near or "dead" in near or "due" in near or "Dead" in near or "expire" in near
    ):
        return 0
    before = _DEADLINE_BEFORE.search(folded, max(0, start - 30), start)
    if before is None and not _DEADLINE_AFTER.match(folded, end, end + 12):
        return 0
    passed = (
        (before and ("だった" in before[0] or _WAS.search(before[0])))
        or (before and _WERE.search(folded, max(0, before.start() - 12), before.start()))
        or _DEADLINE_PAST.match(folded, end)
    )
    return -1 if passed else 2


_VERB_BEFORE = lazy_pattern(
    r"""\b(?:
        (?P<will>
            (?:will|would|shall|should|can|must|may|plans?|aims?|hopes?|intends?|expects?|expected|planned|scheduled
              |slated|set|vowed|vows|pledged|promised|(?:is|are|was|were)\ to(?=\ [a-z])|due(?!\ to\ (?:an?|the)\b)
              |[a-z]+'ll)
            (?:\ (?:not|now|also|only|then|have|to|start|begin|[a-z]+ly))*
            (?:\ (?:be(?:en)?(?:\ [a-z]+)?|[a-z]+ed))?\b
          | (?:takes?|goes|go|comes?)\ (?:in(?:to)?\ )?(?:effect|force)
          | begins|starts|opens|ends|expires|closes|resumes|meets)
      | (?!hundred|indeed|speed|exceed|proceed|succeed|feed|need)
        (?:was|were|had|has|said|began|took|found|stole|came|went|lost|fell|rose|hit|made|told|broke|became|ran|sent|saw
          |left|led|got|gave|knew|met|paid|put|shut|cut|held|kept|grew|spread|struck|sold|bought|wrote|fled|froze
          |[a-z]{2,12}ed)
    )\b""",
    re.VERBOSE,
)
_SENTENCE_END = lazy_pattern(r"(?<=[a-z0-9)\"'%][a-z0-9)\"'%])[.!?]\ (?=[\"'(]?[A-Z])|[\n;]")


def _before(folded: str, start: int) -> int:
    """English puts the verb before the date: will resume services on Friday. The one nearest to it tells."""
    begin = max(0, start - _LOOK)
    if _SAID.search(folded, begin, start):
        return -1
    for stop in _SENTENCE_END.finditer(folded, begin, start):
        begin = stop.end()
    says = 0
    for verb in _VERB_BEFORE.finditer(folded, begin, start):
        says = 1 if verb["will"] else -1
    return says
