"""Parts of a page of the documentation that are made from the code, between marks that name them and their script."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def make(page: Path, parts: Mapping[str, Callable[[], str]], script: str) -> int:
    """Write every part of a page anew; with `--check` on the command line only say whether all are as the code is.

    A part lies between `<!-- NAME: made by scripts/SCRIPT -->` and `<!-- end -->`. Returns the exit code: 1 where a
    part is not as it should be, is missing, or is none that the script makes.
    """
    text = page.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- ([\w -]+): made by scripts/{re.escape(script)} -->\n).*?(<!-- end -->)", re.DOTALL)
    found = [match[2] for match in marks.finditer(text)]
    if sorted(found) != sorted(parts):
        print(f"{page}: expected these parts once each: {', '.join(parts)}; met {', '.join(found)}")
        return 1
    made = marks.sub(lambda match: f"{match[1]}\n{parts[match[2]]()}\n\n{match[3]}", text)
    if "--check" in sys.argv:
        if made != text:
            print(f"{page}: not as the code is; run python scripts/{script}")
        return int(made != text)
    page.write_text(made, encoding="utf-8")
    return 0
