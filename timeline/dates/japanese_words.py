"""The Japanese words that count from another date, and those for parts of a month or year: data of `japanese`."""

from db.records import Qualifier
from timeline.dates.expression import Relative

YEARS = {
    "昨年": Relative(-1), "去年": Relative(-1), "今年": Relative(0), "ことし": Relative(0), "本年": Relative(0),
    "当年": Relative(0), "来年": Relative(1), "一昨年": Relative(-2), "おととし": Relative(-2), "再来年": Relative(2),
    "翌年": Relative(1, True), "次の年": Relative(1, True), "同年": Relative(0, True), "前年": Relative(-1, True),
    "前の年": Relative(-1, True), "翌々年": Relative(2, True), "前々年": Relative(-2, True),
    "今": Relative(0), "この": Relative(0), "昨": Relative(-1), "来": Relative(1),
}  # fmt: skip
MONTHS = {
    "今月": Relative(0), "当月": Relative(0), "本月": Relative(0), "先月": Relative(-1), "昨月": Relative(-1),
    "来月": Relative(1), "先々月": Relative(-2), "再来月": Relative(2), "翌々月": Relative(2, True),
    "前々月": Relative(-2, True),
    "同月": Relative(0, True), "翌月": Relative(1, True), "前月": Relative(-1, True), "前の月": Relative(-1, True),
    "次の月": Relative(1, True),
}  # fmt: skip
DAYS = {
    "本日": Relative(0), "今日": Relative(0), "きょう": Relative(0), "昨日": Relative(-1), "きのう": Relative(-1),
    "一昨日": Relative(-2), "一昨々日": Relative(-3), "一昨昨日": Relative(-3),
    "おととい": Relative(-2),
    "この日": Relative(0, True), "次の日": Relative(1, True),
    "明日": Relative(1), "あした": Relative(1), "あす": Relative(1),
    "明後日": Relative(2), "あさって": Relative(2), "今朝": Relative(0), "けさ": Relative(0), "今夜": Relative(0),
    "今晩": Relative(0), "昨夜": Relative(-1), "昨晩": Relative(-1), "翌朝": Relative(1, True),
    "同日": Relative(0, True), "翌日": Relative(1, True), "前日": Relative(-1, True), "翌々日": Relative(2, True),
    "前々日": Relative(-2, True), "同じく": Relative(0, True), "同": Relative(0, True), "翌": Relative(1, True),
}  # fmt: skip
RELATIVE_QUARTERS = {
    "今": Relative(0), "当": Relative(0), "本": Relative(0), "現": Relative(0), "前": Relative(-1), "先": Relative(-1),
    "昨": Relative(-1), "来": Relative(1), "次": Relative(1), "翌": Relative(1, True), "同": Relative(0, True),
}  # fmt: skip
WEEKS = {
    "今週": Relative(0), "当週": Relative(0), "先週": Relative(-1), "昨週": Relative(-1),
    "来週": Relative(1), "先々週": Relative(-2), "再来週": Relative(2),
    "翌週": Relative(1, True), "前週": Relative(-1, True), "同週": Relative(0, True), "前の週": Relative(-1, True),
    "次の週": Relative(1, True), "この週": Relative(0, True), "翌々週": Relative(2, True), "前々週": Relative(-2, True),
}  # fmt: skip
PARTS: dict[str, Qualifier] = {
    "上旬": "early", "初旬": "early", "初め": "early", "はじめ": "early", "初頭": "early", "頭": "early",
    "前半": "early",
    "明け": "early", "中旬": "mid", "半ば": "mid", "中頃": "mid", "中ごろ": "mid", "下旬": "late", "後半": "late",
    "末": "end", "末日": "end",
}  # fmt: skip
WEEKDAYS = {name: index for index, name in enumerate("月火水木金土日")}
WEEKDAYS |= {name: index for index, name in enumerate("Mon Tue Wed Thu Fri Sat Sun".split())}  # noqa: SIM905
EDGES: dict[str, tuple[int, Qualifier]] = {
    "年末": (12, "end"), "年初": (1, "early"), "年明け": (1, "early"), "年度末": (3, "end"), "年度初め": (4, "early"),
}  # fmt: skip
