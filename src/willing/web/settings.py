"""What `willing serve` is told: which case, where to listen, who may look."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """`folder` is the case's; `token`, where there is one, is asked of everybody; `demo` counts demo texts too.

    `host` is the address to listen on. Everything but loopback needs a token.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    demo: bool = False

    @property
    def on_loopback(self) -> bool:
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """Where to look, with the token where one is needed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/" + (f"?token={self.token}" if self.token else "")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
