"""The known names one by one with all that is known of them, for people; finding them is not done here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from db.records import TaughtName
from timeline.names.gazetteer import Builder, Name, fill
from timeline.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name, and the other ways in which it is written."""

    name: Name
    aliases: tuple[str, ...] = ()
    """As they are written; a leading `=` is not part of it."""
    taught: bool = False


@dataclass(slots=True)
class _List(Builder):
    """A builder that only writes down what it is told."""

    told: list[tuple[Name, tuple[str, ...]]] = field(default_factory=list)

    def add(self, name: Name, forms: Iterable[str], *, prefer: bool = False) -> None:
        self.told.append((name, tuple(dict.fromkeys(form.removeprefix("=") for form in forms))))


def known_names(taught: Sequence[TaughtName] = ()) -> list[KnownName]:
    """Every name, those that a user taught last; a taught one stands in place of those with its canonical name.

    >>> [(k.name.code, k.aliases) for k in known_names() if k.name.canonical == "第三銀行"]
    [('0546', ('第三銀', 'Daisan Bank', 'The Third Bank'))]
    """
    told = _List()
    fill(told, taught)
    canonicals = {name.canonical for name in taught}
    names = len(told.told) - len(taught)
    return [
        KnownName(
            name=name, aliases=tuple(form for form in forms if form != name.canonical), taught=number >= names
        )
        for number, (name, forms) in enumerate(told.told)
        if number >= names or name.canonical not in canonicals
    ]


def answers_to(known: KnownName, word: str) -> bool:
    """Whether a name, one of its aliases or its code is what somebody looks for.

    >>> bank = KnownName(name=Name(canonical="七十七銀行", name_class="bank", code="0125"), aliases=("77 Bank",))
    >>> answers_to(bank, "７７ bank"), answers_to(bank, "0125"), answers_to(bank, "012")
    (True, True, False)
    """
    sought = fold(word).casefold()
    return known.name.code == sought or any(
        sought in fold(form).casefold() for form in (known.name.canonical, *known.aliases)
    )
