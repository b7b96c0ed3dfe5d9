"""Finds sums of money and counts. Dates, names, and what a figure means are found elsewhere.

`japanese` reads what stands behind a Japanese number, `english` prefixed and English forms, `qualifier` the words
around one. What is counted and what money is called are data (`rules/amounts.toml`, read by `rules`); how a number
is written stands in `timeline.numerals`.
"""

from timeline.amounts.find import find_amounts

__all__ = ["find_amounts"]
