"""Starting a case: a copy of a built-in case or of another folder.

The copy is made beside the target and then renamed, so a start that fails or is killed never leaves a half case
under the target's name.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.resources import as_file
from pathlib import Path

from willing.cases.builtin import CASE_FILE, builtin_cases, builtin_lines, case_source
from willing.errors import CaseError
from willing.model.mistake import near

LEFT_BEHIND = ("ledger.db", "ledger.db-*", "ledger.url", ".*", "__pycache__")
"""What a case folder holds that a new case does not take over: the old one's ledger or its address, hidden files."""


def start_case(name_or_folder: str, target: Path) -> None:
    """Copy a built-in case, or the case in another folder, to `target`.

    Raises CaseError where there is no such case, or where the target is a file or a folder with something in it.
    """
    refuse_unless_empty(target)
    source = case_source(name_or_folder)
    if source is None:
        copy_whole(own_folder(name_or_folder, target), target)
        return
    with as_file(source) as folder:
        copy_whole(folder, target)


def refuse_unless_empty(target: Path) -> None:
    if target.is_dir() and any(target.iterdir()):
        raise CaseError(f"{target}: not empty; expected a new or an empty folder; name another one")
    if target.exists() and not target.is_dir():
        raise CaseError(f"{target}: a file; expected a new or an empty folder; name another one")


def own_folder(name_or_folder: str, target: Path) -> Path:
    """The folder of a case that is not a built-in one."""
    folder = Path(name_or_folder)
    if not (folder / CASE_FILE).is_file():
        listed = "".join(f"\n  {name:20} {title}" for name, title in builtin_lines())
        raise CaseError(
            f"case {name_or_folder!r}: unknown; expected one of these{near(name_or_folder, builtin_cases())}, "
            f"or a folder with a {CASE_FILE}{listed}"
        )
    if target.resolve().is_relative_to(folder.resolve()):
        raise CaseError(f"{target}: inside {folder}, which would be copied into itself; expected a folder elsewhere")
    return folder


def copy_whole(source: Path, target: Path) -> None:
    """Copy into a temporary folder beside the target, then give it the target's name."""
    parent = target.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=parent) as beside:
            copied = Path(beside) / "case"
            shutil.copytree(source, copied, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
            make_writable(copied)
            # an empty folder gives way; one that was filled meanwhile makes the rename fail, and stays as it is
            if target.is_dir():
                target.rmdir()
            copied.rename(target)
    except OSError as error:
        raise CaseError(f"{target}: cannot be made ({error}); expected a folder that can be written to") from error


def make_writable(folder: Path) -> None:
    """Installed packages may be read-only; a case is there to be edited."""
    for place, _, files in os.walk(folder):
        os.chmod(place, 0o755)
        for name in files:
            os.chmod(Path(place) / name, 0o644)
