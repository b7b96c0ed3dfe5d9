"""A name explained in brackets belongs together: PayPay(ペイペイ), 情報処理推進機構(IPA)."""

from timeline.names.edges import script
from timeline.names.gazetteer import Gazetteer, Name, key_of

LONGEST = 30
"""Characters between the brackets of a gloss at most."""


def bracketed(folded: str, at: int) -> tuple[str, int] | None:
    """What stands in the brackets that open at a place (or after one space), and where they end.

    >>> bracketed("PayPay(ペイペイ)を", 6)
    ('ペイペイ', 12)
    """
    at += folded.startswith(" (", at)
    if not folded.startswith("(", at):
        return None
    close = folded.find(")", at, at + LONGEST + 2)
    return None if close < 0 else (folded[at + 1 : close], close + 1)


def is_reading(inner: str) -> bool:
    """Whether brackets hold nothing but a reading in katakana.

    >>> is_reading("エディ"), is_reading("仙台市")
    (True, False)
    """
    return len(inner) > 1 and all(script(c) == "katakana" or c in "・ " for c in inner)


def end_with_gloss(folded: str, start: int, end: int, name: Name, gazetteer: Gazetteer) -> int:
    """The end of a name with its gloss, or just its end."""
    if not folded.startswith(("(", " ("), end):
        return end
    found = bracketed(folded, end)
    if found is None:
        return end
    inner, close = found
    form = gazetteer.forms.get(key_of(inner))
    same = form is not None and any(n.canonical == name.canonical for n in form.names)
    reading = (form is None or not form.names) and is_reading(inner) and not is_reading(folded[start:end])
    return close if same or reading or inner in gazetteer.gloss_words else end
