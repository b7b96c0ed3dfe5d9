"""Archive: WARC files (ISO 28500), appended to and read back. No SQLite, no reading of what a page says.

A response is written as it came, headers and content coding included. What the files hold is evidence:
nothing is ever rewritten, except that the torn tail of a killed writer is cut off (and reported).
"""

from db.archive.archive import Archive, Stored
from db.archive.coding import MAX_PAYLOAD
from db.archive.errors import ArchiveError
from db.archive.reading import ArchivedResponse, read_warc
from db.archive.recovery import CutTail
from db.archive.sifting import Sift

__all__ = [
    "MAX_PAYLOAD",
    "Archive",
    "ArchiveError",
    "ArchivedResponse",
    "CutTail",
    "Sift",
    "Stored",
    "read_warc",
]
