"""Names of banks, services and authorities as an English text writes them: from the forms in the gazetteer.

A name without one stays as it is: nothing is transliterated.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from timeline.names.gazetteer import NAME_FILES
from timeline.patterns import lazy_pattern

_LATIN = lazy_pattern(r"[\x20-\x7e\u00c0-\u024f’]+")
_LEGAL = lazy_pattern(r",? (?:Inc|Corp|Co|Ltd|Holdings Inc|Co\., Ltd|LLC|PLC|Plc)\.?$")


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for file in NAME_FILES:
        data = json.loads((files("timeline") / "gazetteer" / file).read_text(encoding="utf-8"))
        for canonical, forms in _known(data):
            told = next(_told(forms), None)
            if told and not _LATIN.fullmatch(canonical):
                found.setdefault(canonical, told)
    return found


def _known(data: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Each name with its further forms, the English one first where it is marked."""
    forms, names = data.get("forms", {}), data["names"]
    assert isinstance(forms, dict)
    assert isinstance(names, list)
    yield from forms.items()
    for entry in names:
        marked = [entry["english"]] if entry.get("english") else []
        yield entry["name"], [*marked, *entry.get("aliases", ())]


def _told(forms: Iterable[str]) -> Iterator[str]:
    """The Latin forms, best first: whole names before abbreviations (`=FSA`), without Inc. and Corp."""
    latin = [form.removeprefix("=") for form in forms if _LATIN.fullmatch(form)]
    whole = [form for form in latin if not (form.isupper() and len(form) <= 6)]
    yield from (form for form in whole if not _LEGAL.search(form))
    yield from (_LEGAL.sub("", form) for form in (*whole, *latin))


def latin_name(canonical: str) -> str:
    """The name in English; the name itself where none is known.

    >>> latin_name("NTTドコモ"), latin_name("金融庁"), latin_name("七十七銀行"), latin_name("甲銀行")
    ('NTT Docomo', 'Financial Services Agency', '77 Bank', '甲銀行')
    """
    return _names().get(canonical, canonical)
