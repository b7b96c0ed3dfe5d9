"""The data files of this package: TOML tables read once. What they mean is said in the modules that use them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The table in `NAME.toml` beside this module.

    >>> load_rules("standings")["kinds"]["police"]
    'regulator'
    """
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
