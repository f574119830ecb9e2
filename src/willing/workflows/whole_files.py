"""Files that are there whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(file: Path, content: str | bytes) -> None:
    """Write a file beside its place and move it there; what fails on the way leaves nothing and what was there."""
    scratch = file.with_name(f".{file.name}.tmp")
    try:
        # half a pair of surrogates, which a title may hold, is no sign that can be written
        scratch.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
