"""Patterns that wait for their first use: all can be compiled, and then they are what re.compile makes."""

import importlib
import pkgutil
import re

import pytest

import timeline
from timeline.patterns import LazyPattern, lazy_pattern

MODULES = [name for _, name, _ in pkgutil.walk_packages(timeline.__path__, "timeline.")]


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_of_the_package_compiles(module: str) -> None:
    for name, value in list(vars(importlib.import_module(module)).items()):
        if isinstance(value, LazyPattern):
            assert value.compiled.pattern, f"{module}.{name}"


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    now, later = (make(r"(?P<n>\d+)件", re.IGNORECASE) for make in (re.compile, lazy_pattern))
    text = "被害は73件、120件"
    for _ in range(2):
        assert [m.span() for m in later.finditer(text)] == [m.span() for m in now.finditer(text)] != []
        assert later.findall(text, 3) == now.findall(text, 3) == ["73", "120"]
        assert later.sub("x", text) == now.sub("x", text)
        assert (later.pattern, later.flags, later.groups) == (now.pattern, now.flags, now.groups)
        assert later.groupindex == now.groupindex


def test_a_wrong_pattern_says_so_at_its_first_use() -> None:
    wrong = lazy_pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
