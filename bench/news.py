"""Japanese news made up for measuring: the same for the same number of documents, on every machine.

One incident that grows over sixty days: documents of a day tell the same totals in different words, so that a
timeline has something to put together. Publishers and the service do not exist; banks are real names, for the
finders to look up. No sentence is taken from anywhere.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.tally import Row

FIRST = date(2021, 3, 1)
DAYS = 60
VERSIONS = 3
PUBLISHERS = (
    "汐見新聞",
    "北峰日報",
    "港北通信",
    "青葉放送",
    "大川タイムス",
    "ケータイ時報",
    "三角経済",
    "南浜ニュース",
)
BANKS = (
    "七十七銀行", "中国銀行", "東邦銀行", "滋賀銀行", "鳥取銀行", "大垣共立銀行", "紀陽銀行", "みちのく銀行",
    "ゆうちょ銀行", "イオン銀行", "大分銀行", "仙台銀行", "但馬銀行", "千葉興業銀行", "京都銀行", "池田泉州銀行",
    "北洋銀行", "静岡銀行",
)  # fmt: skip
SERVICES = ("ミナトペイ", "PayPay", "LINE Pay", "Kyash", "d払い", "メルペイ")
AUTHORITIES = ("金融庁", "総務省", "警察庁", "個人情報保護委員会", "日本銀行", "消費者庁")

OPENING = (
    "決済サービス「{service}」を使った不正な引き出しの問題で、運営会社は{day}、被害が{cases}件、総額{sum}になったと発表した。",
    "{service}に登録された預金口座から現金が抜き取られた問題で、{day}{hour}時の時点で確認された被害は{cases}件、{sum}に上った。",
    "身に覚えのない引き落としが相次いだ{service}をめぐり、運営会社は{day}の記者会見で、被害額が約{round}に達したと明らかにした。",
)
REPORTS = (
    "{bank}は{day}、{service}との新規の口座登録を停止した。再開の時期は未定としている。",
    "{bank}によると、{before}までに{few}件、計{part}の被害の申し出があったという。",
    "{bank}と{bank2}は{day}午前{hour}時から、{service}へのチャージを取りやめた。",
    "一方、{bank}は{before}、利用者の口座から{part}が引き出されていたと説明した。",
    "{bank}では同日、{few}人の顧客から問い合わせが寄せられ、窓口の人数を{small}人に増やした。",
    "被害が確認された金融機関は{banks}行に増え、このうち{bank}の分が{few}件と最も多い。",
    "{authority}は{day}、運営会社に対し、資金決済法に基づく報告を求める命令を出した。",
    "{authority}の幹部は、全国の{banks}行に点検を急ぐよう要請したと話している。",
    "警視庁は{before}、不正アクセス禁止法違反などの疑いで、{small}人から事情を聴いた。",
    "運営会社は全額を補償する方針で、{day}から順次、1人当たり最大{part}を支払う。",
    "前日の発表から{few}件、{part}増えた。",
    "{month}月{dom}日付の資料では、最も古い被害は{lastyear}年{oldmonth}月とされていたが、その後に訂正された。",
    "同社は{day}午後{hour}時から会見を開き、副社長が陳謝した。",
    "利用者は約{users}万人で、連携先は{banks}銀行に及ぶ。",
    "{day}に公表された{few}件のうち、{small}件は二重に数えていたとして、運営会社が翌日に取り消した。",
    "このほか、{bank}、{bank2}、{bank3}の{small}行も連携を見合わせている。",
    "同じ日、{other}も銀行口座の新規の登録を一時見合わせた。",
    "補償を終えたのは{before}現在で{few}件、{part}となった。",
)
PLAIN = (
    "専門家は、口座番号と暗証番号だけで登録できる仕組みに無理があったと指摘する。",
    "窓口には朝から利用者が訪れ、通帳を手に説明を求める姿が見られた。",
    "運営会社の担当者は取材に対し、本人確認の手順を見直していると述べるにとどめた。",
    "利用者の一人は、通知が届かなければ気づかなかったかもしれないと話した。",
    "サービスの名をかたる不審なメールも出回っており、関係者は注意を呼びかけている。",
    "同業の他社も、送金の上限を下げるなどの対応を急いでいる。",
    "背景には、手軽さを優先して確認を簡略にしてきた業界の競争がある。",
    "システムの改修には時間がかかる見込みで、全面的な再開の見通しは立っていない。",
    "この問題を受け、業界団体は会員各社に共通の指針を示す準備を進めている。",
    "ただ、被害に気づいていない人も多いとみられ、全容はまだつかめていない。",
)


def yen(amount: int) -> str:
    """A sum as newspapers write it.

    >>> yen(25_420_000), yen(123_456_000), yen(300_000_000)
    ('2,542万円', '1億2,345万6000円', '3億円')
    """
    oku, rest = divmod(amount, 100_000_000)
    man, ones = divmod(rest, 10_000)
    parts = [f"{oku}億" if oku else "", f"{man:,}万" if man else "", str(ones) if ones else ""]
    return "".join(parts) + "円"


def _day(day: date, written: date, random: Random) -> str:
    if day == written:
        return random.choice((f"{day.day}日", "同日", f"{day.month}月{day.day}日", "この日"))
    return random.choice(
        (f"{day.month}月{day.day}日", f"{day.day}日", f"{day.year}年{day.month}月{day.day}日")
    )


def _words(written: date, random: Random) -> dict[str, object]:
    """What is put into the sentences of one document; the totals depend on its day alone."""
    age = (written - FIRST).days + 1
    banks = random.sample(BANKS, 3)
    before = written - timedelta(days=random.randint(1, 4))
    total = 1_370_000 * age * age + 230_000 * age
    return {
        "service": SERVICES[0], "other": random.choice(SERVICES[1:]),
        "bank": banks[0], "bank2": banks[1], "bank3": banks[2],
        "authority": random.choice(AUTHORITIES),
        "day": _day(written, written, random), "before": _day(before, written, random),
        "hour": random.randint(0, 11), "month": before.month, "dom": before.day,
        "lastyear": written.year - 1, "oldmonth": random.randint(7, 12),
        "cases": f"{5 * age * age + 7:,}", "sum": yen(total),
        "round": yen(total // 10_000_000 * 10_000_000 or 5_000_000),
        "few": random.randint(2, 98), "small": random.randint(2, 9), "banks": min(3 + age // 3, 35),
        "part": yen(random.randint(3, 980) * 10_000), "users": random.randint(100, 900),
    }  # fmt: skip


def document(number: int, random: Random, paragraphs: int) -> Row:
    """One article. What happened on a day is told by many: its facts come in three versions, its words in all."""
    written = FIRST + timedelta(days=number % DAYS)
    facts = [_words(written, Random(f"{written} {version}")) for version in range(VERSIONS)]  # noqa: S311
    opening = random.choice(OPENING).format(**random.choice(facts))
    told = [opening]
    for _ in range(random.randint(paragraphs, 2 * paragraphs)):
        sentences = [
            random.choice(REPORTS).format(**random.choice(facts)) for _ in range(random.randint(1, 2))
        ]
        told.append("".join([*sentences, random.choice(PLAIN)]))
    return {
        "id": f"news/{number:05}",
        "url": f"https://news{number % len(PUBLISHERS)}.example/{number}",
        "publisher": PUBLISHERS[number % len(PUBLISHERS)],
        "published": written.isoformat(),
        "reference_date": written.isoformat(),
        "title": opening[:30],
        "text": "\n".join(told),
    }


def documents(count: int, paragraphs: int = 5, seed: int = 20210301) -> Iterator[Row]:
    """The first so many articles of so many paragraphs at least, and at most twice as many.

    >>> [d["text"] for d in documents(3)] == [d["text"] for d in documents(3)]
    True
    """
    random = Random(seed)  # noqa: S311 - made-up news, not a secret
    for number in range(count):
        yield document(number, random, paragraphs)
