"""What looks like a date, a sum or a count and is none."""

import pytest

from timeline.amounts import find_amounts
from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.text import fold

NEITHER = """
送金 預金 金額 現金 資金 入金 金融 日本 日銀 日産 月額 月面 水道 木材 土木 火災 土日 平日 祝日 休日 日曜版 火の車 水際
三十三間堂 四国 九州 五反田 六本木 七夕 八百屋 九十九里 千葉 百貨店 万一 一体 一部 一方 一般 一応 一時停止 一層 一斉 一問一答 唯一 統一
二段階認証 二要素 2要素認証 二次被害 三次元 第三者 第三者委員会 第一報 第二地銀 第3回 第2弾 第1四半期 十分 十分な 百度 万全 千載一遇
三井住友 三菱 五洋 一橋 六花亭 七福神 八王子 十勝 百済 千歳 四日市 七日町 八日市場 二十日町 三日月
1つ 一つ 2つ目 3回目 3人目 1行目 2番目 2位 5位 10代 20代 80年代 3割 2倍 5分の1 3分の2 50% 100% 0.5ポイント
3日間 5日連続 10日ぶり 2日目 1日当たり 3カ月 2カ月間 半年 1年間 20年 3年ぶり 24時間 365日間 30分 10秒 15分間 2週間 数日 数年 3日分 5日以内
1日平均 この1日 わずか3日 約10日 丸1日 もう1日
1人当たり 1件あたり 1人につき 1口座ごとに
03-1234-5678 0120-192-044 0120・113・393 090-1234-5678 〒100-0001 192.168.0.1 10.0.0.1 2020:db8::1
v2.19 ver2.0 Ver.1.2.3 1-2-3 1.2.3 3.14 0.1〜0.2 1/50 13/13 24/7 9:1 2対1 3-0 0-3 2:1 RAID1 Core-i7
CVE-2021-44228 ISO27001 A4判 5G 4K iPhone11 Windows10 7pay d払い 東京2020 B2B P2P 3D SHA-256 AES-256
19歳 22歳 身長170cm 3GB 100m 5階 3号 1丁目 2条 第5条 7章 No.3 #42 1等 3級 5段 6両編成
円安 円高 万円 億円 円卓 ドル建て 元社員 元本 件名 人気 名前 社会 行為 台風 店員 口座番号 同社 同行 同氏 同様 翌々 前回 前述 前提 前年比 前日比
前年同期比 前月比 今回 今後 今更 本人 本社 本店 本格 来店 来場 昨今 当社 当面 当初 先行 先方 再発防止 再来 年金 年収 年齢 年間 月間 月給 週刊 週間
""".split()  # noqa: SIM905

ENGLISH_NEITHER = [
    "You may say so", "It may not", "they march on", "the second bank", "second-largest", "one of the banks", "24/7 support",
    "a 50/50 split", "version 10.5", "Windows 10", "Boeing 737", "CVE-2021-44228", "5 percent of users", "10% of accounts",
    "10 years", "three hours", "for two weeks", "every 30 minutes", "aged 22", "room 2020", "ISO 27001", "Web 3.0", "section 230",
    "the Monday Times", "Mon Dieu", "the Sun", "marching", "Mayor May I", "decade", "phone 555-1234", "a third of",
    "half of it", "number 5", "top 10", "G20", "K-12", "9 to 5", "two-factor authentication", "one-time password", "two-thirds",
    "first-time buyers", "P.O. Box 1234", "$", "¥", "yen", "dollars", "million", "today's", "score of 3-2", "July-born",
]  # fmt: skip


@pytest.mark.parametrize("text", NEITHER)
def test_no_date_sum_or_count_in_japanese(text: str) -> None:
    folded = fold(text)
    assert find_dates(folded, Anchor(written_on="2020-09-14")) == []
    assert find_amounts(folded) == []


@pytest.mark.parametrize("text", ENGLISH_NEITHER)
def test_no_date_sum_or_count_in_english(text: str) -> None:
    dates = [m.text for m in find_dates(text, Anchor(written_on="2020-09-14"))]
    assert dates == (["today"] if text.startswith("today") else [])
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "受付時間 平日8:30〜21:00",
        "営業時間は9時から17時まで",
        "[受付時間 平日 8:30~21:00\n 土・日・休日・12/31~1/3 9:00~17:00]",
        "電話は平日9時〜18時に受け付ける",
        "全体の2/3の銀行",
        "約1/4に縮小",
    ],
)
def test_opening_hours_and_fractions_are_no_moments(text: str) -> None:
    assert find_dates(fold(text), Anchor(written_on="2020-09-14")) == []


def test_the_list_is_long_enough() -> None:
    assert len(NEITHER) + len(ENGLISH_NEITHER) >= 100
