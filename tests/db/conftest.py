"""A store with one incident in it, and short ways to say what goes in."""

from collections.abc import Iterator

import pytest

from db.records import Capture, Claim, Document, Facts, Incident, Reading, Section
from db.store import Store

SLUG = "aozora"
INCIDENT = Incident(slug=SLUG, title="青空銀行の件", keywords=("青空銀行",))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as opened:
        opened.save_incident(INCIDENT)
        yield opened


def capture(number: int, *, url: str = "https://news.example/a", **more: object) -> Capture:
    fields = {
        "url": url,
        "captured_at": f"2020-09-{number:02d}T12:00:00Z",
        "digest": f"sha256:{number:064x}",
        "warc": "keii-00001.warc.gz",
        "offset": number,
    }
    return Capture(**{**fields, **more})  # type: ignore[arg-type]


def reading(
    of: Capture, *texts: str, title: str | None = None, fingerprint: str = "f", url: str | None = None
) -> Reading:
    """What a capture says: a section for each text, each with a claim over the whole of it."""
    document = Document(
        url=url or of.url,
        digest=of.digest,
        captured_at=of.captured_at,
        publisher="例の新聞",
        title=title,
        fingerprint=fingerprint,
        sections=tuple(Section(kind="body", text=text) for text in texts),
    )
    facts = (Facts(claims=(Claim(kind="other", start=0, end=len(text), date=None),)) for text in texts)
    return Reading(document=document, facts=tuple(facts))
