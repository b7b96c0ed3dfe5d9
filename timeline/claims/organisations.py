"""Each name of a passage in its part: who says it, who does it, to whom, who is affected, by which way."""

from db.records import ClaimKind, Mention, Organisation, Role
from timeline.claims.attribution import is_topic
from timeline.claims.passages import Passage, end_of_matter
from timeline.claims.rules import load_rules
from timeline.patterns import lazy_pattern

_VIA = lazy_pattern(r"[」』]?(?:を(?:通じ|経由|使っ|利用し|悪用|介し)|経由|を使い|などを(?:使|悪用))")
_SUBJECT = lazy_pattern(r"(?:\([^()]{0,30}\))?(?:など[^、。はがも]{0,12})?(?:が|は|も)")
_AND = lazy_pattern(r"[」』]?(?:\([^()]{0,30}\))?\s*(?:[・、,/]|と|や|および|及び|(?:, )?and)\s*[「『]?")
_FACT: dict[ClaimKind, tuple[Role, Role]] = {
    "suspension": ("actor", "target"),
    "resumption": ("actor", "target"),
    "compensation": ("actor", "affected"),
    "damage_figure": ("speaker", "affected"),
    "discovery": ("speaker", "affected"),
    "press_conference": ("actor", "mentioned"),
    "regulator": ("actor", "target"),
    "investigation": ("actor", "target"),
    "arrest": ("actor", "mentioned"),
    "countermeasure": ("actor", "target"),
    "outage": ("affected", "affected"),
    "other": ("actor", "mentioned"),
}


def find_organisations(
    passage: Passage,
    kind: ClaimKind,
    said_by: tuple[str, ...],
    *,
    start: int,
    end: int,
    verb: int | None = None,
) -> tuple[Organisation, ...]:
    """The names between two places of a passage, each once, in the part it has in a claim of that kind.

    `verb`: where the word that makes the claim begins; in English who does it stands before, or behind "by".
    """
    if not passage.names:
        return ()
    parts: dict[str, Organisation] = {}
    names = [n for n in passage.names if start <= n.start and n.end <= end and n.name_class != "facility"]
    roles = _shared([_part(passage, name, kind, said_by, verb) for name in names], names, passage)
    roles = [_allowed(role, name, kind, passage) for role, name in zip(roles, names, strict=True)]
    for name, role in zip(names, roles, strict=True):
        canonical = name.canonical or name.text
        if canonical not in parts or parts[canonical].role == "mentioned":
            parts[canonical] = Organisation(name=canonical, name_class=name.name_class or "other", role=role)
    return tuple(parts.values())


def _shared(roles: list[Role], names: list[Mention], passage: Passage) -> list[Role]:
    """What is said of the last of several names said in one breath holds for all (A銀行とB銀行がチャージを停止)."""
    for i in range(len(names) - 2, -1, -1):
        name, following = names[i], names[i + 1]
        together = _AND.fullmatch(passage.folded, name.end, following.start)
        if together and name.name_class == following.name_class and roles[i + 1] == "actor":
            roles[i] = "actor"
    return roles


_THERE = lazy_pattern(r"(?:\([^()]{0,30}\))?(?:で|の)(?!は)")


def _allowed(role: Role, name: Mention, kind: ClaimKind, passage: Passage) -> Role:
    """No bank makes an arrest, and nobody acts whom a sentence names only to say what it is about."""
    if role == "actor":
        able = load_rules().actors.get(kind)
        unable = able is not None and name.name_class not in able
        if unable or name.end <= end_of_matter(passage):
            return "mentioned"
    if kind == "outage" and name.name_class == "authority" and not _THERE.match(passage.folded, name.end):
        return "mentioned"
    return role


_BY = (" by ", " by the ")
_BEING = lazy_pattern(r"(?:was|were|is|are|be|been|being) ")
_PASSIVE = lazy_pattern(r"\b(?:was|were|is|are|be|been|being) (?:\w+ )?\Z")
_AT = (" at ", " from ", " of ", " against ", " on ", " at the ", " from the ", " of the ")


def _may_be_hit(passage: Passage, name: Mention) -> bool:
    """Whether one who says nothing of it may be the one who was hit: no authority, nor a firm hired to look into it."""
    if name.name_class in ("authority", "operator"):
        return False
    if name.name_class != "other" or not passage.latin:
        return True
    return passage.folded.endswith(_AT, passage.start, name.start)


def _is_passive(passage: Passage, verb: int) -> bool:
    """Whether a word of being stands before the verb, or begins it where it is one word of ours: was fined."""
    return _PASSIVE.search(passage.folded, passage.start, verb) is not None or (
        _BEING.match(passage.folded, verb) is not None
    )


def _is_english_subject(passage: Passage, name: Mention, verb: int | None) -> bool:
    if not passage.latin:
        return False
    if verb is not None and (name.start > verb or _is_passive(passage, verb)):
        return passage.folded.endswith(_BY, verb, name.start)
    return name is passage.names[0]


_THAT = lazy_pattern(r"\b(?:that|who|which|whether|how|because)\b")


def _is_of_what_is_said(passage: Passage, name: Mention) -> bool:
    """Whether an English name stands in a clause about what is said: CISA warned that thieves posed as Falconet."""
    return _THAT.search(passage.folded, passage.start, name.start) is not None


def _part(
    passage: Passage, name: Mention, kind: ClaimKind, said_by: tuple[str, ...], verb: int | None
) -> Role:
    subject, target = _FACT[kind]
    if kind in ("damage_figure", "discovery") and _VIA.match(passage.folded, name.end):
        return "via"
    if (name.canonical or name.text) in said_by and subject != "actor":
        return "speaker"
    if name.name_class == "service":
        if kind in ("suspension", "resumption"):
            return "target"
        if subject == "actor" and kind != "countermeasure":
            return "mentioned"
    if is_topic(passage, name) or _is_english_subject(passage, name, verb):
        if subject == "speaker" and name.name_class in ("bank", "service"):
            return "affected"
        return subject
    if kind in ("damage_figure", "discovery") and not _may_be_hit(passage, name):
        return "mentioned"
    if target == "target" and passage.latin and _is_of_what_is_said(passage, name):
        return "mentioned"
    return target
