"""Incident files: `incidents/SLUG.toml` → Incident, and the file that a new incident starts from; review files.

Every mistake in a file is told with file, line, key and what to write instead. Nothing is guessed, and no key
is ignored: a misspelt one would be a source that is silently not followed.
"""

from db.incidents.definition import load_incident, parse_incident
from db.incidents.errors import DefinitionError, Problem
from db.incidents.review import load_review, parse_review
from db.incidents.template import Proposal, template

__all__ = [
    "DefinitionError",
    "Problem",
    "Proposal",
    "load_incident",
    "load_review",
    "parse_incident",
    "parse_review",
    "template",
]
