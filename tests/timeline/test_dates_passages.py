"""Passages of news and notices with their dates marked: {written|value}, to the minute and without the zone."""

import re

import pytest

from timeline.amounts import find_amounts
from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.mentions import settle
from timeline.text import fold

MARK = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
CLOCK = re.compile(r"(T[0-9:]{5})[0-9:+-]*")

JAPANESE = [
    # 同日 passes over months, stretches, deadlines and days to come; 同日の会見 is of the day of the announcement.
    ("2021-08-20", "市は{18日|2021-08-18}、{7月|2021-07}の不正アクセスで情報が漏れたと発表した。市長が{同日|2021-08-18}の会見で陳謝した。"),
    ("2021-10-08", "百貨店は{4日|2021-10-04}、番号が漏れたと明らかにした。{2021年2月から9月|2021-02/2021-09}にかけて使った人が対象。{同日|2021-10-04}、販売を止めた。"),
    ("2021-08-20", "取引所は{6日|2021-08-06}、盗難を公表した。{今月8日|2021-08-08}に原因を確認した。社長は{同日|2021-08-06}の会見で補償すると述べた。"),
    ("2021-08-20", "銀行は{10日|2021-08-10}、{9月末|2021-09-30}までに再開すると発表した。{同日|2021-08-10}、窓口を設けた。"),
    ("2021-08-20", "会社は{11日|2021-08-11}に謝罪した。{9月1日|2021-09-01}付で社長が退任する。{同日|2021-08-11}の発表では後任は未定。"),
    ("2021-08-20", "サービスは{9月30日|2021-09-30}に終える。{同日|2021-09-30}以降は使えない。"),
    ("2021-08-20", "鉄道会社は{12日|2021-08-12}に障害を公表した。{13日|2021-08-13}に直したが、{同日|2021-08-13}夜に再び止まった。"),
    ("2021-11-26", "財務局は{25日|2021-11-25}、命令を出した。会社では{8月20日|2021-08-20}に窓口が止まった。県も{同日|2021-11-25}、指導した。"),
    ("2022-06-28", "{8日早朝|2022-06-08}から配信が使えなくなっており、直るのは{来月|2022-07}になる見通し。{7月1日|2022-07-01}までに払わなければ公開すると主張した。"),
    # A text that tells the hours of a day goes on telling them in the next paragraph; the verb next to a day is its own.
    ("2021-03-01", "銀行は{28日|2021-02-28}、障害を発表した。障害は{同日午前11時|2021-02-28T11:00}ごろに始まった。\n{午後3時|2021-02-28T15:00}時点で半分が止まっていた。"),
    ("2022-07-30", "電話会社は{29日|2022-07-29}、{2日|2022-07-02}に始まった大規模な障害をめぐり、返金すると発表した。"),
    # What is announced "on the same day" goes on from the announcement where an older day was only looked back at.
    ("2025-04-11", "証券会社は{8日|2025-04-08}、口座の乗っ取りがあったと発表した。最も古い被害は{3月19日|2025-03-19}だという。{同日|2025-04-08}、対策を急ぐと明らかにした。"),
    ("2025-04-11", "証券会社は{8日|2025-04-08}、調査に入ったと発表した。{10日|2025-04-10}に流出を確認した。{同日|2025-04-10}、被害を公表した。"),
    # A day with a comma behind it is that of the saying, whatever is said that will be.
    ("2020-09-28", "銀行は{10日|2020-09-10}、{月末|2020-09-30}までに全額を補償すると発表した。"),
    ("2020-09-28", "会社は{6日|2020-09-06}、{来月|2020-10}から本人確認を導入する方針を表明した。"),
    ("2020-09-28", "会社は{5日|2020-10-05}に再開すると発表した。"),
    # Kinds of things, not moments.
    ("2021-03-05", "月末の定期預金の処理に年度末の繁忙期が重なった。{今月末|2021-03-31}に見直す。"),
    ("2024-01-11", "通販サイト「ハルカゼ市場」を運営する会社は{11日|2024-01-11}、{昨年9月から12月|2023-09/2023-12}にかけて第三者による不正アクセスがあり、会員の情報が流出した可能性があると発表した。{12月18日|2023-12-18}にカード会社から連絡があり、{同日|2023-12-18}中に決済を止めた。{同25日|2023-12-25}に外部の調査会社へ依頼し、{今月5日|2024-01-05}に最終報告を受け取った。{2021年4月1日から|2021-04-01}{23年12月18日まで|2023-12-18}に利用した人が対象。"),
    ("2023-07-03", "{2日午後5時40分|2023-07-02T17:40}ごろ、湊線の踏切で普通列車と軽トラックが衝突した。{3日朝|2023-07-03}の始発から運転を見合わせていたが、{午前10時15分|2023-07-03T10:15}に再開した。鉄道会社によると、現場では{昨年11月|2022-11}にも事故があり、{今年3月|2023-03}に警報機を取り換えたばかりだった。{4日|2023-07-04}に有識者を交えた検討会を開く。"),
    ("2022-12-20", "家電メーカーは{20日|2022-12-20}、{2017年2月〜19年8月|2017-02/2019-08}に製造した加湿器を自主回収すると発表した。{10月末|2022-10-31}に横浜市で発煙があり、{11月8日|2022-11-08}、{同月24日|2022-11-24}にも同様の報告があった。受け付けは{来年1月10日午前9時|2023-01-10T09:00}に始める。"),
    ("2018-09-20", "仮想通貨交換所の運営会社は{20日未明|2018-09-20}、約67億円相当が流出したと発表した。{14日午後5時|2018-09-14T17:00}ごろから{同7時|2018-09-14T19:00}ごろまでの間に外部からの侵入を受け、{17日|2018-09-17}にサーバーの異常を検知、{翌18日|2018-09-18}に被害を確認した。入出金は{14日|2018-09-14}から止まっており、金融庁は{18日|2018-09-18}に報告を受けた。{3月|2018-03}と{6月|2018-06}に業務改善命令を出していた。"),
    ("2021-03-01", "{28日午前9時50分|2021-02-28T09:50}ごろからATMが使えなくなった。{1日|2021-03-01}会見した頭取によると、{27日|2021-02-27}に始めた口座の移行作業が引き金になった。{28日午後11時|2021-02-28T23:00}時点で約3000台が止まり、{1日午後3時|2021-03-01T15:00}までに全て復旧した。同行では{2002年4月|2002-04}と{11年3月|2011-03}にも大規模な障害が起きている。"),
    ("2024-01-02", "気象庁によると、{1日午後4時10分|2024-01-01T16:10}ごろ、石川県能登地方で震度7の揺れを観測した。{1日夜|2024-01-01}までに津波警報は注意報に切り替えられ、{2日午前10時|2024-01-02T10:00}に全て解除された。{2020年12月|2020-12}から続く群発地震の一環とみられ、{昨年5月5日|2023-05-05}には震度6強を記録している。"),
    ("2023-09-27", "県は{27日|2023-09-27}、八戸市の弁当業者を営業禁止とした。{16、17日|2023-09-16/2023-09-17}に販売された弁当を食べた人が各地で症状を訴えた。{21日|2023-09-21}までに報告された患者は270人で、{24日|2023-09-24}時点では500人を超えた。保健所は{23日|2023-09-23}に立ち入り検査をしていた。"),
    ("2022-06-24", "【第2報】{2022年6月24日（金）18:00|2022-06-24T18:00}現在\nUSBメモリーの紛失について、{6月21日（火）|2022-06-21}に判明した経緯を説明します。{6月24日（金）11時15分|2022-06-24T11:15}ごろ、委託先から発見の連絡を受けました。お問い合わせ窓口は{6月25日（土）|2022-06-25}から開設します。次回は{6月27日（月）15時|2022-06-27T15:00}を目途に公表予定です。"),
    ("2021-11-12", "町立病院は{10月31日未明|2021-10-31}、身代金要求型ウイルスの攻撃を受けた。{同日午前0時半|2021-10-31T00:30}ごろ院内のプリンターが一斉に印字を始め、{4日|2021-11-04}から新規の外来受け入れを停止した。{11日|2021-11-11}の記者会見では{来年1月|2022-01}の通常診療再開を目指すと説明。{先月27日|2021-10-27}に更新プログラムの適用を検討していたという。"),
    ("2020-12-28", "地裁は{28日|2020-12-28}、元社員に懲役3年の判決を言い渡した。判決によると、{2016年1月〜18年6月|2016-01/2018-06}、顧客の口座から計1億円を引き出した。控訴期限は{来年1月12日|2021-01-12}。弁護側は{年明け|2021-01}にも控訴する方針。"),
    ("2022-07-04", "KDDIは{3日|2022-07-03}、{2日未明|2022-07-02}に発生した通信障害について、{3日午前11時|2022-07-03T11:00}の会見で社長が謝罪した。西日本では{3日午前11時|2022-07-03T11:00}ごろ、東日本では{同日午後5時半|2022-07-03T17:30}ごろに復旧作業を終えた。最終的に影響が解消したのは{4日午後4時|2022-07-04T16:00}で、発生から86時間がたっていた。{2021年10月14日|2021-10-14}にはNTTドコモでも障害が起きた。"),
    ("2023-03-08", "{3/6(月) 13:20|2023-03-06T13:20}頃より発生しておりました障害は、{3/7(火) 2:45|2023-03-07T02:45}に復旧いたしました。対象は{2/27〜3/6|2023-02-27/2023-03-06}に登録された方です。\n詳細な報告書は{3月中旬|2023-03}に公開します。"),
    ("2019-12-26", "{平成25年4月1日|2013-04-01}から{30年3月31日|2018-03-31}までに契約した保険が対象で、{令和元年12月26日|2019-12-26}に業務停止命令を受けた。期間は{令和2年1月1日|2020-01-01}から{同年3月31日|2020-03-31}まで。"),
    ("2025-05-08", "警視庁は{8日|2025-05-08}までに、証券口座を乗っ取ったとして男を逮捕した。逮捕容疑は{昨年12月下旬|2024-12}から{今年2月上旬|2025-02}までの間、他人のIDで不正に取引した疑い。金融庁の集計では{1月|2025-01}から{4月|2025-04}までの被害は3000億円を超えた。{3月|2025-03}単月では130億円、{4月|2025-04}は{16日|2025-04-16}までで500億円。"),
    ("2019-05-10", "{5月8日|2019-05-08}に利用者が通報し、{その翌日|2019-05-09}に社内で共有された。{翌10日|2019-05-10}に公表し、{同日夕|2019-05-10}に会見を開いた。{今月末|2019-05-31}に報告書を{来月|2019-06}中に再発防止策をまとめる。"),
    ("2022-08-30", "同社は{30日|2022-08-30}、サービスを{9月30日|2022-09-30}で終了すると発表した。新規登録は{31日|2022-08-31}で締め切り、残高の払い戻しは{10月3日|2022-10-03}から{2023年1月4日|2023-01-04}まで受け付ける。{29日|2022-08-29}の取締役会で決めた。"),
    ("2021-10-08", "{7日午後10時41分|2021-10-07T22:41}、千葉県北西部を震源とする地震があった。運転再開は{8日午前1時|2021-10-08T01:00}過ぎにずれ込み。{2011年3月|2011-03}以来の強い揺れだった。"),
    ("2024-04-25", "警察庁は{25日|2024-04-25}、{2023年|2023}のネットバンキング不正送金が5578件だったと公表した。{22年|2022}は1136件。{23年上半期|2023-01/2023-06}だけで2322件に達していた。{24年1〜3月|2024-01/2024-03}は前年同期を下回った。"),
    ("2024-08-09", "宮崎県で{8日午後4時43分|2024-08-08T16:43}に震度6弱を観測した。気象庁は{同7時15分|2024-08-08T19:15}に臨時情報を発表し、{15日|2024-08-15}ごろまで備えを呼びかけた。JR東海は{9日|2024-08-09}、新幹線の徐行を1週間程度続けるとした。"),
    ("2023-11-14", "{1995年|1995}に起きた事件から28年。90年代の制度が今も残る。2000年代半ばに改正され、{14年4月|2014-04}に再び見直された。{13日|2023-11-13}の審議会では{来年度|2024-04/2025-03}の導入を求める意見が出た。"),
    ("2025-01-15", "航空会社は{先月26日|2024-12-26}、{午前7時24分|2024-12-26T07:24}ごろからシステムに不具合が生じたと発表した。年末年始の予約に影響した。{先週|2025-01-06/2025-01-12}、{14日|2025-01-14}に追加の報告を出し、{来週月曜|2025-01-20}に対策会議を開く。"),
    ("2021-06-15", "{六月十四日|2021-06-14}、町は{五月二十日|2021-05-20}からの断水を{十六日|2021-06-16}に解消する見込みと発表した。"),
    ("2022-05-19", "誤って振り込まれたのは{4月8日|2022-04-08}。町の職員が{同日|2022-04-08}訪ねたが、男性は手続きを拒んだ。約2週間後の{21日|2022-04-21}に「罪は償う」と話したという。町は{5月12日|2022-05-12}に提訴し、県警は{18日|2022-05-18}に逮捕した。口座からは{4月8日|2022-04-08}から{18日|2022-04-18}までに計34回の出金があった。"),
    ("2020-09-29", "停止は{10月1日午前0時|2020-10-01T00:00}から{3日24時|2020-10-04T00:00}まで。{28日|2020-09-28}時点で再開の見通しは立っていない。"),
    ("2021-01-06", "会社は{6日|2021-01-06}、{12月31日|2020-12-31}に発生した停電の原因を公表した。{11月|2020-11}の点検では異常がなかった。次の点検は{2月|2021-02}に行う予定。"),
    ("2021-01-06", "{昨年12月30日から1月3日|2020-12-30/2021-01-03}にかけて、{大みそか|2020-12-31}も含めて4日連続で障害が続いた。"),
    ("2023-12-05", "{来春|2024-03/2024-05}の統合に向け、年内に契約を結ぶ。{今秋|2023-09/2023-11}の試験で不具合が見つかっていた。"),
    ("2023-04-10", "{3月下旬から4月初め|2023-03/2023-04}にかけて、計8件の相談があった。{9日夜|2023-04-09}に停止し、{10日朝|2023-04-10}、専門家を派遣した。{12日|2023-04-12}にも結果を公表する。"),
    ("2022-03-16", "{16日午後11時36分|2022-03-16T23:36}ごろ、福島県沖で地震があった。東北新幹線は{17日|2022-03-17}の始発から運休する。{11年前|2011}の震災と同じ海域で、{昨年2月13日|2021-02-13}にも震度6強を観測した。"),
    ("2024-06-09", "{8日午前3時半|2024-06-08T03:30}ごろから複数のサービスが利用しづらい状況が続いている。{9日|2024-06-09}現在、復旧のめどは立っていない。同社は{10日|2024-06-10}以降に改めて説明するとしている。"),
    ("2024-06-28", "流出を確認した。{6月27日22時|2024-06-27T22:00}頃に犯行声明が出た。{7月|2024-07}中に外部専門家の調査結果を得て、{8月|2024-08}以降の再開を目指す。"),
    ("2019-07-12", "交換業者は{12日|2019-07-12}、約35億円の流出を発表した。{11日午後10時12分|2019-07-11T22:12}に送金エラーを検知し、{同日午後10時39分|2019-07-11T22:39}に流出を確認。{12日午前2時|2019-07-12T02:00}に緊急会議、{同3時50分|2019-07-12T03:50}に当局へ報告、{午前6時半|2019-07-12T06:30}に送受金を止めた。"),
    ("2018-01-27", "流出は{26日午前0時2分から同8時26分|2018-01-26T00:02/2018-01-26T08:26}にかけて起き、発覚は{同11時25分|2018-01-26T11:25}だった。{27日未明|2018-01-27}の会見で…。{14年2月|2014-02}にはマウントゴックスが破綻した。"),
    ("2020-10-02", "東証は{1日|2020-10-01}、全銘柄の売買を終日停止した。{午前7時4分|2020-10-01T07:04}に機器の障害が発生。{2日|2020-10-02}は通常通り{午前9時|2020-10-02T09:00}から取引を始めた。{2005年11月1日|2005-11-01}以来の規模で、{06年1月|2006-01}には約定が止まった。"),
    ("2022-02-28", "国内全工場の稼働を{3月1日|2022-03-01}に停止する。{26日午後9時|2022-02-26T21:00}ごろ、取引先でサーバーの障害を検知した。{2日|2022-03-02}以降については未定。"),
    ("2021-09-01", "{31日深夜|2021-08-31}、{1日|2021-09-01}になって停止を発表。{8月19日|2021-08-19}に不正アクセスを検知していた。{9月1日0時30分|2021-09-01T00:30}時点"),
    ("2023-05-12", "{平成24年1月2日|2012-01-02}から{令和5年4月17日|2023-04-17}までの間、外部から閲覧できる状態だった。{12日|2023-05-12}に公表した。{13年11月6日|2013-11-06}から{23年4月17日|2023-04-17}までに契約した215万人分。"),
    ("2017-08-10", "{7日夜|2017-08-07}に惣菜を食べた3歳の女児が死亡した。{今月21日|2017-08-21}に店の営業を再開する。{11、12日|2017-08-11/2017-08-12}は店を閉める。"),
    ("2024-03-29", "厚労省と市は{30日|2024-03-30}にも立ち入り検査する。{22日|2024-03-22}に公表、{27日|2024-03-27}に回収命令。{1月15日|2024-01-15}に最初の症例の報告があり、{2月1日|2024-02-01}にも報告が相次いだ。製造は{23年4〜10月|2023-04/2023-10}。"),
    ("2016-04-17", "熊本県で{14日午後9時26分|2016-04-14T21:26}、{16日午前1時25分|2016-04-16T01:25}に震度7。{17日|2016-04-17}も余震が続く。{1995年1月|1995-01}の阪神大震災と同規模。死者は{17日午後5時半|2016-04-17T17:30}現在41人。"),
    ("2005-04-26", "{25日午前9時18分|2005-04-25T09:18}ごろ脱線した。{26日午前|2005-04-26}、捜索が続いた。運転士は{前年6月|2004-06}に訓告を受けた。"),
    ("2023-10-11", "全銀システムは{10日|2023-10-10}、{11日|2023-10-11}と2日続けて障害が起きた。{12日朝|2023-10-12}の稼働を目指し、{11日夜|2023-10-11}にプログラムを入れ替える。{1973年|1973}の稼働以来初めて。{7〜9日|2023-10-07/2023-10-09}の連休に機器を更新した。"),
    ("2025-10-03", "{9月29日午前7時|2025-09-29T07:00}ごろ、システム障害が起き、{10月2日|2025-10-02}から手作業で出荷を再開した。{3日|2025-10-03}の発表で{6日|2025-10-06}に一部工場の再開を明らかにした。"),
    ("2022-07-05", "{5日午前7時|2022-07-05T07:00}、同社は復旧を宣言。総務省は{今月28日|2022-07-28}までに報告するよう求めた。利用者への返金は{8月|2022-08}以降、{9月|2022-09}請求分から差し引く。"),
    ("2023-03-20", "{20日|2023-03-20}付で処分した。{2月|2023-02}に発覚した横領は{2009年度から21年度|2009-04/2022-03}にかけて行われた。{来月3日|2023-04-03}に説明会、{6月|2023-06}の株主総会で諮る。"),
    ("2020-03-02", "{3月2日（月）〜13日（金）|2020-03-02/2020-03-13}の間、窓口を閉めます。再開は{16日（月）|2020-03-16}の予定です。"),
    ("2021-07-30", "{7/30（金）10:00～11:30|2021-07-30T10:00/2021-07-30T11:30}に緊急メンテナンスを行います。{7/29 22:00|2021-07-29T22:00}現在、入金が反映されない事象を確認しています。"),
    ("2024-10-31", "{10月31日 木曜日 午後3時|2024-10-31T15:00}に開いた会見で、{5日|2024-10-05}から{8日|2024-10-08}の間に改ざんされたと明らかにした。{先月|2024-09}時点では確認できなかった。"),
    ("2024-07-23", "{19日午後2時|2024-07-19T14:00}ごろから世界各地の端末で青い画面が出る障害が相次いだ。{23日|2024-07-23}までに9割以上が復旧した。国内では{19日夕|2024-07-19}から空港の搭乗手続きが止まり、{20日朝|2024-07-20}まで影響が残った。同社は{8月6日|2024-08-06}にも詳しい原因を公表する予定。"),
    ("2023-08-02", "名古屋港では{7月4日午前6時30分|2023-07-04T06:30}ごろシステムが停止し、{6日午後6時15分|2023-07-06T18:15}に全ターミナルで作業を再開した。国の検討委員会は{7月31日|2023-07-31}に初会合を開き、{9月|2023-09}をめどに中間まとめを示す。"),
    ("2022-12-26", "{25日|2022-12-25}、中部電力などは…。{11月25日|2022-11-25}の立ち入りから1カ月、公取委は{12月1日|2022-12-01}に処分案を通知していた。最終判断は{年明け|2023-01}以降になる見通し。対象期間は{18年秋|2018-09/2018-11}から{20年10月|2020-10}ごろまで。"),
    ("2020-07-08", "{4日未明|2020-07-04}からの大雨で球磨川が氾濫した。{8日午前10時|2020-07-08T10:00}時点の死者は57人。{6日|2020-07-06}に九州北部、{8日|2020-07-08}に岐阜・長野に特別警報が出た。{昭和40年7月|1965-07}の水害を上回る水位だった。"),
    ("2018-07-10", "{6日夜から7日|2018-07-06/2018-07-07}にかけて堤防が決壊した。{5日午後2時|2018-07-05T14:00}、気象庁は異例の会見を開いていた。{10日|2018-07-10}で発生から4日となる。政府は{11日|2018-07-11}、首相が現地入りすると発表した。"),
    ("2011-03-17", "{11日午後2時46分|2011-03-11T14:46}に地震が発生。1号機は{12日午後3時36分|2011-03-12T15:36}、3号機は{14日午前11時1分|2011-03-14T11:01}に水素爆発した。{17日午前9時48分|2011-03-17T09:48}から自衛隊ヘリが放水した。計画停電は{14日|2011-03-14}に始まり、{4月末|2011-04-30}まで続く見込み。"),
    ("2025-02-10", "{1月28日午前9時50分|2025-01-28T09:50}ごろ、八潮市の交差点で道路が陥没した。県は{2月9日|2025-02-09}、運転席部分とみられるものを確認。下水の使用自粛は{12日正午|2025-02-12T12:00}に解除する。管は{1983年|1983}の敷設で、{2021年度|2021-04/2022-03}の点検では補修の必要はないと判断していた。"),
    ("2024-12-27", "【お詫び】{12月26日 15時|2024-12-26T15:00}頃からインターネットバンキングにつながりにくい状態が発生しました。\n■発生日時:{2024年12月26日(木) 14:56|2024-12-26T14:56}\n■回復日時:{2024年12月26日(木) 18:35|2024-12-26T18:35}\n{12月30日|2024-12-30}から{1月3日|2025-01-03}は休業します。"),
    ("2021-05-21", "婚活アプリの運営会社は{21日|2021-05-21}、171万件の流出の可能性を公表した。{4月20日|2021-04-20}から{26日|2021-04-26}の間に不正アクセスを受け、{28日|2021-04-28}に痕跡を見つけた。対象は{2018年1月31日〜2021年4月20日|2018-01-31/2021-04-20}に提出された画像。"),
    ("2014-07-22", "流出は{6月26日|2014-06-26}以降、顧客からの問い合わせが急増して分かった。{7月4日|2014-07-04}に対策本部を置き、{9日|2014-07-09}に公表。{17日|2014-07-17}に元派遣社員の男が逮捕された。持ち出しは{昨年7月|2013-07}ごろ始まったとされ、最後は{6月27日|2014-06-27}だった。"),
    ("2019-09-10", "台風は{9日午前5時|2019-09-09T05:00}前、千葉市付近に上陸した。{10日午後3時|2019-09-10T15:00}現在、約58万戸で停電が続く。東電は{11日|2019-09-11}中の全面復旧を目指したが、{12日|2019-09-12}以降にずれ込む見通しとなった。"),
    ("2023-06-30", "コンビニでの証明書の誤交付は{3月27日|2023-03-27}に横浜市で最初に確認された。{5月|2023-05}には足立区など、{6月28日|2023-06-28}には宗像市でも判明し、{29日|2023-06-29}から再び全面停止した。デジタル相は{来月上旬|2023-07}にも点検を終えると述べた。"),
    ("2022-10-03", "大阪の病院は{3日|2022-10-03}、{先月|2022-09}の検査で見つかった異常を公表した。{9月26日の週|2022-09-26/2022-10-02}に追加の調査をした。{前年度|2021-04/2022-03}の監査でも指摘があった。"),
    ("2020-10-01", "{10月1日|2020-10-01}、{午前9時|2020-10-01T09:00}の売買開始を前に障害が起きた。{11時45分|2020-10-01T11:45}に終日停止を発表し、{16時30分|2020-10-01T16:30}から社長らが会見した。{翌2日|2020-10-02}の再開を目指す。"),
    ("2024-02-09", "{8日午後|2024-02-08}に入った連絡では、{ことし1月|2024-01}に出荷した製品の一部で異物が見つかった。{10〜12日|2024-02-10/2024-02-12}の3連休も窓口を開く。賞味期限が{24年6月30日|2024-06-30}から{7月14日|2024-07-14}の商品が対象。"),
    ("2021-10-15", "NTTドコモは{14日午後5時|2021-10-14T17:00}ごろからつながりにくくなり、{同日午後7時57分|2021-10-14T19:57}に回復したと発表したが、{15日午後10時|2021-10-15T22:00}まで影響が続いた。{14日午前0時|2021-10-14T00:00}から始めた切り替え工事が原因。"),
    ("2022-02-01", "{1日|2022-02-01}、{31日深夜|2022-01-31}に起きた断水が続いた。{30日|2022-01-30}の点検で亀裂が見つかり、{28日|2022-01-28}から漏れていたとみられる。{3日|2022-02-03}には復旧する見込み。{来月|2022-03}、詳しい検証に入る。"),
    ("2022-01-05", "{4日|2022-01-04}の仕事始めに発覚した。{12月27日|2021-12-27}の最終確認後、年末年始の間に侵入されたとみられる。{昨年4月|2021-04}の更新で穴ができた。{今年度|2021-04/2022-03}中に作り直す。"),
    ("2023-12-31", "{31日|2023-12-31}で閉店する。{1月1日|2024-01-01}から{3日|2024-01-03}まで窓口は休み、{4日午前9時|2024-01-04T09:00}に再開する。{先月30日|2023-11-30}に告知していた。"),
    ("2020-03-31", "{1日|2020-04-01}から施行される。{30日|2020-03-30}に成立し、{31日|2020-03-31}に公布された。改正は{平成29年6月|2017-06}以来。{令和2年度|2020-04/2021-03}予算にも盛り込まれた。"),
    ("2021-08-26", "モデルナ製ワクチンの異物混入で、{25日深夜|2021-08-25}、厚労省は使用中止を求めた。{16日|2021-08-16}以降に接種会場から報告が相次ぎ、会社は{25日|2021-08-25}に国へ届けた。対象ロットは{6日|2021-08-06}から{20日|2021-08-20}までに配送。"),
    ("2021-12-17", "大阪・北新地のビルで{17日午前10時20分|2021-12-17T10:20}ごろ火災があった。{正午|2021-12-17T12:00}前にほぼ消し止めた。{2001年9月|2001-09}の新宿の火災、{19年7月|2019-07}の京都の放火に並ぶ惨事。市は{18日|2021-12-18}に緊急点検を始める。"),
    ("2023-05-31", "証券取引等監視委は{31日|2023-05-31}、課徴金を勧告した。{2021年11月下旬〜22年1月|2021-11/2022-01}の間、公表前に買い付けた。監視委は{去年夏|2022-06/2022-08}から調べていた。{6月|2023-06}の総会で説明する。"),
    ("2016-12-14", "{平成28年12月13日(火)|2016-12-13}に発生したオスプレイの事故について、{14日|2016-12-14}、防衛局から説明を受けた。{同日午後|2016-12-14}には抗議文を出した。{15日|2016-12-15}には知事が上京する予定。"),
    ("2022-09-09", "eLTAXは{9月6日(火)16時|2022-09-06T16:00}頃から{同日22時|2022-09-06T22:00}頃まで、また{7日(水)|2022-09-07}終日アクセスしにくい状況でした。{8日(木)8時30分|2022-09-08T08:30}より通常運用しています。"),
    ("2025-06-20", "国際決済が止まったのは{6/13〜16|2025-06-13/2025-06-16}。詳細は{6/27(金)|2025-06-27}までに報告。お客様番号20250613は再発行、{7月1日(火)0:00|2025-07-01T00:00}より有効です。"),
]  # fmt: skip

ENGLISH = [
    ("2021-08-20", "Timeline\n{Mar 4|2021-03-04}: attackers send orders\n{Mar. 8|2021-03-08} - bank notices\n* {May 5|2021-05-05}: service back"),
    ("2021-02-10", "発生日時: {2021年2月9日 14:05|2021-02-09T14:05}\n復旧日時: {2021年2月9日 18:30|2021-02-09T18:30}\n更新: {2021.02.10 09:00|2021-02-10T09:00}\n次回メンテナンス: {2月14日(日) 0:00〜6:00|2021-02-14T00:00/2021-02-14T06:00}"),
    ("2024-07-12", "AT&T said {Friday|2024-07-12} that call records of nearly all its cellular customers were downloaded from a third-party cloud platform between {April 14|2024-04-14} and {April 25, 2024|2024-04-25}. The records cover {May 1, 2022|2022-05-01}, through {Oct. 31, 2022|2022-10-31}, and {Jan. 2, 2023|2023-01-02} for a small number of customers. The company learned of it on {April 19|2024-04-19}. The Justice Department determined in {May|2024-05} and again in {June|2024-06} that a delay was warranted."),
    ("2018-04-24", "TSB customers were locked out of their accounts for a fourth day on {Tuesday|2018-04-24}. The bank began moving records on {Friday evening|2018-04-20} and services were due back by {6pm on Sunday|2018-04-22T18:00}. The chief executive apologised on {Monday|2018-04-23}. Customers were told in {February|2018-02} about the switch, first planned for {November last year|2017-11}."),
    ("2016-09-02", "Samsung announced on {Sept. 2|2016-09-02} it would recall 2.5 million phones. The device went on sale on {Aug 19|2016-08-19}; the first report of a fire came {five days later|2016-08-24}. Sales in China began on {Thursday|2016-09-01}. Replacements will be available from {Sept. 19|2016-09-19}, it said."),
    ("2020-08-13", "Three people died when a train derailed near Stonehaven on {Wednesday morning|2020-08-12}. Emergency services were called at {9.40am|2020-08-12T09:40}. The line will stay closed until at least {next week|2020-08-17/2020-08-23}. An interim report is due by {1 September|2020-09-01}. Work on the drain was done in {2010|2010}."),
    ("2019-05-08", "Binance said hackers stole 7,000 bitcoin on {Tuesday|2019-05-07}. The breach was discovered at {17:15:24 UTC on May 7|2019-05-07T17:15}, the exchange said. Deposits will be suspended for about a week. In {January|2019-01}, Cryptopia lost $16 million."),
    ("2024-07-22", "The faulty update was released at {04:09 UTC on Friday, July 19, 2024|2024-07-19T04:09} and reverted at {05:27 UTC|2024-07-19T05:27}. As of {9 p.m. ET on Sunday|2024-07-21T21:00}, 97% of sensors were back. Delta cancelled more than 600 flights on {Monday|2024-07-22}, and said it expects to recover by {Thursday|2024-07-25}."),
    ("2021-05-13", "Colonial Pipeline restarted operations at approximately {5 p.m. ET on Wednesday, May 12|2021-05-12T17:00}. The company had shut the line on {May 7|2021-05-07} after learning of the attack {early Friday|2021-05-07}. Analysts said supply would normalise {this weekend|2021-05-15/2021-05-16}. A similar attack took place in {February last year|2020-02}."),
    ("2024-10-24", "Illnesses began between {Sept. 27|2024-09-27} and {Oct. 11|2024-10-11}, the CDC said on {Tuesday|2024-10-22}. The chain pulled the item in several states {this week|2024-10-21/2024-10-27}. In {1993|1993}, four children died in an outbreak traced to another chain. The agency will give an update {later this week|2024-10-21/2024-10-27}."),
    ("2019-07-30", "The intrusion occurred on {March 22 and 23|2019-03-22/2019-03-23} of this year, according to court papers. The bank was tipped off on {July 17|2019-07-17} and confirmed the breach two days later, on {July 19|2019-07-19}. The suspect was arrested on {Monday|2019-07-29} and is due in court on {Thursday|2019-08-01}. It affects people who applied from {2005|2005} through {early 2019|2019}."),
    ("2017-10-02", "Equifax said {late Monday|2017-10-02} that another 2.5 million people may be affected. The breach ran from {mid-May|2017-05} through {July|2017-07} and was disclosed on {Sept. 7|2017-09-07}. Its former chief will testify on {Tuesday|2017-10-03}. The patch had been available since {March|2017-03}."),
    ("2023-02-13", "Update - We are continuing to investigate. {Feb 13, 2023 - 08:12 UTC|2023-02-13T08:12}\nIdentified - A fix is being prepared. {2023-02-13T07:40:00Z|2023-02-13T07:40}\nInvestigating - Errors since {06:55 UTC|2023-02-13T06:55}."),
    ("2024-01-10", "The government said on {Wednesday|2024-01-10} it would pass a law to exonerate the victims. More than 900 were convicted between {1999|1999} and {2015|2015}. A drama shown {last week|2024-01-01/2024-01-07} prompted fresh outrage. Hearings resume on {11 January|2024-01-11} and a report is expected {later this year|2024}."),
    ("2024-01-31", "Quarterly results, for the three months ended {Dec. 31, 2023|2023-12-31}, were released after the bell. Revenue in {the fourth quarter of 2023|2023-10/2023-12} rose. The firm discovered the intrusion on {Jan. 12|2024-01-12}; emails were taken since {late November|2023-11}. It filed a notice {the week of Jan. 15|2024-01-15/2024-01-21}."),
    ("2023-08-16", "The death toll from fires that broke out {last Tuesday|2023-08-08} rose to 106 on {Wednesday|2023-08-16}. The governor said {Monday night|2023-08-14} that crews had searched a third of the zone. Sirens did not sound at {3:30 p.m. on Aug. 8|2023-08-08T15:30}. The utility faces a lawsuit filed {over the weekend|2023-08-12/2023-08-13}."),
    ("2014-02-28", "Mt. Gox filed for bankruptcy protection in Tokyo on {Friday|2014-02-28}. It had halted withdrawals on {Feb. 7|2014-02-07} and all trading on {Tuesday|2014-02-25}. The exchange was founded in {2009|2009}. A creditors' meeting will be held in {July|2014-07}. The chief executive bowed at {6:30 p.m. local time|2014-02-28T18:30}."),
    ("2022-04-05", "The company, based in Nuremberg, detected the intrusion on {31.03.2022|2022-03-31}. Turbines were cut off on {1 April 2022|2022-04-01}. By {Monday, 4 April|2022-04-04}, most systems were back. A first notice went out at {14:30 CEST on 2 April|2022-04-02T14:30}."),
    ("2025-05-14", "Marks & Spencer first disclosed the incident on {22 April|2025-04-22}, after customers reported problems over the Easter weekend. Online orders have been paused since {25 April|2025-04-25}. On {Tuesday|2025-05-13} it said personal data had been taken. Full-year results are due on {May 21|2025-05-21}. Disruption is expected to continue until {July|2025-07}."),
    ("2023-01-12", "Flights resumed at around {9 a.m. EST Wednesday|2023-01-11T09:00} after the FAA lifted a ground stop. The outage began at {3:28 p.m. on Tuesday|2023-01-10T15:28}, and a reboot was attempted at about {5 a.m. Wednesday|2023-01-11T05:00}. It was the first nationwide halt since {Sept. 11, 2001|2001-09-11}."),
    ("2020-09-10", "NTT Docomo said {Thursday|2020-09-10} it would stop signing up new users. The losses occurred in {August|2020-08} and {September|2020-09}. The service began in {May 2011|2011-05}; the loophole dates to {September last year|2019-09}. On {Sept. 9|2020-09-09}, 18 banks halted links."),
    ("2021-12-06", "BitMart said it lost $150 million in a hack {late Saturday|2021-12-04}. The breach was first flagged at {8:30 p.m. EST on Dec. 4|2021-12-04T20:30}. The exchange hopes to resume deposits gradually beginning {Dec. 7|2021-12-07}. {Earlier this month|2021-12}, Badger lost $120 million; in {August|2021-08}, Poly Network lost $600 million."),
    ("2022-11-14", "FTX, which filed for bankruptcy on {Friday|2022-11-11}, said unauthorized transfers took place {that evening|2022-11-11}. It halted withdrawals on {Nov. 8|2022-11-08}. Regulators in the Bahamas froze assets {last Thursday|2022-11-10}. A hearing is set for {Nov. 22|2022-11-22}. The firm was valued at $32 billion in {January|2022-01}."),
    ("2023-06-05", "The train left Chennai-bound tracks at about {7 p.m. on Friday|2023-06-02T19:00}. Services resumed {late Sunday night|2023-06-04}, 51 hours after the crash. It was the deadliest since {August 1999|1999-08}. The inquiry is to report within two weeks."),
    ("2021-10-05", "Facebook was down for almost six hours on {Monday|2021-10-04}, from around {11:40 a.m. ET|2021-10-04T11:40}. Service was largely restored by {5:45 p.m. ET|2021-10-04T17:45}. A whistleblower is to testify {Tuesday|2021-10-05}. A comparable outage happened in {2019|2019}."),
    ("2018-10-29", "Cathay Pacific discovered suspicious activity in {March|2018-03} and confirmed it in {early May|2018-05}, but disclosed it only {last Wednesday|2018-10-24}. Shares fell on {Thursday|2018-10-25} and again {today|2018-10-29}."),
    ("2022-09-22", "Optus said on {22 September|2022-09-22} that it was investigating. Customers who joined as far back as {2017|2017} are affected. The call centre will be open from {8am on Saturday 24 September|2022-09-24T08:00}."),
    ("2023-01-19", "T-Mobile identified the breach on {January 5, 2023|2023-01-05}, and believes data was first taken on or around {November 25, 2022|2022-11-25}. It agreed in {July last year|2022-07} to pay $350 million over a {2021|2021} hack. Results are due {Feb. 1|2023-02-01}."),
    ("2024-02-29", "Change Healthcare has been offline since {Feb. 21|2024-02-21}. On {Thursday|2024-02-29} it blamed a gang called BlackCat. It expects key systems back by {March 7|2024-03-07}, with claims following on {March 18|2024-03-18}. In {December|2023-12}, the FBI said it had disrupted the group."),
    ("2021-05-31", "JBS shut plants after an attack detected on {Sunday|2021-05-30}. Shifts set for {June 1|2021-06-01} were cancelled. It takes effect at {12:01 a.m. Tuesday|2021-06-01T00:01}."),
    ("2020-07-16", "Accounts were hijacked on {15 July 2020|2020-07-15}, between {20:00|2020-07-15T20:00} and {22:00 UTC|2020-07-15T22:00}. Twitter restored service on {Wednesday evening|2020-07-15}."),
    ("2017-05-15", "The attack began {Friday|2017-05-12} and had hit 150 countries by {Sunday|2017-05-14}. Microsoft issued a fix in {March|2017-03}. Officials feared more infections when workers returned {Monday|2017-05-15}. Support for the system ended in {April 2014|2014-04}."),
    ("2019-03-14", "The FAA grounded the jets {Wednesday afternoon|2019-03-13}, three days after the crash of {March 10|2019-03-10}. A crash off Indonesia {last October|2018-10} killed 189. Boeing plans a software fix by {the end of April|2019-04-30}."),
    ("2025-07-22", "The vulnerability was shown in {May|2025-05} and patched {July 8|2025-07-08}; attackers began exploiting it on {July 7|2025-07-07}, Microsoft said {Tuesday|2025-07-22}. A second fix came {over the weekend|2025-07-19/2025-07-20}, with the rest due by {Thursday|2025-07-24}."),
    ("2018-03-19", "A self-driving car struck and killed a pedestrian in Tempe, Arizona, {late Sunday night|2018-03-18}, police said. Uber suspended its tests {Monday|2018-03-19} in all four cities. The crash happened around {10 p.m. on Sunday|2018-03-18T22:00}, as the woman was crossing. In {December 2016|2016-12}, the company pulled its cars from San Francisco. Arizona's governor had invited the firm in {2015|2015}."),
    ("2019-04-30", "Norsk Hydro expects first-quarter costs from the {19 March|2019-03-19} attack of up to 450 million crowns. Its results, originally due {today|2019-04-30}, will now be published on {5 June|2019-06-05}. Most plants returned to normal in {April|2019-04}, with the last lines restarted {last week|2019-04-22/2019-04-28}."),
    ("2020-03-09", "At least 17 people were on the train when it derailed at {07:45 local time on Thursday|2020-03-05T07:45}. The line reopened on {Sunday evening|2020-03-08}. Inspectors are expected to present first findings {next Friday|2020-03-13}."),
    ("2022-03-30", "Ronin said {Tuesday|2022-03-29} that 173,600 ether had been drained on {March 23|2022-03-23}, six days before anyone noticed. The validators were first given access in {November 2021|2021-11}; the arrangement ended {the following month|2021-12} but was never revoked. The bridge will stay shut for several weeks."),
    ("2024-01-08", "The FAA ordered 171 jets grounded on {Saturday|2024-01-06}, a day after a panel blew out of an Alaska Airlines flight. The aircraft had been delivered on {Oct. 31|2023-10-31} and entered service on {Nov. 11|2023-11-11}. Warning lights came on {Dec. 7|2023-12-07}, {Jan. 3|2024-01-03} and {Jan. 4|2024-01-04}, the NTSB chair said {Sunday night|2024-01-07}. United expects cancellations through {Tuesday|2024-01-09}."),
    ("2021-12-13", "The flaw was reported to Apache on {Nov. 24|2021-11-24} and disclosed {last Thursday|2021-12-09}. Attackers had exploited it since at least {Dec. 1|2021-12-01}, Cloudflare said. Agencies have until {Dec. 24|2021-12-24} to patch."),
    ("2023-11-09", "Optus services went down at about {4 a.m. on Wednesday|2023-11-08T04:00}, leaving 10 million Australians without phone or internet for some 12 hours. A Senate inquiry announced {today|2023-11-09} will hold its first hearing on {17 November|2023-11-17}. The outage follows a data breach in {September last year|2022-09}."),
    ("2020-01-08", "The airliner took off at {6:12 a.m.|2020-01-08T06:12} and lost contact two minutes later, state media said on {Wednesday|2020-01-08}. It had undergone maintenance on {Monday|2020-01-06}. Iran fired missiles at bases in Iraq hours earlier. The plane was built in {2016|2016}."),
    ("2017-09-26", "Deloitte discovered the hack in {March this year|2017-03}, but attackers may have had access since {October|2016-10} or {November 2016|2016-11}."),
    ("2019-11-21", "A ransomware gang posted files on {Nov. 21, 2019, at 14:05 GMT|2019-11-21T14:05}; the firm had refused to pay by the {Nov. 20|2019-11-20} deadline. It first noticed encryption overnight on {Nov. 15|2019-11-15}. Restoration may last into {early December|2019-12}, or {mid-January|2020-01} at worst."),
    ("2024-05-31", "Ticketmaster's parent said in a filing late on {Friday|2024-05-31} that it had spotted unauthorised activity on {20 May|2024-05-20}, and that a criminal offered data for sale on {27 May|2024-05-27}. Hearings in the antitrust suit filed {last week|2024-05-20/2024-05-26} begin in the autumn."),
    ("2016-02-29", "Hackers tried to steal $951 million on {Feb. 4-5|2016-02-04/2016-02-05}, a weekend in Bangladesh. Malware had been planted in {January|2016-01}. Manila's casinos are to testify {tomorrow|2016-03-01}."),
    ("2025-01-30", "An army helicopter and a regional jet collided over the Potomac just before {9 p.m. Wednesday|2025-01-29T21:00}. By {Thursday morning|2025-01-30} 27 bodies had been recovered. It was the deadliest U.S. air disaster since {2001|2001}. The airport is to reopen at {11 a.m. Thursday|2025-01-30T11:00}."),
    ("2023-05-04", "Trading was halted from {10:15 a.m.|2023-05-04T10:15} after a feed failed. The exchange saw a like fault on {24 January|2023-01-24}, and promised a review by {end-June|2023-06-30}."),
    ("2020-09-15", "The carrier said on {Thursday|2020-09-10} ({Sept. 10|2020-09-10}) that 66 thefts were confirmed as of {noon Sept. 10|2020-09-10T12:00}. By {12:00 a.m. on Sept. 14|2020-09-14T00:00} it was 120. New links were halted {the same day|2020-09-14}."),
    ("2020-09-15", "Victims were robbed between {8 and 15 September|2020-09-08/2020-09-15}. It will compensate everyone by {the end of this month|2020-09-30}. A fix is promised by {year-end|2020-12-31}."),
    ("2019-07-05", "The app, launched on {July 1st|2019-07-01}, was abused from {July 2|2019-07-02}. As of {6 a.m. July 4|2019-07-04T06:00}, about 900 users had lost money. Two men were arrested {Thursday|2019-07-04}. The company said {the next day|2019-07-05} it had set up a task force."),
    ("2021-03-10", "The fire broke out at {12:47 a.m. on Wednesday|2021-03-10T00:47} in Strasbourg. One data centre is lost; others should restart by {Monday, March 15|2021-03-15} and {Friday, March 19|2021-03-19}."),
    ("2024-02-23", "Phones were out from {3:30 a.m. ET on Thursday|2024-02-22T03:30} until shortly after {2 p.m.|2024-02-22T14:00} AT&T blamed a coding error. It follows outages in {February 2020|2020-02} and {June 2020|2020-06}. Customers get a credit within two billing cycles."),
    ("2015-09-22", "Volkswagen shares fell again on {Tuesday|2015-09-22}. The EPA notice came {last Friday|2015-09-18}. Tests in {May 2014|2014-05} had first shown the gap. The software was fitted since {2009|2009}. The chief executive's contract was to be extended {this Friday|2015-09-25}."),
    ("2022-08-25", "LastPass noticed unusual activity {two weeks ago|2022-08-11}, it said {Thursday|2022-08-25}. In {December 2021|2021-12}, users had reported alerts. It hired a firm {earlier this week|2022-08-22/2022-08-28} and expects a report in the coming weeks."),
    ("2017-07-20", "The strike on {Saturday, 15 July|2017-07-15}, was the third {this year|2017}. Services resume {tomorrow morning|2017-07-21}. Talks held on {18 and 19 July|2017-07-18/2017-07-19} failed."),
    ("2023-10-25", "Okta told customers on {Oct. 20|2023-10-20} of the breach. BeyondTrust had raised concerns on {October 2nd|2023-10-02}; a log review on {Oct. 13|2023-10-13} gave the address. The intruder was in from {Sept. 28|2023-09-28} to {Oct. 17|2023-10-17}. Shares dropped 11% that {Friday|2023-10-20}."),
    ("2020-12-18", "SolarWinds updates released between {March|2020-03} and {June 2020|2020-06} were tainted. FireEye went public on {Sunday|2020-12-13}; CISA ordered agencies to disconnect by {noon Monday|2020-12-14T12:00}. Senators want a briefing {next week|2020-12-21/2020-12-27}. Dry runs happened in {October 2019|2019-10}."),
]  # fmt: skip

NOT_YET = [
    # Days of the month of writing that look like days of the next one.
    (
        "2020-11-30",
        "{5日|2020-11-05}の会見、{16日|2020-11-16}の説明会を経て、{12月中旬|2020-12}に処分を公表する見通し。",
    ),
]


def marked(passage: str) -> list[tuple[str, str]]:
    return [(mark[1], mark[2]) for mark in MARK.finditer(passage)]


def found(passage: str, written_on: str) -> list[tuple[str, str]]:
    folded = fold(MARK.sub(r"\1", passage))
    mentions = settle([*find_amounts(folded), *find_dates(folded, Anchor(written_on=written_on))])
    return [(m.text, CLOCK.sub(r"\1", str(m.value))) for m in mentions if m.kind == "date"]


def check(written_on: str, passage: str) -> None:
    dates = found(passage, written_on)
    assert [value for _, value in dates] == [value for _, value in marked(passage)], dates
    for (text, _), (mark, _) in zip(dates, marked(passage), strict=True):
        assert text in fold(mark) or fold(mark) in text


@pytest.mark.parametrize(("written_on", "passage"), JAPANESE)
def test_japanese(written_on: str, passage: str) -> None:
    check(written_on, passage)


@pytest.mark.parametrize(("written_on", "passage"), ENGLISH)
def test_english(written_on: str, passage: str) -> None:
    check(written_on, passage)


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("written_on", "passage"), NOT_YET)
def test_not_yet(written_on: str, passage: str) -> None:
    check(written_on, passage)
