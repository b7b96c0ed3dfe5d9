"""Names in a text: banks, services, companies and authorities, from the gazetteer and from the text itself.

`gazetteer` holds what is known, `finder` walks a text, `bare` reads lists of banks without 銀行, `introduced`
learns names that the text introduces. Which mention wins against an amount or a date is settled in `mentions`.
"""

from timeline.names.finder import find_names
from timeline.names.gazetteer import Gazetteer, Name, load_gazetteer

__all__ = ["Gazetteer", "Name", "find_names", "load_gazetteer"]
