"""price-parser: the one price of a short text. It is given clauses; it says neither place nor multiplier (万)."""

import re
from datetime import datetime
from importlib import import_module

from bench.rivals import Finder, Found

CLAUSE = re.compile(r"[^。、\n]+")
CURRENCIES = {"円": "JPY", "¥": "JPY", "￥": "JPY", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}


def finder() -> Finder:
    """The finder of price-parser: a price in every clause that names a currency."""
    price_of = import_module("price_parser").Price.fromstring

    def find(text: str, _: datetime) -> list[Found]:
        found = []
        for clause in CLAUSE.finditer(text):
            price = price_of(clause[0])
            if price.amount is None or price.currency is None:
                continue
            start = text.find(price.amount_text, clause.start())
            amount = price.amount
            value = int(amount) if amount == int(amount) else str(amount)
            end = start + len(price.amount_text)
            found.append(Found("money", start, end, value, CURRENCIES.get(price.currency, price.currency)))
        return found

    return find
