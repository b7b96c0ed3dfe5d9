"""The documentation names every command and every option, and its command lines are ones that keii knows."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from keii.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs" / "commands"
CONTEXT = click.Context(cli)


def command_named(name: str) -> click.Command:
    found = cli.get_command(CONTEXT, name)
    assert found is not None
    return found


def options_of(command: click.Command) -> set[str]:
    """Its options, with those of its own commands where it is a group."""
    own = {o for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}
    return own.union(*(options_of(part) for _, part in parts_of(command)))


def parts_of(command: click.Command) -> list[tuple[str, click.Command]]:
    """The commands of a group (`keii names list`)."""
    return sorted(command.commands.items()) if isinstance(command, click.Group) else []


def every_command() -> list[tuple[str, str]]:
    """Page and full name of every command and every part of one."""
    return [
        (name, full)
        for name in COMMANDS
        for full in (name, *(f"{name} {part}" for part, _ in parts_of(command_named(name))))
    ]


def arguments_of(command: click.Command) -> list[str]:
    """What a group takes before the name of its part (`keii review SLUG hide`)."""
    taken = [p for p in command.params if isinstance(p, click.Argument)]
    return [str(p.name).upper() for p in taken] if isinstance(command, click.Group) else []


def command_called(words: Sequence[str]) -> tuple[click.Command, int]:
    """The command that words call, and how many of them are its name."""
    command, used = command_named(words[0]), 1
    at = 1 + len(arguments_of(command))
    if isinstance(command, click.Group) and words[at:] and words[at] in command.commands:
        command, used = command.commands[words[at]], at + 1
    return command, used


def called(name: str) -> list[str]:
    """The words of a full name with what its group takes: `review SLUG hide`."""
    first, *part = name.split()
    return [first, *arguments_of(command_named(first)), *part] if part else [first]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page_that_names_every_option(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# keii {name}\n")
    missing = {option for option in options_of(command_named(name)) if f"`{option}" not in page}
    assert not missing


@pytest.mark.parametrize(("page_name", "name"), every_command())
def test_every_page_shows_the_help_that_the_command_prints(page_name: str, name: str) -> None:
    page = (PAGES / f"{page_name}.md").read_text(encoding="utf-8")
    command, _ = command_called(called(name))
    with click.Context(
        command, info_name=" ".join(called(name)), parent=click.Context(cli, info_name="keii")
    ) as ctx:
        usage = command.get_usage(ctx).removeprefix("Usage: ")
    assert usage in page


@pytest.mark.parametrize("name", [name for _, name in every_command()])
def test_every_command_and_option_has_help_and_an_example(name: str) -> None:
    command, _ = command_called(called(name))
    assert "Example" in (command.help or "")
    words = [re.escape(word) if word.islower() else r"\S+" for word in called(name)]
    assert re.search(" ".join(["keii", *words]), command.help or "")
    assert all(p.help for p in command.params if isinstance(p, click.Option))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_about_a_command_is_not_cut_off(name: str) -> None:
    assert not command_named(name).get_short_help_str(66).endswith("...")


def test_every_page_is_in_the_contents_of_the_site() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not page.endswith(".ja.md") and page not in contents} == set()


def test_there_is_no_page_of_a_command_that_is_gone() -> None:
    assert {p.stem for p in PAGES.glob("*.md")} == set(COMMANDS)


def command_lines() -> list[tuple[str, str]]:
    """Every line of a shell block in README and docs that calls keii."""
    lines = []
    for file in [
        ROOT / "README.md",
        ROOT / "README.ja.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        ROOT / "incidents" / "README.md",
    ]:
        for block in re.findall(r"```sh\n(.*?)```", file.read_text(encoding="utf-8"), re.S):
            calls = re.findall(r"^(?:\$ )?(keii .*)$", block, re.M)
            lines += [(file.name, line) for line in calls]
    return lines


@pytest.mark.parametrize(("file", "line"), command_lines())
def test_command_lines_in_the_docs_can_be_parsed(file: str, line: str) -> None:
    words = shlex.split(line.split("|")[0].split(">")[0], comments=True)[1:]
    while words and words[0] in ("--workspace", "-w"):
        words = words[2:]
    if words[0].startswith("-"):
        return
    command, used = command_called(words)
    parsed = command.make_context(words[0], words[used:], parent=CONTEXT, resilient_parsing=True)
    known = options_of(command) | {"--help"}
    assert parsed is not None
    assert not [w for w in words if w.startswith("--") and w.split("=")[0] not in known], f"{file}: {line}"
