"""What is written as a date and is none: lengths of time, rates, fractions, names that begin with one."""

import re

from timeline.dates.expression import Expression
from timeline.patterns import lazy_pattern

_LENGTH_BEHIND = (
    "この", "その", "わずか", "たった", "まる", "丸", "もう", "約", "およそ", "最大", "最長", "最短", "計", "延べ",
    "あと", "残り", "過去", "直近", "今後", "ほぼ", "第", "実質", "向こう", "今日", "本日", "平均", "以上",
    "各", "週に", "年に", "月に", "初", "丸々", "つき",
)  # fmt: skip
"""Behind these a bare 3日 is a length of time."""
_ONE_WEEK = ("今週", "先週", "来週", "翌週", "前週", "同週")
_LENGTH_BEHIND_ENDS = frozenset(word[-1] for word in (*_LENGTH_BEHIND, "から", "週", " "))
_SINCE_ENDS = lazy_pattern(r"とな|が?(?:[経過た]|余)|で[、1-9]|後|近く|以上")
"""発生から4日となる."""
_PER_DAY = lazy_pattern(
    r"(?:に(?:つき|約|最大|平均|およそ)*+|約|最大|平均)?\ ?[0-9][0-9.,万千億]*+(?:件|回|人|円|口座|台|通|枚|本|個|便)"
)
"""Behind a bare 1日 (1日に10件, 1日約5万円) it is a rate; behind a day with its month it never is."""
_EVERY_SO_MANY = lazy_pattern(r"に[1一][回度]")
"""3日に1回."""
_NOT_IN_KANJI = lazy_pattern("[市月町]")
# 三日坊主, 二日酔い: alone in kanji it is a date only where the sentence goes on as behind one.
_KANJI_DAY_ENDS = lazy_pattern(
    r"(?:[、。)」\n付午未夜夕朝昼早深現時だ]|から|まで(?!も)|以[降来前]|ごろ|頃|の(?:夜|朝|会|発|記|時点|深|未|夕)|[はにのもか])|\Z"
)
_KANJI_FIRST_ENDS = lazy_pattern(r"[、。)」付午未夕現]|から|まで|以[降来前]|時点|\Z")
_FRACTION_BEHIND = ("約", "全体の", "のうち", "およそ", "ほぼ", "わずか")
_FRACTION_ENDS = lazy_pattern(
    r"以[上下]|程度|[未に](?:満|減|縮|な)|[のが](?:確率|割合|大きさ|縮小|人|銀行|企業|利用者)|が(?:賛|反|欠|女|男)"
    r"|インチ|点(?![検滅灯])|ページ|サイズ"
)
"""Around these 2/3 is a part of something."""
_MONTH_OF_BOOKS = lazy_pattern(r"期(?!間|限|日|待|末)|号|場所|決算")
"""3月期, 9月号, 秋場所: named by a month, when it is or was is another matter."""
_OF_A_MONTH = ("各", "第1", "第2", "第3", "第4", "第一", "第二", "第三", "第四")
_WEEKDAY_IN_NAME = lazy_pattern(
    r"大工|病|サスペンス|会(?!見|合|議|長)|の妻|授業|どうでし|[・、~-]?祝|や?休日|始発|朝市|クラブ|時代"
)
_NAMES = lazy_pattern(
    r"的|性(?!能)|香|への扉|配達|発送|払[いう]|丸|終値|号(?!外)|[代齢輩]|選(?![手挙])|のお題"
)
"""Behind a relative word: 今日的, 明日香, 翌日配達, 同年代."""
YEAR_GOES_ON = lazy_pattern(
    r"は|に(?!わた|渡|及|なる|なっ|[0-9一二])|の(?!間|歴|刑|節|期|時|長|月|実|経|契|猶|うち)|、|から(?!の)|まで|以[降来前]"
    r"|と(?=[0-9]{2}年)"
)
"""Behind a bare 22年 where years are spoken of."""
# 開始翌日の今月2日: the day is said behind it; the word counts from something that is no date.
_IN_APPOSITION = lazy_pattern(r"の(?:今月|先月|来月|同月|[0-9]{1,2}月)")


def is_no_date(folded: str, match: re.Match[str], found: Expression) -> bool:
    """Whether the words around it make it something else. `match` is that of `patterns.WORDS`."""
    if found.short_year is not None and _is_length_in_years(folded, match, found):
        return True
    if folded.startswith("比", found.end):
        return True
    if found.year is not None or found.relative_year is not None or found.short_year is not None:
        return found.day is None and found.month is None and _NAMES.match(folded, found.end) is not None
    if found.month is None and found.relative_month is None:
        if found.day is None:
            return _is_word_in_name(folded, found)
        return found.relative_day is None and is_length_in_days(folded, found)
    if match["slash_month"]:
        before = folded[max(0, found.start - 4) : found.start]
        return before.endswith(_FRACTION_BEHIND) or _FRACTION_ENDS.match(folded, found.end) is not None
    if found.day is not None:
        return False
    return folded[found.start - 1 : found.start] == "第" or (
        (_NAMES if found.month is None else _MONTH_OF_BOOKS).match(folded, found.end) is not None
        and found.first_month is None
    )


def _is_length_in_years(folded: str, match: re.Match[str], found: Expression) -> bool:
    """3年, 20年 without a month; 22年 may be a year where years are spoken of."""
    if not (found.month or match["fiscal"] or match["of_year"] or match["quarter"]):
        found.year_alone = True
        if not YEAR_GOES_ON.match(folded, found.end):
            return True
    if len(match["year"]) == 1 and found.month and match["year"] != "元":
        found.of_era_named = True
        return False
    return len(match["year"]) != 2 and match["year"] != "元"


def is_length_in_days(folded: str, found: Expression) -> bool:
    """3日 behind この, わずか, 約; 1日10件; 三日坊主."""
    if folded[found.start] not in "0123456789" and (
        (found.day or 0) > 31
        or _NOT_IN_KANJI.match(folded, found.end)
        or not (_KANJI_FIRST_ENDS if found.day == 1 else _KANJI_DAY_ENDS).match(folded, found.end)
    ):
        return True
    if (folded.startswith("に", found.end) and _EVERY_SO_MANY.match(folded, found.end)) or (
        found.day == 1 and _PER_DAY.match(folded, found.end)
    ):
        return True
    if folded[found.start - 1 : found.start] not in _LENGTH_BEHIND_ENDS:
        return False
    before = folded[max(0, found.start - 4) : found.start].rstrip()
    if before.endswith("から"):
        return _SINCE_ENDS.match(folded, found.end) is not None
    if before.endswith("週"):
        # 週3日 is so many days a week, 先週3日 one of last week.
        return (found.day or 0) <= 7 and not before.endswith(_ONE_WEEK)
    return before.endswith(_LENGTH_BEHIND)


def _is_word_in_name(folded: str, found: Expression) -> bool:
    if found.relative_day is not None:
        end = found.end
        return (_IN_APPOSITION.match(folded, end) or _NAMES.match(folded, end)) is not None
    if found.weekday is not None and found.weeks is None:
        before = folded[max(0, found.start - 3) : found.start]
        return before.endswith(_OF_A_MONTH) or _WEEKDAY_IN_NAME.match(folded, found.end) is not None
    return found.weeks is not None and _NAMES.match(folded, found.end) is not None
