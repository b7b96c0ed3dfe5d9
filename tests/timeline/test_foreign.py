"""Texts in languages of which only dates with their year are read: nothing else is made up."""

import pytest

from timeline.anchor import Anchor
from timeline.foreign import is_foreign
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()
READ = [
    ("La banque a dit le 3 mars 2021 que les données de 120 000 clients ont été volées.", ["2021-03-03"]),
    ("Les pertes du groupe sont de 3 M€ au total, dans les comptes. Le 1er août 2020 !", ["2020-08-01"]),
    ("Die Bank teilte am 4. März 2021 mit, dass die Daten von 120.000 Kunden weg sind.", ["2021-03-04"]),
    ("El banco dijo el 3 de mayo de 2021 que los datos de 120.000 clientes fueron robados.", ["2021-05-03"]),
    ("De bank zei het op 9 mei 2021: een lek van 120.000 klanten, het van de site.", ["2021-05-09"]),
    ("Il 31 febbraio 2021 non esiste, che dire di per il.", []),
]


@pytest.mark.parametrize(("text", "dates"), READ)
def test_only_dates_are_read(text: str, dates: list[str]) -> None:
    found = find_mentions(text, Anchor(written_on="2021-05-10"), GAZETTEER)
    assert [mention.value for mention in found] == dates


ENGLISH = [
    "The bank said on March 3 that the data of 120,000 customers had been stolen.",
    "Die-cast maker Les Prix of Des Moines said the plant in La Paz is shut.",
    "銀行は3日、120,000人の情報が流出したと発表した。",
    "",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_other_texts_are_not_taken_for_foreign(text: str) -> None:
    assert not is_foreign(text)
