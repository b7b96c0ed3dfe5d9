"""The one error of the archive."""

from pathlib import Path


class ArchiveError(Exception):
    """An archive file cannot be read or written as asked: which file, where in it, and why."""

    def __init__(self, file: Path | str, offset: int | None, reason: str, *, unwritten: bool = False) -> None:
        self.file = str(file)
        self.offset = offset
        self.reason = reason
        self.unwritten = unwritten
        """Nothing is wrong with what is there, but there is no room, or no leave, for more."""
        super().__init__(file, offset, reason)

    def __str__(self) -> str:
        """One line: file, offset, reason.

        >>> str(ArchiveError("archive/keii-00001.warc.gz", 120, "the record is cut off"))
        'archive/keii-00001.warc.gz: at byte 120: the record is cut off'
        """
        place = "" if self.offset is None else f"at byte {self.offset}: "
        return f"{self.file}: {place}{self.reason}"
