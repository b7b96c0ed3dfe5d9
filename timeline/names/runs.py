"""Stretches of text that can be a name: back from a place, forward from a place, and made of stop words only."""

from collections.abc import Callable, Set

from timeline.names.edges import script
from timeline.patterns import lazy_pattern

LONGEST = 30
"""Characters of a name that stands in no gazetteer, at most."""
JOINTS = "・&-.'"
_RUN = lazy_pattern(r"[A-Za-z0-9À-ɏァ-ヺーｰｦ-ﾟ一-鿿㐀-䶿々〇・&\-.']+")
_PARTICLES = frozenset("はがをにのとでもへや")
_ADVERBS = (
    "しかし", "さらに", "また", "ただ", "なお", "いずれ", "それ", "これ", "その", "この", "すべて",
    "ほとんど", "ならび", "あるいは", "もしくは", "ところ", "うち", "とく", "すで", "まず", "つい", "いわゆる",
    "いま", "かつて", "きょう", "きのう", "あす", "ともに", "おもに", "つづ", "および", "たと", "ほぼ",
    "およそ", "わずか", "ようやく", "さまざま", "すぐ", "まもなく", "あと", "やはり",
)  # fmt: skip
_CLOSING_PARTICLES = frozenset("はがをにとでもへや")
_SMALL_WORDS = (
    "から",
    "など",
    "まで",
    "より",
    "として",
    "および",
    "または",
    "による",
    "ほか",
    "だけ",
    "では",
)
_VERB_ENDS = frozenset("るたいうすくつだんねよか")
_SENTENCE = frozenset("をがは、。?!\n|")


def name_like(char: str) -> bool:
    """Whether a character can stand inside a name that has no hiragana."""
    return script(char) in ("latin", "katakana", "kanji") or char in JOINTS


_ESTABLISHED = (
    "市立",
    "町立",
    "村立",
    "県立",
    "都立",
    "府立",
    "道立",
    "区立",
    "国立",
    "私立",
    "総合",
    "中央",
)
"""Before a name in hiragana: 市立みなと病院."""
_OF_A_TOWN = ("町立", "村立", "市立")


def back_from(text: str, at: int) -> int:
    """Where the run of name characters that ends at a place begins.

    >>> text = "都内のみずき未来銀行"; text[back_from(text, 8):8]
    '未来'
    >>> text = "大手、みずき銀行"; text[back_from(text, 6):6]
    'みずき'
    >>> [text[back_from(text, len(text)):] for text in ("徳島県つるぎ町立半田", "つるぎ町の町立半田")]
    ['つるぎ町立半田', '町立半田']
    """
    run = _RUN.match(text[max(0, at - LONGEST) : at][::-1])
    start = at - run.end() if run else at
    named = start
    if start < at and script(text[start - 1 : start] or " ") != "hiragana":
        return _without_joints(text, start, at)
    while start > max(0, at - LONGEST) and script(text[start - 1]) == "hiragana":
        start -= 1
    if named < at:
        town = text.startswith(_OF_A_TOWN, named) and text[named - 1] not in _PARTICLES
        return start if town or _begins_name(text, start, named) else named
    if start < at and text.endswith(_ESTABLISHED, 0, start):
        return back_from(text, start)
    bounded = start == 0 or text[start - 1] in "「『、。・\n(○●▽■- "
    return start if bounded and at - start >= 3 else at


def _begins_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch of hiragana is the beginning of a name: it is set off, and no adverb (そらいろ, but しかし).

    >>> _begins_name("元、そらいろメディア", 2, 6), _begins_name("は、しかしメディア", 2, 5)
    (True, False)
    """
    bounded = start == 0 or text[start - 1] in "「『、。\n(○●▽■"
    return (
        bounded
        and end - start > 2
        and text[start] not in _PARTICLES
        and text[end - 1] not in _CLOSING_PARTICLES
        and not text.startswith((*_SMALL_WORDS, *_ADVERBS), start)
    )


def _without_joints(text: str, start: int, at: int) -> int:
    while start < at and text[start] in JOINTS:
        start += 1
    return start


def forward_from(text: str, at: int, titles: Callable[[str, int], bool]) -> int:
    """Where the run of name characters that begins at a place ends; a space may stand between Latin words.

    >>> text = "Blue Sky Payは"; text[:forward_from(text, 0, lambda text, at: False)]
    'Blue Sky Pay'
    >>> text = "さとのめぐみは15日"; text[:forward_from(text, 0, lambda text, at: False)]
    'さとのめぐみ'
    """
    limit = min(len(text), at + LONGEST)
    end = _over_hiragana(text, at, limit)
    while end < limit and not titles(text, end) and script(text[end]) != "hiragana":
        if name_like(text[end]) or (text[end] == " " and _between_latin(text, end) and end > at):
            end += 1
        else:
            break
    while end > at and text[end - 1] in JOINTS + " ":
        end -= 1
    return end


def _over_hiragana(text: str, at: int, limit: int) -> int:
    """The end of a word in hiragana that begins a name (みずきペイ, さとのめぐみ), else the place itself."""
    if text[at : at + 1] in _PARTICLES or text.startswith(_SMALL_WORDS, at):
        return at
    end = at
    while end < limit and script(text[end]) == "hiragana":
        end += 1
    if end > at and text[end - 1] in _CLOSING_PARTICLES:
        end -= 1
    return end if end - at >= 2 else at


def _between_latin(text: str, at: int) -> bool:
    if at + 1 >= len(text):
        return False
    return script(text[at - 1]) == "latin" and script(text[at + 1]) == "latin"


def made_of(stem: str, words: Set[str], longest: int = 8) -> bool:
    """Whether a stem is nothing but stop words and digits, one after the other.

    >>> made_of("国内大手35", {"国内", "大手"}), made_of("みずき", {"国内"})
    (True, False)
    """
    reached = {0}
    for at in range(len(stem)):
        if at not in reached:
            continue
        if stem[at].isdigit() or stem[at] in "一二三四五六七八九十百千数・-":
            reached.add(at + 1)
        for length in range(1, min(longest, len(stem) - at) + 1):
            if stem[at : at + length] in words:
                reached.add(at + length)
    return len(stem) in reached


def is_sentence(words: str) -> bool:
    """Whether quoted words are something said rather than a name.

    >>> is_sentence("現在調査中だ。"), is_sentence("ハピペイ"), is_sentence("さとのめぐみ")
    (True, False, False)
    """
    hiragana = sum(script(char) == "hiragana" for char in words)
    most = 8 if hiragana == len(words) and words[-1] not in _VERB_ENDS else 4
    return any(char in _SENTENCE for char in words[1:]) or hiragana > most
