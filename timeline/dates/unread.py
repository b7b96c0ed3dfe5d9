"""Months and days whose own year or month is written and is none that is read here: 紀元前300年3月1日, July 4, 1776.

Read without it they would be dates of the year of writing: made up. So would a day that comes back every year.
"""

from timeline.dates.expression import Expression
from timeline.patterns import lazy_pattern

_NUMBER = "[0-9〇零一二三四五六七八九十百千万億数何某xX×○◯●△▲*_?]"
_OWN = r"暦(?<!西暦)(?<!新暦)(?<!陽暦)(?<!オ暦)(?<!還暦)"
"""A calendar that is not this one: 旧暦, ヒジュラ暦."""
# 12000年, 20XX年, 毎年, 旧暦: what a month or a day without a year of its own must not stand behind.
_NO_YEAR = lazy_pattern(rf"(?:(?:{_NUMBER} ?年度?|{_OWN})の?[ ]?|[例平]年の?[、 ]?)\Z")
_NO_MONTH = lazy_pattern(rf"{_NUMBER} ?月の?[ ]?\Z")
_EACH = lazy_pattern(r"[毎隔](?:年度?|月|週|日|朝|晩|夜)?の?[、 ]?\Z")
# 1万2000年, 皇紀2020年, 前20年: what a year must not stand behind.
_OTHER_YEARS = lazy_pattern(
    rf"(?:[万億]|紀元[前後]?|(?:\A|[\s、。(「])前|皇紀|民国|仏暦|檀紀|{_OWN}"
    r"|(?<![A-Za-z])(?:B\.?C\.?(?:E\.?)?|A\.?D\.?)) ?\Z"
)
_LOOK_BACK = 8
# Eras before 明治, whose months and days are of another calendar.
_ERAS = frozenset(
    """大化 白雉 朱鳥 大宝 慶雲 和銅 霊亀 養老 神亀 天平 延暦 大同 弘仁 天長 承和 嘉祥 仁寿 斉衡 天安 貞観 元慶 仁和
    寛平 昌泰 延喜 延長 承平 天慶 天暦 天徳 応和 康保 安和 天禄 天延 貞元 天元 永観 寛和 永延 永祚 正暦 長徳 長保
    寛弘 長和 寛仁 治安 万寿 長元 長暦 長久 寛徳 永承 天喜 康平 治暦 延久 承保 承暦 永保 応徳 寛治 嘉保 永長 承徳
    康和 長治 嘉承 天仁 天永 永久 元永 保安 天治 大治 天承 長承 保延 永治 康治 天養 久安 仁平 久寿 保元 平治 永暦
    応保 長寛 永万 仁安 嘉応 承安 安元 治承 養和 寿永 元暦 文治 建久 正治 建仁 元久 建永 承元 建暦 建保 承久 貞応
    元仁 嘉禄 安貞 寛喜 貞永 天福 文暦 嘉禎 暦仁 延応 仁治 寛元 宝治 建長 康元 正嘉 正元 文応 弘長 文永 建治 弘安
    正応 永仁 正安 乾元 嘉元 徳治 延慶 応長 正和 文保 元応 元亨 正中 嘉暦 元徳 元弘 正慶 建武 延元 興国 正平 建徳
    文中 天授 弘和 元中 暦応 康永 貞和 観応 文和 延文 康安 貞治 応安 永和 康暦 永徳 至徳 嘉慶 康応 明徳 応永 正長
    永享 嘉吉 文安 宝徳 享徳 康正 長禄 寛正 文正 応仁 文明 長享 延徳 明応 文亀 永正 大永 享禄 天文 弘治 永禄 元亀
    天正 文禄 慶長 元和 寛永 正保 慶安 承応 明暦 万治 寛文 延宝 天和 貞享 元禄 宝永 正徳 享保 元文 寛保 延享 寛延
    宝暦 明和 安永 天明 寛政 享和 文化 文政 天保 弘化 嘉永 安政 万延 文久 元治 慶応""".split()  # noqa: SIM905
)
_ERA_ENDS = frozenset(era[-1] for era in _ERAS)


def is_of_no_year(folded: str, found: Expression) -> bool:
    """Whether what stands before an expression makes it a date of no year that is read here.

    >>> text = "12000年3月1日"
    >>> said = Expression(6, 10); said.month, said.day = 3, 1
    >>> is_of_no_year(text, said)
    True
    """
    start = found.start
    if start == 0:
        return False
    before = folded[max(0, start - _LOOK_BACK) : start]
    last = before[-1]
    if found.year is not None or found.short_year is not None:
        if found.era is None and last in _ERA_ENDS and before[-2:] in _ERAS:
            return True
        return last in _YEAR_ENDS and _OTHER_YEARS.search(before) is not None
    if ("毎" in before or "隔" in before) and _EACH.search(before):
        return not folded.startswith("付", found.end)  # 毎日10日付: of a newspaper
    if last not in _NUMBER_ENDS or found.relative_year is not None:
        return False
    if found.month is not None:
        return _NO_YEAR.search(before) is not None
    return found.day is not None and found.relative_month is None and _NO_MONTH.search(before) is not None


_YEAR_ENDS = frozenset("万億元前後紀国暦体 CED.")
_NUMBER_ENDS = frozenset("年月度暦の、 ")
BEFORE_NO_DATE = _YEAR_ENDS | _NUMBER_ENDS | _ERA_ENDS | frozenset("毎隔週日朝晩夜")
"""The last characters of all that makes an expression behind it no date."""
