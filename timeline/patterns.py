"""Regular expressions that are compiled when they are first used: a text needs few of the hundreds that there are.

Compiling all of them takes longer than reading an article.
"""

import re
import sys
from functools import cached_property
from typing import Any, cast


class LazyPattern:
    """A pattern that was not used yet. At the first use the compiled one takes its place in the modules that name it.

    So nothing that looks a pattern up under its name pays for its having waited.
    """

    def __init__(self, source: str, flags: int, module: dict[str, Any]) -> None:
        self._source, self._flags, self._module = source, flags, module

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        compiled = re.compile(self._source, self._flags)
        for name in [name for name, value in self._module.items() if value is self]:
            self._module[name] = compiled
            if not name.startswith("_"):
                self._replace_imported(name, compiled)
        return compiled

    def _replace_imported(self, name: str, compiled: re.Pattern[str]) -> None:
        """Names without an underscore may have been imported by the modules beside."""
        package = f"{self._module['__package__']}."
        for module in [module for path, module in sys.modules.items() if path.startswith(package)]:
            if vars(module).get(name) is self:
                setattr(module, name, compiled)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiled, name)


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the pattern is first used; for patterns that a module gives a name.

    >>> lazy_pattern("[0-9]+").findall("11日に73件")
    ['11', '73']
    """
    return cast("re.Pattern[str]", LazyPattern(source, flags, sys._getframe(1).f_globals))
