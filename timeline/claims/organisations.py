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
    passage: Passage, kind: ClaimKind, said_by: tuple[str, ...], *, start: int, end: int
) -> tuple[Organisation, ...]:
    """The names between two places of a passage, each once, in the part it has in a claim of that kind."""
    parts: dict[str, Organisation] = {}
    names = [n for n in passage.names if start <= n.start and n.end <= end and n.name_class != "facility"]
    roles = _shared([_part(passage, name, kind, said_by) for name in names], names, passage)
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


def _part(passage: Passage, name: Mention, kind: ClaimKind, said_by: tuple[str, ...]) -> Role:
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
    if is_topic(passage, name) or (passage.is_latin() and name is passage.names[0]):
        if subject == "speaker" and name.name_class in ("bank", "service"):
            return "affected"
        return subject
    if kind in ("damage_figure", "discovery") and name.name_class in ("authority", "operator"):
        return "mentioned"
    return target
