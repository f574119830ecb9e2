"""Running the app: the port taken before anything else, a word where to look, a clean stop on Ctrl-C."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

from willing.errors import UsageError
from willing.web.settings import ServeSettings

STOP_SECONDS = 3
"""How long open requests may take once the server is told to stop."""


def serve(settings: ServeSettings, ready: Callable[[ServeSettings], None]) -> None:
    """Serve until interrupted; `ready` is called once the port is ours. Raises UsageError where it cannot be had."""
    import uvicorn

    from willing.web.app import create_app

    with listening(settings.host, settings.port) as listener:
        app = create_app(settings)
        config = uvicorn.Config(
            app,
            log_level="warning",
            # a log of addresses would hold the token
            access_log=False,
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        ready(settings)
        # the server stops in order, and then passes the interrupt on to whoever started it
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises UsageError where another program does, or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol named: else the event loop takes its connections for no TCP ones and leaves small packets waiting
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}, port {port}: {error.strerror or error}; try another: --port {port + 1}") from None
    return listener
