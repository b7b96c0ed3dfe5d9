"""Figures and names as JSON objects, in the timeline and in the answers of `keii extract`."""

from typing import Any

from db.records import Figure, Organisation

Json = dict[str, Any]


def figure_object(figure: Figure) -> Json:
    """One figure; scope and basis only where they are known."""
    found: Json = {
        "role": figure.role,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
    }
    if figure.scope is not None:
        found["scope"] = figure.scope
    if figure.basis is not None:
        found["basis"] = figure.basis
    return found


def organisation_object(organisation: Organisation) -> Json:
    """One name in its part."""
    return {"name": organisation.name, "class": organisation.name_class, "role": organisation.role}
