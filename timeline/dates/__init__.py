"""Finds dates and times in a folded text and resolves them.

`patterns`, `japanese` and `clock` read Japanese and numeric forms, `english` English ones, `lookalikes` knows what is
none; `pairs` finds them all, `resolve` concludes what they mean on the day of writing, `calendar` knows eras and EDTF.
Sums and counts are found in `timeline.amounts`.
"""

from timeline.dates.find import find_dates, is_as_of

__all__ = ["find_dates", "is_as_of"]
