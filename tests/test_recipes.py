"""The recipes are well formed, and what they call is what keii knows. Images and workflows are not run here."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from keii.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent
RECIPES = ROOT / "recipes"
UNITS = sorted((RECIPES / "systemd").iterdir())


def text_of(name: str) -> str:
    return (RECIPES / name).read_text(encoding="utf-8")


def workflow() -> dict[str, Any]:
    loaded = yaml.safe_load(text_of("github/keii.yml"))
    assert isinstance(loaded, dict)
    return loaded


def calls() -> list[list[str]]:
    """Every call of keii in a recipe, as words after `keii`."""
    found = [re.search(r"^ExecStart=\S*/keii (.*)$", unit.read_text(), re.M) for unit in UNITS]
    lines = [match[1] for match in found if match]
    cron = re.search(r"/keii (watch[^>]*)", text_of("crontab"))
    assert cron
    lines.append(cron[1])
    for step in workflow()["jobs"]["walk"]["steps"]:
        lines += re.findall(r"^keii ([^|]*)", step.get("run", ""), re.M)
    words = [shlex.split(line) for line in lines]
    command = re.search(r"^CMD (.*)$", text_of("docker/Dockerfile"), re.M)
    assert command
    compose = yaml.safe_load(text_of("docker/compose.yaml"))
    return [*words, json.loads(command[1]), compose["services"]["watch"]["command"]]


@pytest.mark.parametrize("words", calls(), ids=" ".join)
def test_keii_is_called_as_it_can_be_called(words: list[str]) -> None:
    assert words[0] in COMMANDS
    context = click.Context(cli)
    command = cli.get_command(context, words[0])
    assert command is not None
    parsed = command.make_context(words[0], words[1:], parent=context)
    assert parsed.params["every"]


def test_every_recipe_calls_keii_once() -> None:
    assert len(calls()) == 2 + 1 + 1 + 2


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze to judge the units")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    for other in UNITS:
        # There is no keii in /opt here.
        (tmp_path / other.name).write_text(other.read_text().replace("/opt/keii/bin/keii", "/bin/true"))
    judged = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"SYSTEMD_LOG_LEVEL": "warning"},
    )  # fmt: skip
    complaints = [line for line in judged.stderr.splitlines() if unit.name in line]
    assert not complaints


def test_shell_lines_of_the_workflow_are_shell() -> None:
    for step in workflow()["jobs"]["walk"]["steps"]:
        if "run" in step:
            subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True, timeout=30)


def test_the_workflow_may_commit_is_alone_and_stays_switched_on() -> None:
    # YAML 1.1 takes the word `on` for true.
    assert workflow()[True]["schedule"][0]["cron"].split()[1:] == ["*"] * 4
    assert workflow()["permissions"] == {"contents": "write", "actions": "write"}
    assert workflow()["concurrency"]
    assert "gh workflow enable" in text_of("github/keii.yml")


def test_the_container_is_not_root_and_the_image_is_built_from_what_is_there() -> None:
    compose = yaml.safe_load(text_of("docker/compose.yaml"))["services"]["watch"]
    folder = (RECIPES / "docker" / compose["build"]["context"]).resolve()
    assert folder == ROOT
    assert (folder / compose["build"]["dockerfile"]).is_file()
    instructions = [
        line.split()[0] for line in text_of("docker/Dockerfile").splitlines() if re.match(r"[A-Z]+ ", line)
    ]
    assert instructions.index("USER") < instructions.index("ENTRYPOINT")
    assert compose["read_only"] is True


def test_cron_runs_often_and_keeps_what_is_said() -> None:
    (line,) = [line for line in text_of("crontab").splitlines() if line.startswith("*/")]
    assert len(line.split()[:5]) == 5
    assert line.endswith(">>/var/lib/keii/watch.log 2>&1")
