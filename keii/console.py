"""rich's console, but for what it does where the reader of a pipe has gone."""

from rich.console import Console as RichConsole


class Console(RichConsole):
    """Leaves a broken pipe to keii.cli: rich would end the command as if something had failed."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
