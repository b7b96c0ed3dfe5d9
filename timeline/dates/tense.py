"""What the words of a clause say about the time of a date in it: to come or past."""

import re

# Looked for between a date and the end of its clause.
_TO_COME = re.compile(
    r"予定|見通し|見込み|方針|[めも]ど(?![っりる])|目途|目処|計画|目指"
    r"|までに(?:完了|終え|済ま)|へ(?:。|$)|受け付け(?:る|ます)"
    r"|(?:す|[^いおあ]|め)る(?:と(?:発|し|い|の|も|明)|こと|方|。|$|\n|ため|」)"
    r"|[うくむぶつぐ](?:。|$|\n|と(?:発|し|い|の|明))"
    r"|(?<!てい)(?<!でい)ます(?:。|$|\n|ので)|[0-9]日?から(?:再開|開始|提供)(?:。|$)|です(?:。|$)"
    r"|\b(?:will|would|shall|plans?|planned|scheduled"
    r"|to (?:be|begin|start|resume|end|hold)|expects?|expected|due(?! to (?:an?|the)\b)|slated"
    r"|aims?)\b"
)
_PAST = re.compile(
    r"(?:[っいしんえけせてねべめれき]|だっ)た(?:。|、|$|\n|と|が|ため|ところ|こと|の|」|もの)"
    r"|ました|でした|ていた|[っん]だ(?:。|、)"
    r"|\b(?:was|were|had|said|reported|announced|found|began|started|discovered|stolen|[a-z]{3,12}ed)\b"
)
_DEADLINE = "期限|締め?切り?|〆切り?|期日"
# The word before the date (期限は17日, the deadline is Friday) or behind it (17日が期限, 17日締め切り).
_DEADLINE_BEFORE = re.compile(
    rf"(?:{_DEADLINE})[^。、\n0-9]{{0,6}}\Z|(?i:\b(?:deadline|due(?! to)(?: date)?|expires)\b)[^.\n0-9]{{0,24}}\Z"
)
_DEADLINE_AFTER = re.compile(
    r"(?:までの?|[がをの])?(?:回答|報告|提出|返済|支払い?|申請|応募|受付|返信)?の?"
    rf"(?:{_DEADLINE})(?![^。\n]{{0,4}}[をが]過ぎ)|(?i: ?(?:deadline|due date))\b"
)
_DEADLINE_PAST = re.compile(
    rf"(?:まで|[がの]?(?:{_DEADLINE}))?(?:だった|でした|を過ぎ|に(?:過ぎ|切れ|迎え))|を過ぎ"
    r"|(?: has| had)? (?:passed|expired|came and went|was missed)\b"
)
_WAS = re.compile(r"(?:was|had been|were|expired|missed|passed) (?:on |for |set for )?\Z")
# Said on Friday it would reopen: the date is that of the saying.
_SAID = re.compile(
    r"(?<!be )(?<!is )(?<!are )\b(?:said|announced|reported|disclosed|confirmed|told [a-z]+|revealed"
    r"|acknowledged|admitted|stated|warned|wrote|posted)(?: (?:late|early|on|in|a|statement))* \Z"
)
_CLAUSE_END = re.compile(r"[。\n]|\.(?=\s)|!|\?")
_LOOK = 70


def tense(folded: str, start: int, end: int) -> int:
    """1 where the clause behind (or, in English, around) a date is to come, -1 where it is past, else 0.

    2 where it is the end of a time that still runs (期限は17日).

    >>> tense("24日から再開する。", 0, 3), tense("24日に再開した。", 0, 3), tense("24日", 0, 3)
    (1, -1, 0)
    >>> tense("期限を17日とした。", 3, 6), tense("期限だった17日に", 5, 8)
    (2, -1)
    """
    if deadline := _deadline(folded, start, end):
        return deadline
    if _SAID.search(folded, max(0, start - _LOOK), start):
        return -1
    stop = _CLAUSE_END.search(folded, end, min(len(folded), end + _LOOK))
    limit = min(len(folded), stop.end() if stop else end + _LOOK)
    to_come = _TO_COME.search(folded, end, limit)
    past = _PAST.search(folded, end, limit)
    if to_come and (past is None or to_come.start() <= past.start()):
        return 1
    if past:
        return -1
    return _before(folded, start)


def _deadline(folded: str, start: int, end: int) -> int:
    """2 for a deadline, -1 for one that has passed, 0 for any other date."""
    before = _DEADLINE_BEFORE.search(folded, max(0, start - 30), start)
    if before is None and not _DEADLINE_AFTER.match(folded, end, end + 12):
        return 0
    passed = (before and ("だった" in before[0] or _WAS.search(before[0]))) or _DEADLINE_PAST.match(
        folded, end
    )
    return -1 if passed else 2


_WILL = re.compile(
    r"\b(?:will|plans? to|scheduled|expected to|due to(?! an? | the )|is to|are to)\b[^.\n]{0,60}\Z"
)
_DID = re.compile(
    r"\b(?:was|were|had|said|began|took|found|stole|came|went|lost|fell|rose|hit"
    r"|made|told|broke|became|[a-z]{3,12}ed)\b[^.\n]{0,60}\Z"
)


def _before(folded: str, start: int) -> int:
    """English puts the verb before the date: will resume services on Friday."""
    begin = max(0, start - _LOOK)
    if _WILL.search(folded, begin, start):
        return 1
    return -1 if _DID.search(folded, begin, start) else 0
