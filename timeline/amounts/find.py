"""All sums and counts of a text, in order."""

from db.records import Mention
from timeline.amounts.english import other_amounts
from timeline.amounts.japanese import japanese_amounts


def find_amounts(folded: str) -> list[Mention]:
    """Sums and counts of a folded text, in order; `Mention.text` is the folded slice.

    >>> [(m.kind, m.text, m.value, m.unit, m.qualifier) for m in find_amounts("全国12の銀行で約1990万円余り")]
    [('count', '12の銀行', 12, '銀行', 'exact'), ('money', '1990万円', 19900000, 'JPY', 'over')]
    >>> [(m.text, m.value, m.unit) for m in find_amounts("25.42 million yen from 11 partner banks")]
    [('25.42 million yen', 25420000, 'JPY'), ('11 partner banks', 11, 'banks')]
    """
    japanese = list(japanese_amounts(folded))
    others = list(other_amounts(folded))
    return _settled(japanese + others) if others else japanese


def _settled(mentions: list[Mention]) -> list[Mention]:
    """In order and without overlaps: the one that starts first, the longer one at the same place."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
