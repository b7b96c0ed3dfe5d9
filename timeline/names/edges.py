"""Where a name may begin and end: scripts that run on across an edge mean that it is part of a longer word."""

from collections.abc import Mapping, Sequence

KATAKANA_MARKS = "ーｰ"


def script(char: str) -> str:
    """The script of a character: Latin (with digits), katakana, hiragana, kanji, or none.

    >>> [script(c) for c in "aペは銀、"]
    ['latin', 'katakana', 'hiragana', 'kanji', '']
    """
    if char < "\x80":
        return "latin" if char.isalnum() else ""
    if "ぁ" <= char <= "ゟ":
        return "hiragana"
    if "ァ" <= char <= "ヺ" or char in KATAKANA_MARKS or "ｦ" <= char <= "ﾟ":
        return "katakana"
    if "一" <= char <= "鿿" or char in "々〇ヶ" or "㐀" <= char <= "䶿":
        return "kanji"
    return "latin" if char.isalpha() and char < "\u0250" else ""


class _Scripts(dict[str, str]):
    """Scripts of the characters met so far: looked up for every edge of every name."""

    def __missing__(self, char: str) -> str:
        found = script(char)
        if len(self) < MOST_SCRIPTS:
            self[char] = found
        return found


FIRST_KANJI = "\u3400"
"""Letters and kana that a word may run on with come before it, in folded text."""
MOST_SCRIPTS = 20_000
SCRIPTS = _Scripts()


def runs_on(text: str, at: int) -> bool:
    """Whether a Latin or katakana word goes on across the place between `at - 1` and `at`.

    >>> runs_on("ONLINE", 2), runs_on("ドコモ口座", 3)
    (True, False)
    """
    if not 0 < at < len(text):
        return False
    left = SCRIPTS[text[at - 1]]
    return (left == "latin" or left == "katakana") and left == SCRIPTS[text[at]]


def stands_alone(
    text: str, start: int, end: int, never_after: Mapping[str, str], follows_katakana: Sequence[str]
) -> bool:
    """Whether `text[start:end]` is a word of its own here.

    >>> stands_alone("audio", 0, 2, {}, ()), stands_alone("千葉銀座", 0, 3, {"銀": "座"}, ())
    (False, False)
    """
    if start and text[start] < FIRST_KANJI and runs_on(text, start):
        return False
    if end >= len(text):
        return True
    after = text[end]
    if text[end - 1] < FIRST_KANJI and runs_on(text, end):
        if end - start < 4 or script(after) != "katakana":
            return False
        return text.startswith(tuple(follows_katakana), end)
    barred = never_after.get(text[end - 1])
    if barred is not None and after in barred:
        return False
    barred = never_after.get(text[end - 2 : end])
    return barred is None or after not in barred
