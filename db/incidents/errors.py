"""What is wrong with an incident file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: where it stands, and what to write instead."""

    line: int | None
    key: str | None
    reason: str


class DefinitionError(Exception):
    """An incident file cannot be used. The attributes are those of its first problem; `problems` has all."""

    def __init__(self, file: Path | str, problems: Sequence[Problem]) -> None:
        self.file = str(file)
        self.problems = tuple(problems)
        first = self.problems[0]
        self.line, self.key, self.reason = first.line, first.key, first.reason
        super().__init__(self.file, self.problems)

    def __str__(self) -> str:
        """`file:line: key: reason`, a line for each problem.

        >>> print(DefinitionError("a.toml", [Problem(line=2, key="title", reason="is missing")]))
        a.toml:2: title: is missing
        """
        return "\n".join(
            ": ".join(part for part in (self._place(p.line), p.key, p.reason) if part) for p in self.problems
        )

    def _place(self, line: int | None) -> str:
        return self.file if line is None else f"{self.file}:{line}"
