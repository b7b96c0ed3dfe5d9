"""`keii serve`: the workspace in the browser."""

from ipaddress import ip_address

import click

from keii.cli import workspace_of
from keii.errors import KeiiError


class NoPassword(KeiiError):
    """Somebody else than this machine could ask, and nothing keeps them out."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host}: others can reach this address; set a password in KEII_PASSWORD, or keep to 127.0.0.1"
        )


class NotFree(KeiiError):
    """The port is taken, or the address is not this machine's."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: cannot listen here ({reason}); choose another --port")


@click.command(short_help="Show the workspace in the browser.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; others than loopback need a password.",
)
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at."
)
@click.option(
    "--password", envvar="KEII_PASSWORD", show_envvar=True, help="Ask for this password (any user name)."
)
@click.option(
    "--public", is_flag=True, help="Show nobody whole texts, nor let them ask SQL: for use behind a proxy."
)
@click.pass_context
def command(ctx: click.Context, host: str, port: int, password: str | None, public: bool) -> None:
    """Show the workspace in the browser: timelines, documents, names, search, tables.

    Nothing can be changed there. Whole texts are shown on this machine only; others see facts, links and short
    quotes.

    \b
    Examples:
      keii serve
      keii --workspace keii-demo serve --port 8002
      KEII_PASSWORD=… keii serve --host 0.0.0.0
    """
    loopback = _is_loopback(host)
    if not loopback and not password:
        raise NoPassword(host)
    workspace = workspace_of(ctx)
    with workspace.read_store():
        pass  # A database that is missing, damaged or of another version is told of here.
    _try_port(host, port)
    from db.browse.server import application, serve

    names = frozenset({"localhost", "127.0.0.1", "[::1]"}) if loopback and not public else frozenset()
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/   (Ctrl-C stops it)", err=True)
    serve(application(workspace.database, hosts=names, password=password, public=public), host, port)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _try_port(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NotFree(host, port, error.strerror or str(error)) from error
