"""Who has which part in what a sentence claims: who acts, whom it hits, who is only named."""

import pytest

from db.records import Section
from timeline.facts import find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()

PARTS = [
    ("SBI証券の顧客口座が狙われた事件で、警視庁は9日、男2人を逮捕した。", "arrest", {"SBI証券": "mentioned", "警視庁": "actor"}),
    ("男が逮捕されたとNHKが9日に報じた。", "arrest", {}),
    ("警視庁などの合同捜査本部は9日、男2人を逮捕した。", "arrest", {"警視庁": "actor"}),
    ("楽天証券の資金が流出した問題で、金融庁は9日、各社に点検を要請した。", "regulator", {"楽天証券": "mentioned", "金融庁": "actor"}),
    ("金融庁は9日、障害が相次いだみずほ銀行に業務改善命令を出した。", "regulator", {"金融庁": "actor", "みずほ銀行": "target"}),
    ("金融庁は9日、みずほ銀行で障害が発生したと発表した。", "outage", {"金融庁": "mentioned", "みずほ銀行": "affected"}),
    ("総務省のサイトで9日、障害が発生した。", "outage", {"総務省": "affected"}),
    ("SBI証券は9日、流出を発表した。出金先はゆうちょ銀行が3口座だった。同社は10日、新規登録を停止した。", "suspension", {"SBI証券": "actor"}),
    ("ゆうちょ銀行は9日に会見した。SBI証券は流出を公表した。同行は10日、新規登録を停止した。", "suspension", {"ゆうちょ銀行": "actor"}),
    ("The regulator fined Rizal Commercial Banking Corp $3 million on Tuesday.", "regulator", {"Rizal Commercial Banking": "target"}),
    ("Capital One was fined $80 million by the Federal Reserve on March 9.", "regulator", {"キャピタル・ワン": "target", "FRB": "actor"}),
    ("The company discovered the breach on March 9 and hired Mandiant, a security firm.", "discovery", {"マンディアント": "mentioned"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "parts"), PARTS, ids=[text for text, _, _ in PARTS])
def test_each_name_in_its_part(text: str, kind: str, parts: dict[str, str]) -> None:
    facts = find_facts(Section(kind="body", text=text, written_on="2021-03-11"), GAZETTEER)
    claims = [claim for claim in facts.claims if claim.kind == kind]
    assert parts in [{o.name: o.role for o in claim.organisations} for claim in claims]
