"""A file that cannot be imported at all."""

from pathlib import Path

from keii.errors import KeiiError


class Unreadable(KeiiError):
    """A file to import is missing or not of a kind that can be imported."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")
