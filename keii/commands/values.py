"""What options take beside choices and numbers: dates, addresses, texts. A wrong one is refused before all else."""

from collections.abc import Callable
from typing import Any

import click

from keii.lines import is_moment


class Read(click.ParamType[Any]):
    """A value that a function reads; its ValueError is what the user is told."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name, self._read = name, read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def read_moment(text: str) -> str:
    """A date or a moment, as a line of JSON may have it; raises ValueError."""
    if not is_moment(text.strip()):
        raise ValueError(f"{text!r} is not a date like 2020-09-10")
    return text.strip()


def read_kind(text: str) -> str:
    """A word for the kind of a publisher that says who speaks; raises ValueError."""
    from db.incidents import checks
    from spiders.reading.standing import known_kinds, standing_of_kind

    if standing_of_kind(text) == "unknown":
        known = known_kinds()
        hint = checks.nearest(text, known) or f"; known: {', '.join(known)}"
        raise ValueError(f"{text!r} is not known{hint}")
    return text


def read_address(text: str) -> str:
    """An address of the web; raises ValueError."""
    # Loaded with all that incident files need: not for each command that has options.
    from db.incidents import checks

    return checks.url(text)


def read_text(text: str) -> str:
    """A text that says something; raises ValueError."""
    from db.incidents import checks

    return checks.text(text)


MOMENT = Read("date", read_moment)
ADDRESS = Read("url", read_address)
TEXT = Read("text", read_text)
KIND = Read("text", read_kind)
