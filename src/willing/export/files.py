"""Putting an export in its place: whole or not at all, and never over something else unasked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from willing.errors import UsageError


@contextmanager
def put_in_place(target: Path, *, folder: bool, replace: bool) -> Iterator[Path]:
    """A name beside `target` to write a file or folder under; at the end it takes the target's place.

    Raises UsageError where something is there and `replace` was not asked for, or it is no export's kind of thing.
    """
    if target.exists() or target.is_symlink():
        if not replace:
            raise UsageError(f"{target}: is there already; expected a new name, or --replace")
        if target.is_dir() != folder:
            kind = "a folder" if target.is_dir() else "a file"
            raise UsageError(
                f"{target}: {kind}, and this format is {'a folder' if folder else 'a file'}; use another name"
            )
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}.{os.getpid()}.new")
    remove(scratch)
    try:
        if folder:
            scratch.mkdir()
        yield scratch
        if folder and target.exists():
            old = target.with_name(f".{target.name}.{os.getpid()}.old")
            target.replace(old)
            scratch.replace(target)
            remove(old)
        else:
            scratch.replace(target)
    finally:
        remove(scratch)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
