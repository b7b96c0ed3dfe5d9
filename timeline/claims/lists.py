"""Lists and tables: the names of items go to the claim of the sentence that introduces them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.records import Claim, Organisation, Role
from timeline.claims.figures import role_of_count
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

_INTRODUCES = lazy_pattern(
    r"(?:下記|以下|次の|次のとおり|次の通り|following|内訳|対象は|一覧|状況|as follows)"
)
_OPEN = lazy_pattern(r"(?:[::、]|は|のは|現在\)|銀行|機関|サービス|following)\s*\Z")
_RUN_ON = lazy_pattern(r"\d+\s?社は|対象は|内訳は|対象となるのは|新たに[^、。]{0,8}のは")
_LISTED: dict[str, Role] = {
    "suspension": "target",
    "resumption": "target",
    "damage_figure": "affected",
    "discovery": "affected",
}
_BREAKS_DOWN = lazy_pattern(r"(?:その)?内訳")
_STOPPED = ("suspension", "resumption")
_DONE = frozenset({"stop", "resume", "compensate", "measure", "announce", "inquiry"})
_ALL = lazy_pattern(r"すべて|全て|全部|\ball\b|全\d+")
_A_LIST = 5
"""The least names that are a list by themselves."""
_TAIL = 16
_NEAR = 3
_REACH = 160
_MOST = 400
"""Names on one claim: a list that is longer is no list of those concerned."""


@dataclass(slots=True)
class Introduction:
    """The sentence before a list, and the claim that the names of its items belong to."""

    claim: int | None = None
    """Index of that claim among those found."""
    damage: bool = False
    """The list is one of damage, so numbers in its items are parts of it."""
    is_open: bool = False
    start: int | None = None
    """Where the sentence begins that opened the list."""

    def open(self, passage: Passage, found: Sequence[Claim], claims: Sequence[Claim]) -> None:
        """Begin a list: it belongs to the claim of its own introduction, else to the last one shortly before."""
        listed = [i for i, claim in enumerate(claims) if claim.kind in _LISTED]
        if listed:
            self.claim = len(found) + listed[0]
        else:
            self.claim = _last_near(passage, found)
        kinds = {claim.kind for claim in claims} | (
            {found[self.claim].kind} if self.claim is not None and self.claim < len(found) else set()
        )
        self.damage = "damage_figure" in kinds or "damage" in passage.labels
        self.is_open = True
        self.start = passage.start

    def open_counts(self, passage: Passage) -> None:
        """Begin a list of those hit under a heading that counts none itself: 3. 影響を受けたお客さま."""
        self.claim, self.damage, self.is_open, self.start = None, True, True, passage.start

    def close(self) -> None:
        """End the list."""
        self.claim, self.damage, self.is_open, self.start = None, False, False, None

    def add_parts(self, found: list[Claim], parts: Sequence[Claim]) -> bool:
        """Put the figures of an item on the damage claim that introduces the list, where there is one."""
        if not parts:
            return False
        if self.claim is None or self.claim >= len(found) or found[self.claim].kind != "damage_figure":
            if self.start is None:
                return False
            found.append(replace(parts[0], start=self.start))
            self.claim, parts = len(found) - 1, parts[1:]
        whole = found[self.claim]
        for part in parts:
            have = {organisation.name for organisation in whole.organisations}
            whole = replace(
                whole,
                figures=whole.figures + part.figures,
                organisations=whole.organisations
                + tuple(o for o in part.organisations if o.name not in have),
                end=max(whole.end, part.end),
            )
        found[self.claim] = whole
        return True

    def takes(self, passage: Passage, found: list[Claim]) -> bool:
        """Whether the passage is an item of names only; then they are now on the claim."""
        if not passage.names:
            return False
        if len(passage.names) > 1 and found and not passage.of("money") and _RUN_ON.match(passage.words):
            tail = range(max(0, len(found) - _NEAR), len(found))
            last = max((i for i in tail if found[i].kind in _LISTED), default=None)
            if last is not None and passage.start - found[last].end < _REACH:
                found[last] = with_names(found[last], passage)
                return True
        if not self.is_open and (counted := _counts_all(passage, found)) is not None:
            found[counted] = with_names(found[counted], passage)
            return True
        if not self.is_open or self.claim is None or self.claim >= len(found) or not _names_only(passage):
            return False
        found[self.claim] = with_names(found[self.claim], passage)
        return True


def _last_near(passage: Passage, found: Sequence[Claim]) -> int | None:
    """The last claim shortly before that may have a list: one of damage to words of damage, one that counts to 内訳."""
    near = [i for i, claim in enumerate(found[-_NEAR:], max(0, len(found) - _NEAR)) if claim.kind in _LISTED]
    near = [i for i in near if passage.start - found[i].end < _REACH]
    if "damage" in passage.labels:
        near = [i for i in near if found[i].kind in ("damage_figure", "discovery")] or near
    elif _BREAKS_DOWN.match(passage.words):
        near = [i for i in near if any(f.role in ("banks", "services") for f in found[i].figures)] or near
    return near[-1] if near else None


def _counts_all(passage: Passage, found: Sequence[Claim]) -> int | None:
    """The claim that stopped or restarted all of as many as a bare line of names names, or hardly more."""
    if len(passage.names) < _A_LIST:
        return None
    names = {name.canonical or name.text for name in passage.names}
    if len(names) < _A_LIST or not _names_only(passage):
        return None
    for i in range(len(found) - 1, max(-1, len(found) - 2 * _NEAR), -1):
        counts = [f.value for f in found[i].figures if f.role == "banks" and isinstance(f.value, int)]
        words = passage.folded[found[i].start : found[i].end]
        if found[i].kind in _STOPPED and len(counts) == 1 and _ALL.search(words):
            return i if len(names) <= counts[0] <= len(names) * 3 // 2 else None
    return None


def introduces(passage: Passage) -> bool:
    """Whether a list may follow: 下記の8サービスです。, 停止した銀行:, or a heading that counts its items."""
    if passage.form == "row":
        return False
    folded, end = passage.folded, passage.end
    return bool(
        _OPEN.search(folded, max(passage.start, end - _TAIL), end)
        or _INTRODUCES.search(folded, passage.start, end)
    )


def heads_counts(passage: Passage) -> bool:
    """Whether a line is a heading over numbers of those hit, without any number or day of its own."""
    labels = passage.labels
    return (
        passage.form in ("item", "heading")
        and passage.labels.isdisjoint(("money", "count", "date"))
        and ("damage_total" in labels or {"damage", "data"} <= labels)
        and labels.isdisjoint(_DONE)
    )


def _names_only(passage: Passage) -> bool:
    """An item or a short line of names, without sums, cases and dates of its own."""
    if not passage.names or "date" in passage.labels or passage.of("money"):
        return False
    if any((role_of_count(count.unit) or ("", ""))[0] == "cases" for count in passage.of("count")):
        return False
    named = sum(name.end - name.start for name in passage.names)
    return passage.form in ("item", "heading") and (3 * named >= passage.end - passage.start)


def with_names(claim: Claim, passage: Passage) -> Claim:
    """The claim with the names of a passage added in the part that listed names have in its kind."""
    have = {organisation.name for organisation in claim.organisations}
    role = _LISTED[claim.kind]
    added = []
    for name in passage.names:
        canonical = name.canonical or name.text
        if canonical not in have and len(have) < _MOST and name.name_class != "facility":
            have.add(canonical)
            added.append(Organisation(name=canonical, name_class=name.name_class or "other", role=role))
    return replace(claim, organisations=(*claim.organisations, *added))
