"""What is kept goes in with what is noted of it, and the same evidence only once."""

from pathlib import Path

import pytest

from db.archive import Archive
from db.records import Capture, Incident, Reading
from db.store import Full, Store
from keii.keeping import keep_resource
from keii.reading import ReadResult
from keii.walk import Summary, read_incident
from tests.db.conftest import capture, reading

INCIDENT = Incident(slug="aozora", title="青空銀行の件", keywords=("青空銀行",))


def test_one_file_under_two_addresses_is_kept_once_under_each(tmp_path: Path) -> None:
    addresses = ("https://a.example/n.pdf", "https://b.example/n.pdf")
    with Store.in_memory() as store, Archive.open(tmp_path) as archive:
        store.save_incident(INCIDENT)
        for at in ("2020-09-10T12:00:00Z", "2020-09-11T12:00:00Z"):
            for url in addresses:
                keep_resource(b"%PDF-1.4", url, INCIDENT, store, archive, at, Summary())
        assert [c.url for c in store.captures("aozora")] == list(addresses)


def unavailable(capture: Capture) -> ReadResult:
    said: Reading = reading(capture, "ただいまメンテナンス中です。")
    return ReadResult(capture, said, "unavailable", "maintenance")


def test_a_reading_and_how_it_ended_go_in_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise Full("keii.db", "no space left")

    with Store.in_memory() as store:
        store.save_incident(INCIDENT)
        kept = store.save_capture("aozora", capture(1))
        with monkeypatch.context() as patch:
            patch.setattr(store, "save_outcome", full)
            with pytest.raises(Full):
                read_incident(INCIDENT, store, tmp_path, read=lambda jobs: iter([unavailable(kept)]))
        assert store.readings("aozora") == []
        read_incident(INCIDENT, store, tmp_path, read=lambda jobs: (unavailable(job.capture) for job in jobs))
        assert [(o.stage, o.name) for o in store.outcomes("aozora")] == [("read", "unavailable")]
