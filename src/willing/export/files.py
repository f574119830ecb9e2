"""Putting an export in its place: whole or not at all, and never over something else unasked."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from willing.errors import UsageError


@contextmanager
def put_in_place(target: Path, *, folder: bool, replace: bool) -> Iterator[Path]:
    """A name beside `target` to write a file or folder under; at the end it takes the target's place.

    A folder is replaced only if it holds nothing but files of the names that the new one has: whatever else lies there
    would be lost. Raises UsageError for such a folder, where something is there and `replace` was not asked for, and
    where a file stands in the place of a folder or the other way round.
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
            check_old_files(target, {each.name for each in scratch.iterdir()})
            old = target.with_name(f".{target.name}.{os.getpid()}.old")
            target.replace(old)
            try:
                scratch.replace(target)
            except OSError:
                old.replace(target)
                raise
            remove(old)
        else:
            scratch.replace(target)
    finally:
        remove(scratch)


def check_old_files(folder: Path, names: set[str]) -> None:
    """Raises UsageError where a folder holds something that an export with these files did not put there."""
    others = sorted(each.name for each in folder.iterdir() if each.name not in names or each.is_dir())
    if others:
        raise UsageError(
            f"{folder}: holds {others[0]!r}, which is no file of this format; expected a folder of an earlier export. "
            "Nothing was written; use another name"
        )


def zipped(folder: Path, archive: Path) -> Path:
    """The files of a folder as one ZIP archive, which is the same for the same files; its path."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.iterdir()):
            # always the same moment, the first that the format can tell
            told = zipfile.ZipInfo(f"{folder.name}/{file.name}", (1980, 1, 1, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as read, packed.open(told, "w") as written:
                shutil.copyfileobj(read, written)
    return archive


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
