"""Claims: sentences that say something happened or holds."""

from timeline.cued import find_claims

__all__ = ["find_claims"]
