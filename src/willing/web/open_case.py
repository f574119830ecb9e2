"""The case that is served: loaded once, and again where a file of its folder has changed."""

from __future__ import annotations

import threading
from pathlib import Path

from willing.cases import Case, load_case

Signature = tuple[tuple[str, int, int], ...]


class OpenCase:
    """A case folder that several threads ask for; each request gets the case as the folder is now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._loaded: tuple[Signature, Case] | None = None

    def current(self) -> Case:
        """The case; raises CaseError where the folder is wrong by now."""
        signature = signature_of(self.folder)
        with self._lock:
            if self._loaded is None or self._loaded[0] != signature:
                self._loaded = (signature, load_case(self.folder))
            return self._loaded[1]


def signature_of(folder: Path) -> Signature:
    """Name, time of change and size of the tables: equal as long as nobody has edited them."""
    files = sorted(file for file in folder.iterdir() if file.suffix in (".toml", ".csv"))
    return tuple((file.name, (told := file.stat()).st_mtime_ns, told.st_size) for file in files)
