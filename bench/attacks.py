"""Inputs of 100 kB that were made to be slow: near misses of sums, dates, names and sentences, without an end."""

SIZE = 100_000
"""Bytes of UTF-8."""

UNITS = {
    "digits": "9",
    "digits with commas": "1,",
    "grouped digits": "123,",
    "digits with points": "1.",
    "digits with hyphens": "1-",
    "digits with slashes": "1/",
    "digits with colons": "1:",
    "spaced digits": "1 ",
    "full-width digits": "９",
    "kanji digits": "二",
    "kanji tens": "十",
    "万": "1万",
    "億万千": "1億2万3千",
    "kanji money": "一億二千万",
    "yen": "1円",
    "money ranges": "1万円〜",
    "問 marks": "?",
    "約": "約",
    "years": "2020年",
    "months": "9月",
    "days": "1日、",
    "dates without end": "2020年9月",
    "day ranges": "1日〜",
    "times": "午前0時",
    "relative": "同日",
    "years alone": "20年は",
    "dates with points": "31.03.2022 ",
    "weeks": "the week of Aug 3 ",
    "English years": "a 2020 ",
    "weekdays": "(金)",
    "days on lines": "1日\n",
    "English days": "May 5, ",
    "English days on lines": "on May 5\n",
    "days of a list": "3、5、",
    "unread years": "12000年3月1日、",
    "days that come back": "毎年3月から",
    "every": "every May ",
    "years before Christ": "March 3, 44 BC ",
    "quarters": "前四半期",
    "same days": "同日の会見で、",
    "deadlines": "1日が期限、",
    "sums with signs": "$3 to ",
    "signs and scales": "$3-5 million ",
    "shared units": "3億から",
    "counts in English": "one bank and ",
    "committees": "House and Senate Committee ",
    "banks": "中国銀行",
    "bare banks": "七十七、中国、",
    "glosses": "PayPay(ペイペイ)",
    "short names": "X(以下Y)",
    "bank stems": "三井住友",
    "銀": "銀",
    "capitals": "A",
    "words": "Bank of ",
    "introduced": "株式会社",
    "open brackets": "「",
    "open parentheses": "(",
    "brackets": "「」",
    "full stops": "。",
    "new lines": "\n",
    "bullets": "- a\n",
    "cells": "a | ",
    "table rows": "七十七銀行 | 1件 | 停止\n",
    "stops": "停止",
    "stopped banks": "七十七銀行は停止、",
    "damage without end": "被害は1件、1万円、",
    "repaid by a day": "補償し3月5日までに",
    "stopped in quotes": "「障害で停止した",
    "staff beside counts": "従業員の約3万件流出",
    "によると": "ドコモによると",
    "spaces": " ",
    "ideographic spaces": "\u3000",
    "zero width": "\u200b",
    "addresses": "http://a.",
    "mail": "a@",
    "addenda": "【9/14追記】\n",
    "attributes": "<a ",
    "hiragana": "あ",
    "dashes": "ー",
    "combining": "か\u3099",
    "surrogates": "𠮷",
}
ENDS = ("", "円", "日", "x")
"""What stands behind the repetition: a match, or the failure that makes a pattern try everything."""


def inputs() -> dict[str, str]:
    """All inputs by name.

    >>> {len(text.encode()) <= SIZE + 3 for text in inputs().values()}
    {True}
    """
    return {
        f"{name} × n{f' + {end}' if end else ''}": unit * (SIZE // len(unit.encode())) + end
        for name, unit in UNITS.items()
        for end in ENDS
    }
