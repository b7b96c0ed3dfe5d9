"""A workspace in which every text that a page could bring is an attack."""

from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from db.records import (
    Capture,
    Claim,
    Decided,
    Document,
    Facts,
    Figure,
    Mention,
    Organisation,
    Reading,
    Section,
)
from db.store import Store
from tests.faces.story import poisoned, poisoned_story


def poisoned_workspace(path: Path, attacks: list[str]) -> list[str]:
    """A database with an incident and a document for each attack; returns the pages that show them."""
    pages = ["/", "/names", "/search?q=script", "/search?q=onerror"]
    with Store.open(path) as store:
        for first in range(len(attacks)):
            story = poisoned_story(attacks, first)
            slug, digest = f"story-{first:02}", f"sha256:{first:064x}"
            decided = poisoned(Decided(action="pin", entry="x", state="applied", why="x"), cycle(attacks))
            decided = replace(decided, action="pin", state="applied", entry=story.entries[0].id)
            told = replace(story, incident=replace(story.incident, slug=slug), decided=(decided,))
            first_line = replace(
                told.entries[0],
                citations=tuple(
                    replace(c, digest=digest, section_index=0) for c in told.entries[0].citations
                ),
            )
            # Ids are made by us, of digits.
            lines = (first_line, *told.entries[1:])
            told = replace(
                told, entries=tuple(replace(e, id=f"{first:05x}{n:05x}") for n, e in enumerate(lines))
            )
            store.save_incident(told.incident)
            store.save_timeline(slug, told)
            _save_document(store, slug, digest, attacks, first)
            pages += [
                f"/incident/{slug}/entry/{first:05x}00000",
                f"/document/{digest[7:]}?section=0&start=0&end=9",
            ]
            pages += [f"/incident/{slug}"] if first % 6 == 0 else []
    return pages


def _save_document(store: Store, slug: str, digest: str, attacks: list[str], first: int) -> None:
    poisons = islice(cycle(attacks), first, None)
    text = " ".join(attacks[(first + n) % len(attacks)] for n in range(3))
    for number, at in enumerate(("2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z")):
        capture = Capture(
            url=f"https://x.example/{first}", captured_at=at, digest=digest if number else f"sha256:f{first:063x}",
            warc="w", offset=0,
        )  # fmt: skip
        document = Document(
            url=next(poisons), digest=capture.digest, captured_at=at, publisher=next(poisons), title=next(poisons),
            author=next(poisons), published=next(poisons), agency=next(poisons), fingerprint=str(number),
            unavailable=next(poisons), sections=(Section(kind="body", text=text[number:], written_on=next(poisons)),),
        )  # fmt: skip
        who = Organisation(name=next(poisons), name_class="bank", role="actor")
        figure = Figure(role="damage_total", value=next(poisons), unit=next(poisons), scope=next(poisons))
        claim = Claim(kind="other", start=0, end=len(text) - 9, date=next(poisons), rule=next(poisons),
                      organisations=(who,), figures=(figure,))  # fmt: skip
        mention = Mention("name", 1, 20, text[1:20], None, None, "exact", next(poisons), "bank", None)
        store.save_capture(slug, capture)
        reading = Reading(document=document, facts=(Facts(mentions=(mention,), claims=(claim,)),))
        store.save_reading(slug, capture, reading, "r")
