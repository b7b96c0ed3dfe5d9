"""Scrapy's own commands find the project; a spider without an incident says what to call instead."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def scrapy(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_the_spiders_are_listed() -> None:
    assert scrapy("list").stdout.split() == ["articles"]


def test_a_spider_without_an_incident_names_the_command() -> None:
    assert "keii crawl SLUG" in scrapy("crawl", "articles").stderr
