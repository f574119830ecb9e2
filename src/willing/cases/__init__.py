"""Cases: registers and case folders, as data."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from willing.cases.builtin import builtin_cases, builtin_lines, case_source
    from willing.cases.case import Case, CaseFact, Demo, find_case, load_case
    from willing.cases.check import check_case
    from willing.cases.coded import coded_positions
    from willing.cases.meetings import Meeting, load_meetings
    from willing.cases.register import load_general_register
    from willing.cases.start import start_case

__all__ = [
    "Case",
    "CaseFact",
    "Demo",
    "Meeting",
    "builtin_cases",
    "builtin_lines",
    "case_source",
    "check_case",
    "coded_positions",
    "find_case",
    "load_case",
    "load_general_register",
    "load_meetings",
    "start_case",
]

MODULES = {
    "builtin": ("builtin_cases", "builtin_lines", "case_source"),
    "case": ("Case", "CaseFact", "Demo", "find_case", "load_case"),
    "check": ("check_case",),
    "coded": ("coded_positions",),
    "meetings": ("Meeting", "load_meetings"),
    "register": ("load_general_register",),
    "start": ("start_case",),
}


def __getattr__(name: str) -> Any:
    """Modules are loaded when a name of theirs is first asked for: the command line imports this package early."""
    for module, names in MODULES.items():
        if name in names:
            return getattr(import_module(f"willing.cases.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
