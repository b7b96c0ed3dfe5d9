"""The page of all commands, from what click knows of them."""

import inspect

import click

from keii import errors
from keii.cli import COMMANDS, cli

STATUSES = {
    errors.DONE: "done",
    errors.FAILURES: "done, with failures that are listed",
    errors.WRONG_USE: "wrong use or wrong configuration; nothing was written",
    errors.LOCKED: "another run holds the workspace; try again later",
    errors.INTERRUPTED: "interrupted (Ctrl-C); what was done so far is kept",
    errors.TERMINATED: "stopped (SIGTERM); what was done so far is kept",
}


def page(folder: str = "../commands") -> str:
    """All commands with their options, what they end with, and what the environment tells them."""
    context = click.Context(cli, info_name="keii")
    parts = ["# All commands\n", "Every command tells the same with `--help`.\n", _table(cli)]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        parts += [_section(command, ["keii", name], f"[More]({folder}/{name}.md)")]
        if isinstance(command, click.Group):
            parts += [_section(part, ["keii", name, word]) for word, part in sorted(command.commands.items())]
    rows = "\n".join(f"| {status} | {meaning} |" for status, meaning in STATUSES.items())
    parts += [f"## Exit statuses\n\n| status | meaning |\n|---|---|\n{rows}\n"]
    return "\n".join(parts)


def _section(command: click.Command, words: list[str], more: str = "") -> str:
    level = "#" * len(words)
    text, _, examples = inspect.cleandoc(command.help or "").partition("\b\n")
    shown = "\n".join(line.strip() for line in examples.splitlines()[1:] if line.strip())
    example = f"\n```sh\n{shown}\n```\n" if shown else ""
    return f"{level} {' '.join(words)}\n\n{text.strip()} {more}\n{example}\n{_table(command)}"


def _table(command: click.Command) -> str:
    rows = [
        f"| {_forms(option)} | {_meaning(option)} |"
        for option in command.params
        if isinstance(option, click.Option)
    ]
    return "\n".join(["| option | meaning |", "|---|---|", *rows, ""]) if rows else ""


def _meaning(option: click.Option) -> str:
    said = (option.help or "").replace("|", "\\|")
    return f"{said} Or in the environment: `{option.envvar}`." if option.envvar else said


def _forms(option: click.Option) -> str:
    choices = "|".join(map(str, option.type.choices)) if isinstance(option.type, click.Choice) else ""
    value = (
        ""
        if option.is_flag
        else f" {option.metavar or choices or option.type.name.upper()}".replace("|", "\\|")
    )
    return ", ".join(f"`{form}{value}`" for form in option.opts)
