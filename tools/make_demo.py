"""Makes the bundled demo archive, `keii/demo/docomo-koza.warc.gz`, from the readable pages under `demo/`.

    python tools/make_demo.py            # writes the archive
    python tools/make_demo.py OUT.warc.gz

Nothing in it depends on the clock, the machine or chance: record ids are named uuids, dates come from
`demo/manifest.toml`, gzip members carry no time. Each session of the manifest starts with a warcinfo record,
so that a replay can walk them one crawl after the other.
"""

import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "demo"
ARCHIVE = ROOT / "keii" / "demo" / "docomo-koza.warc.gz"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://keii.example/demo/docomo-koza")
REASONS = {200: "OK", 301: "Moved Permanently", 404: "Not Found", 503: "Service Unavailable"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer of one host, as a line of the manifest tells it."""

    url: str
    session: int
    at: datetime
    body: bytes
    content_type: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One crawl: when it started, and what the hosts answered then."""

    number: int
    at: datetime
    about: str
    responses: tuple[Response, ...]


def read_sessions(sources: Path = SOURCES) -> Iterator[Session]:
    """The sessions of `manifest.toml`, with the bytes of each page in the charset it had on the wire."""
    manifest = tomllib.loads((sources / "manifest.toml").read_text("utf-8"))
    for number, session in enumerate(manifest["sessions"], start=1):
        lines = [line for line in manifest["responses"] if line["session"] == number]
        yield Session(
            number=number,
            at=session["at"],
            about=session["about"],
            responses=tuple(
                _response(sources, line, session["at"] + timedelta(seconds=5 * place))
                for place, line in enumerate(lines, start=1)
            ),
        )


def write_archive(sessions: Iterator[Session], out: BinaryIO) -> None:
    """Writes a gzipped WARC, one member a record."""
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    for session in sessions:
        writer.write_record(_warcinfo(writer, session))
        for response in session.responses:
            writer.write_record(_record(writer, response))


def build(sources: Path = SOURCES) -> bytes:
    """The whole archive as bytes; the same for the same sources."""
    out = BytesIO()
    write_archive(read_sessions(sources), out)
    return out.getvalue()


def _response(sources: Path, line: Mapping[str, Any], usual: datetime) -> Response:
    text = (sources / line["file"]).read_text("utf-8")
    declared = line.get("declared")
    return Response(
        url=line["url"],
        session=line["session"],
        at=line.get("time", usual),
        body=text.encode(line.get("charset", "utf-8")),
        content_type=line["type"] + (f"; charset={declared}" if declared else ""),
        status=line.get("status", 200),
        headers=line.get("headers", {}),
    )


def _warcinfo(writer: WARCWriter, session: Session) -> Any:
    fields = {
        "software": "keii tools/make_demo.py",
        "format": "WARC File Format 1.1",
        "description": f"keii demo, session {session.number}: {session.about}",
        "robots": "obey",
    }
    payload = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    return writer.create_warc_record(
        "",
        "warcinfo",
        payload=BytesIO(payload),
        length=len(payload),
        warc_headers_dict=_identity(session.at, f"session {session.number}"),
    )


def _record(writer: WARCWriter, response: Response) -> Any:
    http = StatusAndHeaders(
        f"{response.status} {REASONS[response.status]}", _http_headers(response), protocol="HTTP/1.1"
    )
    return writer.create_warc_record(
        response.url,
        "response",
        payload=BytesIO(response.body),
        length=len(response.body),
        http_headers=http,
        warc_headers_dict=_identity(response.at, f"{response.session} {response.url}"),
    )


def _http_headers(response: Response) -> list[tuple[str, str]]:
    etag = sha256(response.body).hexdigest()[:16]
    return [
        ("Date", format_datetime(response.at.astimezone(UTC), usegmt=True)),
        ("Content-Type", response.content_type),
        ("Content-Length", str(len(response.body))),
        ("ETag", f'"{etag}"'),
        *response.headers.items(),
    ]


def _identity(at: datetime, name: str) -> dict[str, str]:
    return {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(NAMESPACE, name)}>",
        "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def main(arguments: list[str]) -> None:
    """Writes the archive where asked, or into the package."""
    out = Path(arguments[0]) if arguments else ARCHIVE
    content = build()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    print(f"{out}: {len(content)} bytes, sha256 {sha256(content).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1:])
