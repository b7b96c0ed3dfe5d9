"""Bytes → text: which encoding it really is, whatever the header and the page say.

Declarations are tried, never believed: the bytes must decode strictly and the outcome must look like writing.
Nothing here knows HTML beyond the `charset=` in a page's first bytes.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LABEL = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_XML_LABEL = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The names that pages use (WHATWG Encoding Standard) where Python's codec of that name is narrower.
_ALIASES = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "ms932": "cp932", "x-euc-jp": "euc_jp", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "unicode": "utf-8", "utf8": "utf-8",
    "utf_8": "utf-8", "iso-2022-jp": "iso2022_jp_ext",
}  # fmt: skip
_NAMES = {"cp932": "shift_jis", "euc_jp": "euc-jp", "iso2022_jp_ext": "iso-2022-jp", "cp1252": "windows-1252"}
_JAPANESE = ("cp932", "euc_jp")
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b$(D")

_GOOD = re.compile(r"[ぁ-んァ-ヶー、。「」・()年月日円]")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_PLAIN_KANJI = re.compile(r"[一-鿿]")
_BAD = re.compile("[\ufffd\uff61-\uff9f\ue000-\uf8ff\x80-\x9f\u2500-\u257f\u0400-\u04ff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 4_000
"""So many foreign characters tell the encoding."""
_SURELY_JAPANESE = 0.5
_LOST_SHARE = 0.001
"""One lost character in a thousand is a typing fault of the page; more is the wrong encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and whether that is a guess."""

    text: str
    encoding: str
    doubtful: bool = False


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """Decode a page or a plain text; declared rightly, wrongly or not at all.

    >>> decode("被害は120件".encode("cp932"), "text/html; charset=utf-8")
    Decoded(text='被害は120件', encoding='shift_jis', doubtful=False)
    >>> decode(b"plain", None).encoding
    'utf-8'
    """
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _decode_marked(raw[len(bom) :], name)
    declared = list(_declared(raw[:_HEAD], content_type))
    if raw.isascii():
        if any(escape in raw for escape in _ESCAPES) and (text := _strictly(raw, "iso2022_jp_ext")):
            return Decoded(text, "iso-2022-jp")
        return Decoded(raw.decode("ascii"), "utf-8")
    # Text in another encoding is next to never valid UTF-8, so this proof outweighs every declaration.
    if (text := _strictly(raw, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if b"\xed" in raw and (text := _with_surrogates(raw)) is not None:
        return Decoded(text, "utf-8")
    return _by_trial(raw, declared)


def _with_surrogates(raw: bytes) -> str | None:
    """UTF-8 as careless programs write it, each half of a pair by itself; a half alone is no character."""
    try:
        text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decode_marked(raw: bytes, name: str) -> Decoded:
    text = raw.decode(name, "replace")
    return Decoded(text, name.removesuffix("-le").removesuffix("-be"), _lost(text) > _LOST_SHARE)


def _by_trial(raw: bytes, declared: Sequence[str]) -> Decoded:
    """Not UTF-8: the encoding under which the bytes are most like writing; the declared one if it is as good."""
    trials = {name: text for name in (*declared, *_JAPANESE) if (text := _strictly(raw, name)) is not None}
    scores = {name: _likeness(text) for name, text in trials.items()}
    best_japanese = max((n for n in trials if n in _JAPANESE), key=scores.__getitem__, default=None)
    for name in declared:
        if name not in trials:
            continue
        if name in _JAPANESE or name.startswith("iso2022"):
            if best_japanese is None or scores[name] >= scores[best_japanese]:
                return Decoded(trials[name], _public(name), scores[name] < 0)
        elif best_japanese is None or scores[best_japanese] < _SURELY_JAPANESE:
            return Decoded(trials[name], _public(name))
    if best_japanese is not None and scores[best_japanese] > 0:
        text, doubtful = trials[best_japanese], _is_close(scores, best_japanese)
        return Decoded(text, _public(best_japanese), doubtful or _is_kanji_only(text))
    return _with_losses(raw, declared)


def _is_close(scores: dict[str, float], best: str) -> bool:
    """Two readings that look nearly alike: nobody can say which."""
    return any(
        scores[best] - score < 0.1 for name, score in scores.items() if name in _JAPANESE and name != best
    )


def _is_kanji_only(text: str) -> bool:
    """Long writing without kana is rather Chinese or Korean in an encoding that nobody declared."""
    return not _KANA.search(text) and len(_FOREIGN.findall(text)) >= 20


def _with_losses(raw: bytes, declared: Sequence[str]) -> Decoded:
    """No encoding fits strictly: the one that loses least, doubtful unless it loses next to nothing."""
    candidates = list(dict.fromkeys((*declared, "utf-8", *_JAPANESE)))
    best, text = min(
        ((name, raw.decode(name, "replace")) for name in candidates), key=lambda pair: _lost(pair[1])
    )
    if _lost(text) <= _LOST_SHARE:
        return Decoded(text, _public(best))
    if not declared and _is_western(raw):
        return Decoded(raw.decode("cp1252", "replace"), "windows-1252", True)
    return Decoded(text, _public(best), True)


def _is_western(raw: bytes) -> bool:
    """High bytes stand alone between letters, as accents do."""
    high = sum(byte >= 0x80 for byte in raw)
    return high * 8 < len(raw) and not re.search(rb"[\x80-\xff]{3}", raw)


def _declared(head: bytes, content_type: str | None) -> Iterable[str]:
    labels = []
    if content_type and (found := _LABEL.search(content_type.encode("ascii", "ignore"))):
        labels.append(found[1])
    if found := _XML_LABEL.search(head):
        labels.append(found[1])
    labels += _LABEL.findall(head)[:3]
    for label in labels:
        name = label.decode("ascii").lower()
        name = _ALIASES.get(name, name)
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        # hex, zip and the like are codecs too, and utf-7 can hide markup.
        if getattr(info, "_is_text_encoding", True) and info.name not in (
            "utf-7",
            "utf-8",
            "idna",
            "punycode",
        ):
            yield name


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, ValueError):
        return None


def _likeness(text: str) -> float:
    """How much the foreign characters of a text look like Japanese writing: 1 at best, below 0 not at all.

    >>> _likeness("被害の総額は") > 0.5 > _likeness("ﾂ孅ｲｻ")
    True
    """
    sample = "".join(_FOREIGN.findall(text))[:_SAMPLE]
    if not sample:
        return 0.0
    kanji = len(_PLAIN_KANJI.findall(sample))
    # Chinese and Korean bytes read as EUC-JP give kanji without a single kana.
    good = len(_GOOD.findall(sample)) + (0.6 if _KANA.search(sample) else 0.4) * kanji
    return (good - 2 * len(_BAD.findall(sample))) / len(sample)


def _lost(text: str) -> float:
    return text.count("\ufffd") / max(1, len(text))


def _public(name: str) -> str:
    return _NAMES.get(name, name)
