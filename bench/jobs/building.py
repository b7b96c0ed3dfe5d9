"""A timeline out of many documents: `python -m bench.jobs.building FILE COUNT`.

The readings are held in memory before the building starts, as they are after `Store.readings`.
"""

import json
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from bench.jobs.reading import read_all
from bench.jobs.storing import capture_of
from db.records import Incident
from timeline.build import build_timeline
from timeline.render import json as json_form
from timeline.render import markdown


def peak() -> float:
    """MB so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Read, then build and write out, with CPU seconds and peak memory of each."""
    before = time.process_time()
    readings = list(islice(read_all(Path(sys.argv[1])), int(sys.argv[2])))
    captures = [capture_of(r, n) for n, r in enumerate(readings)]
    read, held = time.process_time() - before, peak()
    incident = Incident(slug="made-up", title="ミナトペイの不正な引き出し", keywords=("ミナトペイ",))
    before = time.process_time()
    timeline = build_timeline(incident, readings, captures=captures, outcomes=(), rules="bench")
    built = time.process_time() - before
    before = time.process_time()
    written = sum(map(len, json_form.parts(timeline))) + len(markdown.render(timeline))
    sections = [facts for reading in readings for facts in reading.facts]
    claims = [claim for facts in sections for claim in facts.claims]
    found = {
        "claims": len(claims),
        "facts": sum(len(facts.mentions) for facts in sections)
        + sum(1 + len(claim.figures) + len(claim.organisations) for claim in claims),
        "entries": len(timeline.entries),
        "characters": written,
        "read": read,
        "build": built,
        "write": time.process_time() - before,
        "held": held,
        "peak": peak(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
