#!/usr/bin/env python3
"""Turn a history of the national bank codes into `timeline/gazetteer/banks.json`.

Usage: make_gazetteer.py HISTORY.json [OUT.json]

HISTORY.json is a list of {"code", "name", "first_seen", "last_seen"}, taken from the commits of
zengin-code/source-data (MIT). Names there lack 銀行 and are partly full-width; here each gets the form in
which it is written out, its short forms, and the days from and until which it was in the list.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

OUT = Path(__file__).parent.parent / "timeline" / "gazetteer" / "banks.json"

ABOUT = {
    "about": "Japanese financial institutions by national code, with former names and the time they were valid",
    "source": "history of https://github.com/zengin-code/source-data; made by tools/make_gazetteer.py",
    "licence": "MIT, see NOTICE",
    "columns": ["code", "canonical", "short forms", "bare", "kind", "since", "until"],
}

FULL_NAMES = {
    "商工中金": ("商工組合中央金庫", ["商工中金"]),
    "農林中金": ("農林中央金庫", ["農林中金"]),
    "全信組連": ("全国信用協同組合連合会", ["全信組連"]),
    "労金連": ("労働金庫連合会", ["労金連"]),
    "信金中央金庫": ("信金中央金庫", ["信金中金"]),
    "整理回収機構": ("整理回収機構", []),
    "新銀行東京": ("新銀行東京", []),
    "ワイズ・ペイメンツ・ジャパン": ("ワイズ・ペイメンツ・ジャパン", []),
    "秋田たかのす": ("秋田たかのす農協", ["JA秋田たかのす", "秋田たかのす農業協同組合"]),
    "国民(韓国)": ("国民銀行", []),
    "シティバンク": ("シティバンク銀行", []),
}
"""Names that do not follow the rule of their code range."""

ENDINGS = (
    ("信金", "信用金庫", "shinkin"),
    ("信組", "信用組合", "shinkumi"),
    ("労金", "労働金庫", "rokin"),
)
"""Short ending in the list, the ending written out, kind. The written-out form is the canonical one."""

OLD_FORMS = str.maketrans("國證", "国証")


def names_of(listed: str, code: str) -> tuple[str, list[str], str, str]:
    """The name written out, its other forms, what is left of it in a list of banks, and its kind.

    >>> names_of("七十七", "0125")
    ('七十七銀行', ['七十七銀'], '七十七', 'bank')
    >>> names_of("青い森信金", "1105")
    ('青い森信用金庫', ['青い森信金'], '青い森', 'shinkin')
    """
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", listed)).strip()
    if name in FULL_NAMES:
        full, forms = FULL_NAMES[name]
        return full, forms, "", "bank"
    for short, long, kind in ENDINGS:
        if name.endswith(short):
            stem = name.removesuffix(short)
            return stem + long, [name], stem, kind
    if name.endswith("農協"):
        stem = name.removesuffix("農協")
        return name, [stem + "農業協同組合", "JA" + stem], "", "agri"
    if int(code) >= 1000 and code != "9900":
        return name, [], "", "agri"
    if "バンク" in name:
        return name, [], "", "bank"
    return name + "銀行", [name + "銀"], name, "bank"


def rows(history: list[dict[str, str]]) -> list[list[object]]:
    """One row a name; a day that is the first or last of the whole list says nothing about the name."""
    began = min(entry["first_seen"] for entry in history)
    ended = max(entry["last_seen"] for entry in history)
    made: list[list[object]] = []
    written_so = {names_of(entry["name"], entry["code"])[0] for entry in history}
    for entry in sorted(history, key=lambda e: (e["code"], e["first_seen"])):
        full, forms, bare, kind = names_of(entry["name"], entry["code"])
        modern = [form.translate(OLD_FORMS) for form in (full, *forms)]
        if modern[0] not in written_so - {full}:  # 中國銀行 is not 中国銀行
            forms = sorted({*forms, *modern} - {full})
        since = None if entry["first_seen"] == began else entry["first_seen"]
        until = None if entry["last_seen"] == ended else entry["last_seen"]
        made.append([entry["code"], full, forms, bare, kind, since, until])
    return made


def main(arguments: list[str]) -> int:
    """Write the file, one row a line so that a difference can be read."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    history = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    out = Path(arguments[1]) if len(arguments) > 1 else OUT
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows(history)]
    head = json.dumps(ABOUT, ensure_ascii=False, indent=1).removesuffix("\n}")
    out.write_text(head + ',\n "rows": [\n' + ",\n".join(lines) + "\n ]\n}\n", encoding="utf-8")
    print(f"{out}: {len(lines)} names")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
