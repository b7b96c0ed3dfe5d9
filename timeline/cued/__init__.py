"""Claims: sentences that say something happened or holds, with figures, names, dates and who says so.

Cue words are data (`timeline/rules/claims.toml`); what stands here is the engine: `engine` walks the sentences,
`damage` reads figures of damage, `dating` finds when, `parties` who, `lists` what a list adds to its sentence.
"""

from timeline.cued.engine import find_claims

__all__ = ["find_claims"]
