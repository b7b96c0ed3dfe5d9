"""The faces of a timeline: each module writes the same timeline in one format."""
