"""`make score CASES=DIR`: how right keii is on marked cases, beside the rivals, as Markdown.

What is right stands in `marking`, `expressions` and `timelines`; here is what is run and what is printed.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.cases import Incident, NoCases, load_expressions, load_incidents
from bench.expressions import judge
from bench.keii_runs import KeiiFailed, build, extract
from bench.marking import right_claim, right_mention
from bench.rivals import RIVALS
from bench.rivals.running import Answers, RivalAbsent, find_all
from bench.standing import score_standing
from bench.table import Cell, markdown
from bench.tally import Pairs, Row, Tally, pair
from bench.timelines import score_timeline

KINDS = ("money", "count", "date", "name", "claim")
OURS = "keii"
HEAD = ("marked", "found", "right", "P", "R", "F1")

Mentions = Mapping[str, list[Row]]
"""Mentions by id of the text."""


def judge_document(gold: Row, facts: Row, kind: str) -> Pairs:
    """What is right of one kind in one document."""
    if kind == "claim":
        return pair(gold["events"], facts.get("claims", []), right_claim)
    marked = [m for m in gold["mentions"] if m["kind"] == kind]
    return pair(marked, [m for m in facts.get("mentions", []) if m["kind"] == kind], right_mention)


def tally(incident: Incident, facts: Mapping[str, Row], kind: str, errors: list[str] | None = None) -> Tally:
    """One kind over the documents of an incident; what is wrong goes to `errors`."""
    total = Tally()
    for key, gold in incident.gold.items():
        pairs = judge_document(gold, facts.get(key, {}), kind)
        marked = pairs.right + len(pairs.missed)
        total.add(Tally(gold=marked, found=pairs.right + len(pairs.extra), right=pairs.right))
        if errors is not None:
            errors += _errors(key, kind, pairs)
    return total


def _errors(key: str, kind: str, pairs: Pairs) -> Iterator[str]:
    for name, rows in (("missed", pairs.missed), ("extra", pairs.extra)):
        for row in rows:
            yield f"- {key} {name} {kind}: {json.dumps(row, ensure_ascii=False)[:240]}"


def print_facts(incidents: list[Incident], facts: Mapping[str, Row], errors: list[str]) -> dict[str, Tally]:
    """The facts of keii an incident and a kind; the totals are given back."""
    rows: list[tuple[Cell, ...]] = []
    totals = {kind: Tally() for kind in KINDS}
    for incident in incidents:
        for kind in KINDS:
            found = tally(incident, facts, kind, errors)
            totals[kind].add(found)
            rows.append((f"{incident.slug} {kind}", *found.cells()))
    rows += [(f"**all** {kind}", *total.cells()) for kind, total in totals.items()]
    print("\n## Facts\n")
    print(markdown(("incident, kind", *HEAD), rows))
    return totals


def print_rivals(incidents: list[Incident], ours: Mapping[str, Tally], asked: Mapping[str, Answers]) -> None:
    """F1 of everyone on the documents, with precision and recall; a dash where a system does not look."""
    kinds = KINDS[:3]
    rows: list[tuple[Cell, ...]] = [(f"**{OURS}**", *(_triple(ours[kind]) for kind in kinds))]
    for name, answers in asked.items():
        facts = {key: {"mentions": mentions} for key, mentions in answers.mentions.items()}
        cells: list[Cell] = []
        for kind in kinds:
            total = Tally()
            for incident in incidents:
                total.add(tally(incident, facts, kind))
            cells.append(_triple(total) if kind in RIVALS[name].kinds else None)
        rows.append((name, *cells))
    print("\n## Facts beside the rivals: F1 (P / R), same documents, same run\n")
    print(markdown(("system", *kinds), rows))


def _triple(total: Tally) -> str:
    return f"{total.f1:.3f} ({total.precision:.3f} / {total.recall:.3f})"


def print_expressions(
    sets: Mapping[str, list[Row]], ours: Mentions, asked: Mapping[str, Answers], errors: list[str]
) -> None:
    """Everyone on the single expressions of each set."""
    systems = {OURS: ours} | {name: answers.mentions for name, answers in asked.items()}
    rows: list[tuple[Cell, ...]] = []
    for name, cases in sets.items():
        cells: list[Cell] = []
        for system, mentions in systems.items():
            total = Tally(recalled=0)
            for case in cases:
                found, pairs = judge(case, mentions.get(case["id"], []))
                total.add(found)
                if system == OURS:
                    errors += _errors(f"{case['id']} {case['text']!r}", case["kind"], pairs)
            kind = "count" if cases[0]["kind"] == "number" else cases[0]["kind"]
            cells.append(_triple(total) if system == OURS or kind in RIVALS[system].kinds else None)
        rows.append((f"{name} ({len(cases)})", *cells))
    print("\n## Single expressions: F1 (P / R), same run\n")
    print(markdown(("set (cases)", *systems), rows))


def print_timelines(incidents: list[Incident], errors: list[str]) -> None:
    """The timelines that keii builds from the documents of each incident."""
    rows: list[tuple[Cell, ...]] = []
    tables: list[tuple[Cell, ...]] = []
    for incident in incidents:
        if not incident.timeline:
            continue
        timeline = build(incident)
        score = score_timeline(incident, timeline["entries"])
        cells = score_standing(incident.banks, timeline["standing"], incident.documents.keys())
        if cells:
            tables.append((incident.slug, len(cells), sum(cell.right for cell in cells)))
        errors += [
            f"- {incident.slug} bank {c.organisation} {c.column}: {c.expected}, not {c.found}"
            for c in cells
            if not c.right
        ]
        series = f"{score.exact}/{score.series}"
        rows.append(
            (incident.slug, score.rows, score.entries, score.recall, score.precision, score.repeated, series)
        )
        errors += [
            f"- {incident.slug} missed row {r['date']}: {r.get('what')} {r.get('figures')}"
            for r in score.missed
        ]
        errors += [
            f"- {incident.slug} stray entry {e['date']} {e['kind']}: {e.get('text')}" for e in score.stray
        ]
    print("\n## Timelines\n")
    print(markdown(("incident", "rows", "entries", "recall", "precision", "repeats", "series"), rows))
    if tables:
        print("\n## Who was damaged, what was stopped since when\n")
        print(markdown(("incident", "cells", "right"), tables))


def ask_rivals(rows: list[Row]) -> dict[str, Answers]:
    """The answers of all rivals that are there; who is not is named."""
    asked: dict[str, Answers] = {}
    for name in RIVALS:
        try:
            asked[name] = find_all(name, rows)
        except RivalAbsent as absent:
            print(f"\n{name}: not measured: {absent}")
        else:
            if asked[name].errors:
                print(
                    f"\n{name}: failed in {asked[name].errors} of {len(rows)} texts (counted as nothing found)"
                )
    return asked


def expression_line(case: Row) -> Row:
    """A case of one expression as a line that keii takes."""
    return {
        "id": case["id"],
        "text": case["text"],
        "reference_date": case["reference_date"],
        "published": None,
    }


def score(folder: Path, *, rivals: bool, shown: int) -> None:
    """Measure and print everything."""
    incidents = load_incidents(folder)
    sets = load_expressions(folder)
    documents = [document for incident in incidents for document in incident.documents.values()]
    expressions = [expression_line(case) for cases in sets.values() for case in cases]
    facts = extract([*documents, *expressions])
    print(f"# keii on {folder}: {len(documents)} documents, {len(expressions)} expressions")
    asked = ask_rivals([*documents, *expressions]) if rivals else {}
    errors: list[str] = []
    totals = print_facts(incidents, facts, errors)
    print_rivals(incidents, totals, asked)
    print_expressions(sets, {key: found["mentions"] for key, found in facts.items()}, asked, errors)
    print_timelines(incidents, errors)
    if shown:
        print(f"\n## What is wrong ({min(shown, len(errors))} of {len(errors)})\n")
        print("\n".join(errors[:shown]))


def main() -> int:
    """The command line; exit 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "cases", nargs="?", default="", help="folder of cases, as bench/README.md describes it"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N that are wrong")
    parser.add_argument("--no-rivals", action="store_true", help="keii alone")
    arguments = parser.parse_args()
    if not arguments.cases:
        print(
            "make score: which cases? Say: make score CASES=DIR (the layout: bench/README.md)",
            file=sys.stderr,
        )
        return 2
    try:
        score(Path(arguments.cases), rivals=not arguments.no_rivals, shown=arguments.errors)
    except (NoCases, KeiiFailed) as error:
        print(f"make score: {error}", file=sys.stderr)
        return 2 if isinstance(error, NoCases) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
