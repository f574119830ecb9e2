"""What several commands take: the case folder, and how sources are read."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from willing.sources import SourceOptions
    from willing.workflows.axes import TimeAxes

AsOf = Annotated[str | None, typer.Option("--as-of", help="As said up to this day: YYYY-MM-DD.")]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", help="As the ledger knew on this day, or at this moment (YYYY-MM-DDTHH:MM)."),
]
"""The two time axes, as every command that reads the ledger takes them; `time_axes` makes sense of them."""


def case_folder(given: Path | None) -> Path | None:
    """The folder named, else the one of the nearest case.toml from here upwards; None where there is none."""
    from willing.cases import find_case

    return given if given is not None else find_case(Path.cwd())


def required_case_folder(given: Path | None) -> Path:
    """As `case_folder`; raises CaseError where there is none."""
    from willing.errors import CaseError

    folder = case_folder(given)
    if folder is None:
        raise CaseError(
            f"no case.toml in {Path.cwd()} or above it; expected a case folder; "
            "start one with: willing init DIR --from ukraine-coalition"
        )
    return folder


def source_options(
    *,
    date: str | None,
    outlet: str | None,
    title: str | None,
    allow_private: bool,
    timeout: float,
) -> SourceOptions:
    """Options for reading sources; raises UsageError for a date that is none."""
    from willing.sources import SourceOptions
    from willing.workflows.axes import date_of

    return SourceOptions(
        date=date_of(date or None, "--date"),
        outlet=outlet,
        title=title,
        allow_private_addresses=allow_private,
        timeout=timeout,
    )


def day(text: str | None, option: str) -> datetime.date | None:
    """The day that an option gives (the last one of a month or year); raises UsageError for anything else."""
    from willing.workflows.axes import day_of

    return day_of(text, option)


def starting_day(text: str | None, option: str) -> datetime.date | None:
    """The day that an option gives (the first one of a month or year); raises UsageError for anything else."""
    from willing.workflows.axes import starting_day_of

    return starting_day_of(text, option)


def moment(text: str | None, option: str) -> datetime.datetime | None:
    """The moment that an option gives (the end of a day, month or year); a time without a zone is UTC."""
    from willing.workflows.axes import moment_of

    return moment_of(text, option)


def time_axes(as_of: str | None, known_at: str | None) -> TimeAxes:
    """Both time axes; raises UsageError for what is no date."""
    from willing.workflows.axes import axes_of

    return axes_of(as_of, known_at)
