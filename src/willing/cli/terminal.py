"""The screen: one console, tables that fit it, progress on standard error only where somebody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console


class Advance(Protocol):
    """Tells the progress bar that `steps` more are done, and what comes next."""

    def __call__(self, steps: int = 1, note: str = "") -> None: ...


def console(*, errors: bool = False) -> Console:
    """Standard output (or error). Rich itself follows NO_COLOR and the width of the terminal."""
    from rich.console import Console

    return Console(stderr=errors, highlight=False, soft_wrap=False)


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Advance]:
    """A bar on standard error while the work goes on; silent where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda steps=1, note="": None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(errors=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def advance(steps: int = 1, note: str = "") -> None:
            bar.update(task, advance=steps, description=f"{what} {note}".strip()[:60])

        yield advance


def tell_problem(problem: object) -> None:
    """One line on standard error."""
    print(f"willing: {problem}", file=sys.stderr)
