"""How much memory a process holds, where the system tells it without a further library."""

from __future__ import annotations

import os
from pathlib import Path


def resident_memory(process: int | None = None) -> int:
    """Bytes of memory of a process (this one where none is named); 0 where the system does not tell."""
    try:
        pages = Path(f"/proc/{process or os.getpid()}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0
