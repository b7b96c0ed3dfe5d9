"""What a company is called once a text has named it in full: トウワ物産 is トウワ, アカデミアHD アカデミア."""

from timeline.names.gazetteer import Gazetteer
from timeline.patterns import lazy_pattern

_TRADE = lazy_pattern(
    r"([ぁ-んァ-ヶー一-鿿A-Za-z0-9]{2,12}?[ぁ-んァ-ヶーA-Za-z][ぁ-んァ-ヶー一-鿿A-Za-z0-9]{0,8}?)"
    r"(?:コーポレーション|ホールディングス|HD|物産|商事|産業|工業|製作所|電機|食品|建設|製薬|不動産|百貨店|運輸|急便|電鉄|化学|化成|重工業|重工|印刷|薬品)"
)
_LEAST = 3


def short_forms(canonical: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The name without the word for its trade, where what is left is a word of its own.

    >>> from timeline.names.gazetteer import load_gazetteer
    >>> short_forms("トウワ物産", load_gazetteer()), short_forms("東都物産", load_gazetteer())
    (('トウワ',), ())
    >>> short_forms("デジタルホールディングス", load_gazetteer())
    ()
    """
    found = _TRADE.fullmatch(canonical)
    if found is None or len(found[1]) < _LEAST:
        return ()
    stem = found[1]
    if any(stem in words for words in gazetteer.stops.values()) or stem in gazetteer.follows_katakana:
        return ()
    return (stem,)
