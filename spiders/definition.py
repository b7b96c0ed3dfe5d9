"""What must hold of the sources in a user's files beyond their form: layouts are there, selectors are CSS.

A mistake in one of them would only show as pages that are read worse, or while crawling.
"""

import os

from db.incidents import checks
from db.records import NoticeList
from spiders.errors import BadPublisher


def layout(name: str) -> str:
    """The name of a layout that is there."""
    from spiders.reading.layouts import load_layouts

    known = [layout.name for layout in load_layouts()]
    if name not in known:
        raise checks.Wrong(f"{name!r} is no layout{checks.nearest(name, known) or '; see docs/layouts.md'}")
    return name


def lists(recipes: tuple[NoticeList, ...]) -> tuple[NoticeList, ...]:
    """Lists of notices whose selectors can be used."""
    from spiders.feeds.notice_lists import bad_selector

    for number, recipe in enumerate(recipes, 1):
        if (reason := bad_selector(recipe)) is not None:
            raise checks.Wrong(f"item {number} {reason}")
    return recipes


SOURCE: dict[str, checks.Check] = {"layout": layout, "lists": lists}
"""By the keys of an incident file's source; each takes what has passed the check of its form."""


def check_own_publishers() -> None:
    """Look at the files in the user's own folder as a whole; BadPublisher or ReadingError names file and key."""
    from spiders.publishers import FOLDER, own_publishers
    from spiders.reading.layouts import layouts_of

    if not (folder := os.environ.get(FOLDER)):
        return
    for publisher in own_publishers():
        where = f"{folder}/{publisher.id}.toml"
        try:
            lists(publisher.lists)
        except checks.Wrong as error:
            raise BadPublisher(where, f"lists: {error}") from None
        tuple(layouts_of(publisher, where))
