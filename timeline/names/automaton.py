"""One pass over a text that gives every known form in it; what a form means is not known here."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import ahocorasick

from timeline.patterns import lazy_pattern

_T = TypeVar("_T")
_ASTRAL = lazy_pattern("[\U00010000-\U0010ffff]")
FEW = 4
SHORT = 4000
"""Texts that get an automaton of their own before there is one for all: how many, and their characters at most."""
_NEVER = "\uffff"
"""No character: a form that ends in it is not met in a text, and means nothing if it is."""


class Automaton(Generic[_T]):
    """Aho-Corasick over UTF-16, byte by byte.

    The library looks through the next letters of a node one after the other. Kanji by kanji the root has a thousand;
    byte by byte no node has more than 256, and a text is searched in half the time. It also looks through them in
    the order in which they came in, so the frequent ones are entered first.
    """

    def __init__(self, forms: Mapping[str, _T], frequent: Iterable[str], nothing: _T) -> None:
        self._forms = forms
        self._frequent = {char + _NEVER: nothing for char in frequent}
        self._none = {_NEVER * 2: nothing}  # the library does not search for nothing
        self._whole: ahocorasick.Automaton | None = None
        self._asked = 0

    def _machine(self, key: str) -> ahocorasick.Automaton:
        """The forms that the text can hold where it is one of the first and short, else all of them.

        Whoever reads one article waits longer for ten thousand forms than for all the rest of the search.
        """
        if self._whole is None and self._asked < FEW and len(key) <= SHORT:
            self._asked += 1
            met = frozenset(key)
            near = {form: value for form, value in self._forms.items() if form[0] in met and form[-1] in met}
            return _made(self._none | near)
        if self._whole is None:
            self._whole = _made({**self._none, **self._frequent, **self._forms})
        return self._whole

    def iter(self, key: str) -> Iterator[tuple[int, _T]]:
        """Every form in a text, as (index of its last character, form), of those with one end the longest first.

        >>> list(Automaton({"銀行": 1, "七十七銀行": 2}, "", 0).iter("七十七銀行"))
        [(4, 2), (4, 1)]
        """
        # At an even place the bytes of two characters met.
        return ((last >> 1, form) for last, form in self._machine(key).iter(_bytes_of(key)) if last & 1)


def _made(forms: Mapping[str, Any]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, value in forms.items():
        automaton.add_word(_bytes_of(form), value)
    automaton.make_automaton()
    return automaton


def _bytes_of(key: str) -> str:
    """Two letters below 256 for each character; those beyond the Basic Multilingual Plane are all alike.

    >>> len(_bytes_of("a銀𠮷"))
    6
    """
    coded = key.encode("utf-16-be", "surrogatepass")
    if len(coded) != 2 * len(key):
        coded = _ASTRAL.sub("\ufffd", key).encode("utf-16-be", "surrogatepass")
    return coded.decode("latin-1")
