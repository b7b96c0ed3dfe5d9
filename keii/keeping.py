"""Imported evidence put into the archive and the store: a file that was given, or a response of somebody's archive."""

from hashlib import sha256

from db.archive import Archive, ArchivedResponse
from db.records import Capture, Incident
from db.store import Store
from keii.walk import Summary


def keep_resource(
    body: bytes, url: str, incident: Incident, store: Store, archive: Archive, at: str, summary: Summary,
    *, content_type: str = "application/json",
) -> None:  # fmt: skip
    """Archive what was given and note it, unless the same is already there."""
    digest = f"sha256:{sha256(body).hexdigest()}"
    same = store.capture_with_digest(digest, url)
    if same is not None:
        store.save_capture(incident.slug, same)
        summary.counts["unchanged"] += 1
        return
    known = store.capture_with_digest(digest)
    kept = archive.append_resource(url=url, content_type=content_type, body=body, at=at, first=known)
    capture = Capture(
        url=url, captured_at=at, digest=kept.digest, warc=kept.warc, offset=kept.offset,
        content_type=content_type, revisit=kept.revisit, role="import",
    )  # fmt: skip
    store.save_capture(incident.slug, capture)
    summary.counts["ok"] += 1


def keep_response(
    response: ArchivedResponse, incident: Incident, store: Store, archive: Archive, summary: Summary
) -> None:
    """Archive a response with its own time and note it, unless it is already there."""
    headers = {name.lower(): value for name, value in response.headers}
    same = store.capture_like(response.url, response.at, response.digest)
    if same is not None:
        store.save_capture(incident.slug, same)
        summary.counts["unchanged"] += 1
        return
    known = store.capture_with_digest(response.digest)
    kept = archive.append_response(
        url=response.url, status=response.status, headers=response.headers, body=response.body,
        at=response.at, first=known,
    )  # fmt: skip
    capture = Capture(
        url=response.url, captured_at=response.at, digest=kept.digest, warc=kept.warc, offset=kept.offset,
        status=response.status, content_type=headers.get("content-type"), revisit=kept.revisit, role="import",
    )  # fmt: skip
    store.save_capture(incident.slug, capture)
    summary.counts["ok"] += 1
