"""The command `keii`: which commands there are, and what an error ends in. Each command is a module of its own."""

import errno
import importlib
import os
import sys
from pathlib import Path

import click

from keii import __version__
from keii.errors import BROKEN_PIPE, FAILURES, INTERRUPTED, TERMINATED, Terminated, known_errors, status_of
from keii.interruption import end_on_signals
from keii.workspace import Workspace

COMMANDS = {
    "demo": "demo",
    "new": "new",
    "sources": "sources",
    "run": "run",
    "watch": "watch",
    "crawl": "crawl",
    "import": "import_files",
    "read": "read",
    "build": "build",
    "extract": "extract",
    "names": "names",
    "show": "show",
    "serve": "serve",
    "publish": "publish",
    "review": "review",
    "diff": "diff",
    "verify": "verify",
}
"""Name → module in keii.commands, in the order of use. Loaded when called: most commands need few libraries."""


class LazyCommands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"keii.commands.{COMMANDS[name]}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. One whose reader has gone (`| head`) ends quietly; click would call it a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # What is left of the answer cannot be written at the end either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(BROKEN_PIPE) from None


@click.command(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="KEII_WORKSPACE",
    help="Folder with incidents/, keii.db, archive/ and timelines/.  [default: the current one]",
)
@click.version_option(__version__, prog_name="keii")
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None) -> None:
    """keii (経緯): how an incident unfolded, every line cited.

    Collects reports and service notices, reads amounts, names and dates out of them, and writes a
    chronological timeline in which every line leads to the words it comes from.

    \b
    Try it, offline:          keii demo
    Follow your own incident: keii new my-incident --title "…" --keyword "…"
                              keii run my-incident
    """
    ctx.obj = workspace


def main() -> None:
    """Run the command line; every way it can end has its exit status (see keii.errors)."""
    end_on_signals()
    try:
        status = cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.exceptions.Exit as end:
        status = end.exit_code
    except (KeyboardInterrupt, click.Abort) as error:
        # click turns an interrupt into its own Abort.
        terminated = isinstance(error, Terminated) or isinstance(error.__cause__, Terminated)
        message = "stopped" if terminated else "interrupted"
        status = _say(f"{message}; what was done so far is kept", TERMINATED if terminated else INTERRUPTED)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        status = _say(f"cannot write: {error.strerror}; make room, then run it again", FAILURES)
        # What is left of the answer cannot be written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except known_errors() as error:
        status = _say(str(error), status_of(error))
    sys.exit(status if isinstance(status, int) else 0)


def _say(message: str, status: int) -> int:
    click.echo(f"keii: {message}", err=True)
    return status


def workspace_of(ctx: click.Context, default: str = ".") -> Workspace:
    """The workspace that the user chose, or `default`."""
    chosen = ctx.obj
    return Workspace(chosen if isinstance(chosen, Path) else Path(default))


if __name__ == "__main__":
    main()
