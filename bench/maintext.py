"""How right and how fast the main text is found, beside trafilatura: `python -m bench.maintext DIR`.

DIR is a copy of scrapinghub/article-extraction-benchmark (181 pages with their text); its own evaluate.py judges.
The time is that from markup to main text, of each with its own tree; metadata and comments are in neither.
"""

import argparse
import gzip
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from bench.table import Cell, markdown
from spiders.reading.blocks import survey
from spiders.reading.comments import holds_comments
from spiders.reading.guard import refuse_markup
from spiders.reading.maintext import find_main_text
from spiders.reading.tree import parse

ROUNDS = 3


def keii(markup: str) -> tuple[str, str]:
    """The main text that keii finds, and whether trafilatura was asked."""
    refuse_markup(markup, "")
    root = parse(markup)
    title = root.find(".//title")
    found = find_main_text(survey(root, holds_comments), markup, None if title is None else title.text)
    return "\n".join(block.text for block in found.blocks), found.how


def fast(markup: str) -> str:
    """keii's main text."""
    return keii(markup)[0]


def default(markup: str) -> str:
    """trafilatura as the benchmark asks it."""
    return trafilatura.extract(markup, include_comments=False) or ""


def precise(markup: str) -> str:
    """trafilatura, favouring precision."""
    return trafilatura.extract(markup, include_comments=False, favor_precision=True) or ""


WAYS: dict[str, Callable[[str], str]] = {
    "keii": fast,
    "trafilatura": default,
    "trafilatura, favor_precision": precise,
}


def judge(folder: Path) -> Any:
    """The benchmark's own evaluate.py."""
    spec = importlib.util.spec_from_file_location("evaluate", folder / "evaluate.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(folder: Path) -> None:
    """Print the table."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {
        key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8")
        for key in truth
    }
    evaluate = judge(folder)
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    said: dict[str, dict[str, str]] = {}
    for _ in range(ROUNDS):
        for name, find in WAYS.items():
            before = time.process_time()
            said[name] = {key: find(markup) for key, markup in pages.items()}
            spent[name].append(time.process_time() - before)
    cost = {name: 1000 * statistics.median(times) / len(pages) for name, times in spent.items()}
    rows: list[tuple[Cell, ...]] = []
    for name in WAYS:
        matches = [
            evaluate.string_shingle_matching(truth[k].get("articleBody", ""), said[name][k]) for k in truth
        ]
        score = evaluate.metrics_from_tp_fp_fns(matches)
        times = f"{cost['trafilatura'] / cost[name]:.1f}"
        rows.append((name, score["f1"], score["precision"], score["recall"], cost[name], times))
    asked = sum(keii(markup)[1] == "trafilatura" for markup in pages.values())
    print(f"## Main text of {len(pages)} pages\n")
    print(markdown(("way", "F1", "precision", "recall", "CPU ms a page", "times as fast"), rows))
    print(f"\nkeii asked trafilatura about {asked} of {len(pages)} pages")


def main() -> int:
    """The command line; exit 2 where the folder is not the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    try:
        measure(parser.parse_args().folder)
    except FileNotFoundError as error:
        print(
            f"make score: {error.filename or error}: not there; PAGES is a copy of the benchmark",
            file=sys.stderr,
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
