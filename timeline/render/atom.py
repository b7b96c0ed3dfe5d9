"""The timeline as an Atom feed (RFC 4287): the lines that are new or have a new source, the newest first.

`updated` is when the newest source of a line was captured, `published` when its first was: a reader of the feed sees
what keii learnt since it last looked.
"""

from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree as ET

from db.records import Entry, Timeline
from timeline.render.identity import NEVER, captured, entry_uuid, first_captured, incident_uuid, rfc3339
from timeline.render.markup import safe_url
from timeline.render.plain import plain
from timeline.render.rows import chosen
from timeline.render.state import Sentence, state_of_affairs
from timeline.wording import Wording, speak

MOST = 100
"""The most lines in the feed."""
_ATOM = "http://www.w3.org/2005/Atom"


def render(timeline: Timeline) -> str:
    """The whole feed, ending in a newline."""
    words = speak(timeline.language)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": words.language})
    newest = sorted(timeline.entries, key=lambda e: (captured(e), e.id), reverse=True)[:MOST]
    _add(feed, "id", f"urn:uuid:{incident_uuid(timeline.incident.slug)}")
    _add(feed, "title", timeline.incident.title)
    _add(feed, "subtitle", _joined(state_of_affairs(timeline, words), words))
    _add(feed, "updated", _updated(timeline, newest))
    _add(feed, "generator", "keii")
    _add(_add(feed, "author"), "name", "keii")
    for entry in newest:
        _entry(feed, entry, timeline, words)
    ET.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _updated(timeline: Timeline, newest: list[Entry]) -> str:
    if newest:
        return captured(newest[0])
    return rfc3339(timeline.as_of or NEVER)


def _entry(feed: ET.Element, entry: Entry, timeline: Timeline, words: Wording) -> None:
    made = _add(feed, "entry")
    _add(made, "id", f"urn:uuid:{entry_uuid(timeline.incident.slug, entry)}")
    _add(made, "title", f"{words.moment(entry.date)}: {entry.text}")
    _add(made, "updated", captured(entry))
    _add(made, "published", first_captured(entry))
    _add(made, "category", term=entry.kind, label=words.say("kind_name", entry.kind))
    address = safe_url(entry.citations[0].url) if entry.citations else None
    if address:
        _add(made, "link", rel="alternate", href=address)
    _add(made, "content", "".join(_content(entry, words)), type="html")


def _content(entry: Entry, words: Wording) -> Iterator[str]:
    """The quotes, as HTML."""
    if entry.status != "current":
        yield f"<p>{escape(plain(words.say('status', entry.status)))}</p>"
    for citation in chosen(entry.citations):
        address = safe_url(citation.url)
        who = escape(plain(words.join([citation.publisher, citation.title or ""])))
        source = f'<a href="{escape(address)}" rel="noopener nofollow ugc">{who}</a>' if address else who
        yield f"<blockquote>{escape(plain(citation.quote))}</blockquote><p>{source}</p>"


def _joined(sentences: list[Sentence], words: Wording) -> str:
    return words.say("list", "sentences").join(s.text + s.end for s in sentences)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", {k: plain(v) for k, v in attributes.items()})
    made.text = plain(text) if text is not None else None
    return made
