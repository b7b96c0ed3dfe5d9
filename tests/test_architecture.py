"""The dependency rule, read from the source: who may import whom, and where each library lives."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("keii", "spiders", "timeline", "db")

MAY_IMPORT = {
    "keii": ("keii", "spiders", "timeline", "db"),
    "spiders": ("spiders", "db"),
    "timeline": ("timeline", "db.records"),
    "db": ("db",),
}

LIBRARY_HOMES = {
    "scrapy": ("spiders",),
    "twisted": ("spiders",),
    "aiohttp": ("spiders",),
    "protego": ("spiders",),
    "w3lib": ("spiders",),
    "bs4": ("spiders.reading", "spiders.feeds"),
    "trafilatura": ("spiders.reading",),
    "pypdfium2": ("spiders.reading.pdf",),
    "sqlite_utils": ("db.schema", "db.store"),
    "sqlite3": ("db.schema", "db.store"),
    "warcio": ("db.archive",),
    "datasette": ("db.browse",),
    "uvicorn": ("db.browse.server",),
    "click": ("keii",),
    "jinja2": ("timeline.render.html", "db.browse"),
    "markupsafe": ("timeline.render.html", "db.browse"),
    "icalendar": ("timeline.render.ics",),
    "rich": ("keii",),
    "dask": ("keii.engine",),
    "distributed": ("keii.engine",),
    "feedparser": ("spiders.feeds",),
    "ahocorasick": ("timeline.names",),
    "dateparser": ("spiders.reading", "timeline.dates"),
}
BARRED = dict.fromkeys(("scrapy", "twisted", "aiohttp", "protego"), ("spiders.reading",))


def module_name(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions; `from db import records` gives db.records."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            if base in PACKAGES:
                yield from (f"{base}.{alias.name}" for alias in node.names)
            else:
                yield base


def within(module: str, homes: tuple[str, ...]) -> bool:
    return any(module == home or module.startswith(home + ".") for home in homes)


def broken_rules(module: str, imported: str) -> Iterator[str]:
    top, target = module.partition(".")[0], imported.partition(".")[0]
    if target in PACKAGES and not within(imported, MAY_IMPORT[top]):
        yield f"{module} imports {imported}: {top} may import only {', '.join(MAY_IMPORT[top])}"
    if within(module, ("db.records",)) and target != "db" and target not in sys.stdlib_module_names:
        yield f"{module} imports {imported}: it imports the standard library only"
    if target in LIBRARY_HOMES and not within(module, LIBRARY_HOMES[target]):
        yield f"{module} imports {imported}: {target} lives only in {', '.join(LIBRARY_HOMES[target])}"
    if target in BARRED and within(module, BARRED[target]):
        yield f"{module} imports {imported}: not in {', '.join(BARRED[target])}"


FILES = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda p: module_name(p))
def test_imports_keep_the_dependency_rule(path: Path) -> None:
    module = module_name(path)
    broken = [rule for imported in imports_of(path) for rule in broken_rules(module, imported)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("db.store", "spiders.crawl"),
        ("timeline.dates", "db.store"),
        ("timeline.events", "spiders"),
        ("spiders.crawl", "timeline.mentions"),
        ("spiders.reading.page", "scrapy"),
        ("timeline.names", "sqlite_utils"),
        ("db.records", "click"),
    ],
)
def test_a_broken_rule_is_named(module: str, imported: str) -> None:
    assert list(broken_rules(module, imported))


def test_modules_stay_small() -> None:
    """A module has one subject; at 400 lines it is two."""
    long = {module_name(p): n for p in FILES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long


def test_no_room_is_named_for_nothing() -> None:
    vague = {"utils", "util", "helpers", "common", "manager", "items", "misc"}
    assert not [p for p in FILES if p.stem in vague or vague & set(p.parent.parts)]
