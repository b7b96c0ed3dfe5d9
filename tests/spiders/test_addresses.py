"""The guard of public addresses, spelling by spelling."""

from ipaddress import ip_address

import pytest

from spiders.middlewares.addresses import is_public, literal, why_refused


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "192.0.0.8",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "no address", "",
    ],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0x7f000001", "0x7f.1", "2130706433", "0177.0.0.1", "127.0.0.1."]
)
def test_every_spelling_of_an_address_is_known(host: str) -> None:
    assert literal(host) == "127.0.0.1"
    assert why_refused(f"http://{host}:8080/x") == "127.0.0.1 is not a public address"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "'file' is not http or https"),
        ("data:text/html,x", "'data' is not http or https"),
        ("gopher://asa.example/", "'gopher' is not http or https"),
        ("https:///path", "the address names no host"),
        ("http://a@asa.example/", "the address holds a user name"),
        ("http://asa.example:99999/", "not an address: Port out of range 0-65535"),
        ("http://[::1]/", "::1 is not a public address"),
        # How Python writes a mapped address differs between its versions.
        ("http://[::ffff:7f00:1]/", f"{ip_address('::ffff:7f00:1')} is not a public address"),
        ("http://localhost/", "localhost is a name of this machine or its network"),
        ("http://LOCALHOST./", "localhost is a name of this machine or its network"),
        ("http://db.internal/", "db.internal is a name of this machine or its network"),
    ],
)
def test_why_an_address_is_refused(url: str, reason: str) -> None:
    assert why_refused(url) == reason
