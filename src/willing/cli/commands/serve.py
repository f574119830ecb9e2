"""`willing serve`: the case in a browser, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from willing.web.settings import ServeSettings

EXAMPLES = """Examples:

  willing serve
  willing serve --port 8080 --open
  willing serve --host 192.168.1.20            others on the network, with a token that it makes
  willing serve --host 0.0.0.0 --token SECRET"""


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; beyond loopback a token is needed.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None, typer.Option(help="Ask everybody for this token; beyond loopback one is made if none is given.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser too.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
    demo: Annotated[
        bool, typer.Option("--include-demo-texts", help="Count texts written for the project too.")
    ] = False,
) -> int:
    """Show the case in a browser: the matrix, and behind every cell the words it stands on.

    Nothing leaves this machine."""
    import secrets

    from willing.cli.options import required_case_folder
    from willing.errors import UsageError
    from willing.web.server import serve as run
    from willing.web.settings import ServeSettings, is_loopback
    from willing.workflows.ledgers import open_ledger
    from willing.workflows.reading import register_for

    if token is not None and not token.strip():
        raise UsageError("--token: expected a secret of at least one sign")
    folder = required_case_folder(case)
    # mistakes in the case or the ledger are told now, not in the browser
    register_for(folder)
    open_ledger(folder).close()
    given = token if token is not None or is_loopback(host) else secrets.token_urlsafe(18)
    settings = ServeSettings(folder, host, port, given, demo)

    def ready(settings: ServeSettings) -> None:
        typer.echo(f"Look at {settings.address}  (stop with Ctrl-C)")
        if not settings.on_loopback:
            typer.echo(
                "Others can reach this address; whoever has its token can read the case and write to its ledger."
            )
        if open_browser:
            import webbrowser

            webbrowser.open(settings.address)

    run(settings, ready)
    typer.echo("stopped")
    return 0


serve.__doc__ = f"{serve.__doc__}\n\n{EXAMPLES}"
