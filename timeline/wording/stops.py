"""A stop or a restart in words: who stopped what between whom, and how many banks or services that makes."""

from collections.abc import Iterator, Sequence

from db.records import Event, Organisation
from timeline.agreement import number
from timeline.facets import facets_in
from timeline.standing import stops_a_service
from timeline.wording import Wording
from timeline.wording.saying import with_brackets

_COUNTED = ("banks", "services", "accounts")
_PARTS = ("target", "affected", "via")


def worded(event: Event, aspects: Sequence[str], words: Wording) -> str | None:
    """The line of a suspension or resumption; None where nobody and no number is known, or what was stopped."""
    actors = [o for o in event.organisations if o.role == "actor"]
    actors = [o for o in actors if o.name_class == "bank"] or actors
    parts = [o for o in event.organisations if o.role in _PARTS]
    told = words.say("list", "and").join(words.say("aspect", a) for a in aspects) or words.say(
        "aspect", "none"
    )
    if aspects == ["service"] and not stops_a_service(event):
        return None
    table = f"kind.{event.kind}"
    if actors or parts:
        of = _between(actors, parts, aspects, words)
        who = words.names(actors)
        actor = words.say("who", "actor", who=who) if who else ""
        template = "text_by" if who and words.has(table, "text_by") else "text"
        line = words.say(table, template, who=who, actor=actor, target=of, aspect=told)
        return with_brackets(line, event, words, list(_counts(event, [*actors, *parts], words)))
    counts = list(_counts(event, (), words))
    if not counts:
        return None
    line = words.say(table, "counted", aspect=told, figures=words.join(counts))
    return with_brackets(line, event, words)


def _between(
    actors: Sequence[Organisation], parts: Sequence[Organisation], aspects: Sequence[str], words: Wording
) -> str:
    """Whose operations: 甲銀行の, ベツペイへの, 甲銀行からベツペイへの; one operator adds nothing to its service."""
    banks = [o for o in parts if o.name_class == "bank"]
    others = [o for o in parts if o.name_class != "bank"]
    run = [o for o in others if o.name_class == "operator"]
    # Several operators are services called by the names of their companies.
    services = others if len(run) > 1 else [o for o in others if o not in run] or others
    own = any(o.name_class == "bank" for o in actors) or bool(banks)
    if not parts:
        return ""
    if not services or not own or aspects == ["service"]:
        return words.say("who", "target", who=words.names([*banks, *services]))
    way = "back" if aspects == ["withdrawal"] else "to"
    if not banks:
        return words.say("between", way, service=words.names(services))
    names = {"bank": words.names(banks), "service": words.names(services)}
    return words.say("between", f"{way}_both", **names)


def _counts(event: Event, named: Sequence[Organisation], words: Wording) -> Iterator[str]:
    """How many, where the names do not show it; a sum of all is said to be one.

    Of two numbers the larger is such a sum or, of 35行のうち22行, not told; where nothing says which, neither is.
    """
    cues = {cue for c in event.claims[:3] for cue in facets_in(event.kind, c.citation.quote)}
    for role in _COUNTED:
        of_class = [o for o in named if (o.name_class == "bank") == (role == "banks")]
        sizes = {n: f for f in event.figures if f.role == role and (n := number(f.value)) is not None}
        shown = [sizes[n] for n in sorted(sizes) if n != len(of_class)]
        if len(shown) == 2 and "share" in cues:
            shown = shown[:1]
        if len(shown) > (2 if "total" in cues else 1):
            continue
        for figure in shown:
            last = figure is shown[-1] and bool(of_class) and "total" in cues and "share" not in cues
            told = words.figure(figure)
            yield words.say("list", "in_all", n=told) if last else told
