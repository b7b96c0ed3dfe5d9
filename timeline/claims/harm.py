"""Whether the numbers of a passage count damage, and not inquiries, users, limits or suspects."""

from collections.abc import Sequence

from db.records import Claim, Figure, Mention
from timeline.claims.context import Context
from timeline.claims.counting import is_counted_of
from timeline.claims.dating import as_of_dates
from timeline.claims.figures import find_figures, role_of_count, roles_of
from timeline.claims.passages import Passage
from timeline.patterns import lazy_pattern

_FEW_NAMES = 2
_DEEDS = frozenset({"order", "ask", "arrest", "compensate", "inquiry"})
"""What is done to several banks or companies does not count those damaged."""
_HARM = frozenset({"damage", "damage_total"})
_OTHERS = frozenset({"paid", "correct", "arrest", "suspected"})
"""Words of sums and counts that are no damage, even where there is some."""
_TOTALLED = frozenset({"grown", "total", "announce", "disclose"})
_HIT = lazy_pattern(
    r"(?:余り|以上|超|ほど|程度)?[がにの][^、。]{0,8}(?:影響|被害|閉じ込め|けが|負傷|重傷|軽傷|死亡|搬送)"
)
_WERE_HIT = lazy_pattern(
    r"[^.,;]{0,30}\b(?:were|was|been|are) (?:\w+ )?"
    r"(?:affected|injured|killed|hurt|stranded|exposed|impacted|stolen|dead|missing|sick|ill|hospitali[sz]ed|infected)\b"
    r"|[^.,;]{0,20} (?:had )?(?:failed|died|fallen ill|fell ill)\b"
)
_THINGS_HIT = lazy_pattern(
    r"(?:余り|以上|超|ほど|程度|分)*[がにのでを]?[^、。]{0,8}(?:流出|影響|被害|上[るりっ]|のぼ|及[びぶん]|広が|拡大|達[しす]|増え|減[りっ]|とな|になっ|だっ|確認|判明|とみ|と見)"
)
_OF_PEOPLE = frozenset({"damage_total", "data", "break_in", "concerned", "leak"})
"""Words beside which people, accounts and machines are those that were hit."""
_ARE_DATA = lazy_pattern(r"(?:情報|データ)(?:です|でした|だ|だった|となります|になります)。?\Z")
_AS_TOLD_BEFORE = lazy_pattern(
    r"\s*(?:なお、|一方、)?(?:前日|前回|前の日|[^、。]{0,6}\d{1,2}日)(?:夜|朝|夕|午前|午後)?の?(?:発表|公表|時点|段階|集計)(?:の数字)?(?:で|から)?は"
)
"""27日の発表では約2900万円だった: an earlier count of what was just counted."""
_NEXT = 40


def may_tell_damage(passage: Passage, context: Context) -> bool:
    """Whether a passage counts anything, and its words do not show that it is something else than damage."""
    counts = bool(passage.numbers) or "confirm" in passage.labels
    return counts and not _tells_something_else(passage, context)


def _tells_something_else(passage: Passage, context: Context) -> bool:
    labels = passage.labels
    return (
        (labels.isdisjoint(_HARM) and not context.tells_damage())
        or not labels.isdisjoint(_OTHERS)
        or ("former" in labels and _tells_only_what_was(passage))
        or (
            "unrelated" in labels
            and "cost" not in labels
            and _counts_others(passage)
            and not _were_hit(passage)
        )
        or ("compensate" in labels and _only_totals(passage))
        or (context.repaid_at == context.at - 1 and _only_totals(passage))
    )


def _were_hit(passage: Passage) -> bool:
    """Whether an English sentence says right behind a number that so many were hit, whatever they are called."""
    return passage.latin and any(
        _WERE_HIT.match(passage.folded, number.end, passage.end) for number in passage.of("count")
    )


def tells_damage(passage: Passage, numbers: Sequence[Mention]) -> bool:
    """Whether numbers are those of damage where the passage may tell of some, and not of users, limits or suspects."""
    labels = passage.labels
    if "compensate" in labels and _counts_the_repaid(passage, numbers):
        return False
    roles = roles_of(passage, numbers) - {"per"}
    if (
        "damage" in roles
        and roles & {"cases", "people", "banks", "accounts"}
        and not labels & {"stop", "suspect"}
    ):
        return True
    if "stop" in labels and not roles & {"damage", "cases"} and not _says_hit(passage):
        return False
    if labels.isdisjoint(_HARM):
        if "concerned" in labels and roles & {"people", "accounts", "cases"} and "suspect" not in labels:
            return True
        if "part" in labels and roles & {"damage", "people", "accounts", "cases"} and "suspect" not in labels:
            return True
        if "data" in labels and roles & {"people", "cases"} and _ARE_DATA.search(passage.words):
            return True
        if (
            "data" in labels
            and "date" in labels
            and roles & {"people", "cases"}
            and "が含まれ" in passage.words
        ):
            return True
        if roles & {"damage", "cases", "people"} and _AS_TOLD_BEFORE.match(
            passage.folded, passage.start, passage.end
        ):
            return True
        if "number" in roles and ("grown" not in labels or not _is_of_harm(passage, numbers)):
            return False
        return bool(roles & {"banks", "cases", "people", "number"}) and bool(
            labels & {"grown", "confirm"} or ("cases" in roles and as_of_dates(passage))
        )
    return _tells_with_words(passage, roles, numbers)


def counts_an_outage(passage: Passage, claims: Sequence[Claim]) -> bool:
    """Whether numbers only say how many a failure hit, and are no total that somebody gives: 約300件に影響した."""
    return (
        passage.labels.isdisjoint(_TOTALLED)
        and all("影響" in cue.word for cue in passage.labelled("damage_total"))
        and all(figure.role == "cases" for claim in claims for figure in claim.figures)
    )


def _says_hit(passage: Passage) -> bool:
    """Whether it is said right beside a number that so many were hit: 列車が止まり、3800人に影響した."""
    if not passage.latin:
        return any(_HIT.match(passage.folded, number.end, passage.end) for number in passage.of("count"))
    told = passage.labelled("damage_total")
    return any(
        _WERE_HIT.match(passage.folded, number.end, passage.end)
        or any(
            0 <= number.start - cue.end <= _NEXT and passage.folded.find(",", cue.end, number.start) < 0
            for cue in told
        )
        for number in passage.of("count")
        if (known := role_of_count(number.unit)) is None or known[0] == "people"
    )


def _counts_others(passage: Passage) -> bool:
    """Whether all numbers count something that is no damage; in English one word of such things is enough."""
    others = passage.labelled("unrelated")
    return passage.latin or all(
        any(is_counted_of(passage, number, other) for other in others) for number in passage.numbers
    )


def _tells_only_what_was(passage: Passage) -> bool:
    """Whether no number stands behind the words that say what was told before: 55棟としていたが、139棟に増えた."""
    last = passage.labelled("former")[-1].end
    return passage.latin or not any(number.start >= last for number in passage.numbers)


def _only_totals(passage: Passage) -> bool:
    """Whether nothing but 総額 names the damage, which may as well be the sum of what the sentence before pays back."""
    return all(cue.word == "総額" for cue in passage.labelled("damage_total")) and not passage.labelled(
        "damage"
    )


def _counts_the_repaid(passage: Passage, numbers: Sequence[Mention]) -> bool:
    """Whether a passage only counts people, and then says that they are paid back: 保有者全員26万人に返金する."""
    paid = passage.labelled("compensate")[0].start
    figures = find_figures(passage, numbers)
    return all(f.role in ("people", "accounts") and (f.end or 0) <= paid for f in figures) and bool(figures)


def _is_of_harm(passage: Passage, numbers: Sequence[Mention]) -> bool:
    """Whether it is said right behind a number of things that so many were hit, or that so many it is by now."""
    if passage.latin:
        return _says_hit(passage)
    return any(_THINGS_HIT.match(passage.folded, number.end, passage.end) for number in numbers)


def _tells_with_words(passage: Passage, roles: set[str], numbers: Sequence[Mention]) -> bool:
    """The same, where damage is named."""
    labels = passage.labels
    if roles == {"damage"} and "come_to_light" in labels and "damage_total" not in labels:
        return False
    if roles & {"damage", "cases"}:
        return "suspect" not in labels or "damage_total" in labels
    if roles & {"people", "accounts", "lines", "machines"}:
        return "suspect" not in labels and not labels.isdisjoint(_OF_PEOPLE)
    if roles == {"number"}:
        return (
            "damage_total" in labels
            and labels.isdisjoint(("suspect", "stop", "failure", "measure"))
            and _is_of_harm(passage, numbers)
        )
    if roles & {"banks", "services"}:
        return labels.isdisjoint(_DEEDS) and not labels & {"come_to_light", "disclose", "stop", "measure"}
    return not roles and "confirm" in labels and len(counted_banks(passage)) > 0


def counted_banks(passage: Passage) -> tuple[Figure, ...]:
    """The number of banks that a passage names; it is counted, so it has no place."""
    names = {n.canonical for n in passage.names if n.name_class == "bank"}
    if len(names) < _FEW_NAMES or "increment" in passage.labels:
        return ()
    return (Figure(role="banks", value=len(names), unit="行"),)
