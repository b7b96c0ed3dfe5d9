"""Certificates and proxies: who a crawl believes, and what in its environment it does not listen to."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from spiders.crawl import crawl
from tests.spiders.hostile import Hostile, hostile
from tests.spiders.sites import FAST, Reply, incident, site, workspace


def outcomes(folder: Path, address: str) -> dict[str, tuple[str, str]]:
    """How each request of a crawl of one page ended, by the last part of its address."""
    followed = incident(pages=(address,))
    with workspace(folder, followed) as (store, archive):
        crawl(followed, store, archive, settings=FAST)
        return {o.url.rsplit("/", 1)[1]: (o.name, o.reason) for o in store.outcomes(followed.slug)}


def with_certificate(server: Hostile, folder: Path) -> None:
    """Let a server speak TLS with a certificate that it has made itself."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    # The handshake is made by the thread that answers: one that fails stops no other.
    server.server.socket = context.wrap_socket(
        server.server.socket, server_side=True, do_handshake_on_connect=False
    )


@pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing here makes certificates")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with hostile({"page": lambda wire: wire.page()}) as server:
        with_certificate(server, tmp_path)
        ends = outcomes(tmp_path, f"https://127.0.0.1:{server.port}/page")
    assert ends["page"][0] == "robots"
    assert "certificate" in ends["robots.txt"][1]
    assert [hit.path for hit in server.hits if hit.path] == []


def test_a_cookie_that_a_site_sets_is_not_sent_back(tmp_path: Path) -> None:
    to_the_page = {"Location": "/page", "Set-Cookie": "who=you; Path=/"}
    with site({"/door": Reply(status=302, headers=to_the_page), "/page": Reply(b"<p>text")}) as asked:
        assert outcomes(tmp_path, f"{asked.base}/door")["page"][0] == "ok"
    assert asked.asked("/page") == 1
    assert not [headers for _, headers, _ in asked.hits if "cookie" in headers]


def test_a_proxy_in_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile({}) as proxy, site({"/page": Reply(b"<p>text")}) as asked:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.base)
        assert outcomes(tmp_path, f"{asked.base}/page")["page"][0] == "ok"
    assert proxy.hits == []


def test_a_name_that_does_not_resolve_is_told(tmp_path: Path) -> None:
    ends = outcomes(tmp_path, "http://nowhere.invalid/page")
    assert ends["robots.txt"][0] == "error"
    assert "nowhere.invalid" in ends["robots.txt"][1]
    assert ends["page"][0] == "robots"
