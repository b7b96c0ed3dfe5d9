"""Facts in words for a person, in Japanese or English; the words are data (`fact_words.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from db.records import Claim, Figure, Mention
from keii.highlight import Language
from timeline.wording import speak


@dataclass(frozen=True, slots=True, eq=False)
class FactWords:
    """One language's words for facts."""

    language: Language
    tables: Mapping[str, Mapping[str, str]]

    def say(self, table: str, key: str, /, **holes: str) -> str:
        """The word for a key; the key itself where there is none.

        >>> words_in("ja").say("mention", "money"), words_in("en").say("mention", "money")
        ('金額', 'money')
        """
        word = self.tables.get(table, {}).get(key, key)
        return word.format_map(holes) if holes else word

    def value(self, mention: Mention) -> str:
        """What a mention was understood as.

        >>> yen = Mention(kind="money", start=0, end=6, text="1990万円", value=19900000, unit="JPY", qualifier="about")
        >>> words_in("ja").value(yen)
        '19,900,000 JPY (約)'
        """
        if mention.kind == "name":
            about = filter(None, (self.say("class", mention.name_class or "other"), mention.code))
            return f"{mention.canonical} ({', '.join(about)})"
        return self._amount(mention.value, mention.unit or "", mention.qualifier)

    def figure(self, figure: Figure) -> str:
        """A number with its role, and what it is about."""
        scope = f" [{figure.scope}]" if figure.scope else ""
        return f"{self.say('role', figure.role)} {self._amount(figure.value, figure.unit, figure.qualifier)}{scope}"

    def event(self, claim: Claim) -> str:
        """What kind of thing a claim says."""
        more = [self.say("aspect", claim.aspect)] if claim.aspect else []
        if claim.certainty != "stated":
            more.append(self.say("certainty", claim.certainty))
        kind = self.say("claim", claim.kind)
        return f"{kind} ({', '.join(more)})" if more else kind

    def moment(self, claim: Claim) -> str:
        """When it happened, and which moment its figures hold for where that is another."""
        words = speak(self.language)
        date = words.moment(claim.date) if claim.date else self.say("heading", "unknown")
        if claim.as_of is None or claim.as_of == claim.date:
            return date
        return f"{date} ({self.say('heading', 'as_of', moment=words.moment(claim.as_of))})"

    def people(self, claim: Claim) -> list[str]:
        """Who has a part in it, and who says it."""
        found = [f"{o.name} ({self.say('part', o.role)})" for o in claim.organisations]
        if claim.attributed_to:
            found.append(self.say("heading", "says", who=" → ".join(claim.attributed_to)))
        return found

    def _amount(self, value: int | str | None, unit: str, qualifier: str) -> str:
        number = f"{value:,}" if isinstance(value, int) else value
        said = f"{self.say('heading', 'unknown') if number is None else number} {unit}".rstrip()
        return said if qualifier == "exact" else f"{said} ({self.say('qualifier', qualifier)})"


@cache
def words_in(language: Language) -> FactWords:
    """The words of a language."""
    text = resources.files("keii").joinpath("fact_words.toml").read_text(encoding="utf-8")
    return FactWords(language, tomllib.loads(text)[language])
