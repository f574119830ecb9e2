"""What can go wrong, and how it is told.

    WillingError              everything a user should see without a traceback
    ├── UsageError            the call itself cannot be carried out (exit code 2)
    ├── InputError            a text, page or file cannot be read (exit code 3)
    │   ├── RefusedAddress    an address that the fetcher will not visit
    │   └── FetchError        the network or the server failed
    ├── CaseError             a case folder is missing or wrong (exit code 4)
    │   └── ConditionSyntaxError   a condition that cannot be parsed, with a caret
    ├── LedgerError           the ledger cannot be opened or written (exit code 5)
    └── InvalidValue          a value that cannot be built; a programming or data mistake (exit code 1)

A message says where, what was met, what was expected and what to try.
"""

from __future__ import annotations


class WillingError(Exception):
    """Base of all errors meant for users; `exit_code` is what the command line returns for it."""

    exit_code = 1


class UsageError(WillingError):
    exit_code = 2


class InputError(WillingError):
    exit_code = 3


class RefusedAddress(InputError):
    pass


class FetchError(InputError):
    pass


class CaseError(WillingError):
    exit_code = 4


class ConditionSyntaxError(CaseError):
    """A condition that cannot be parsed.

    `text` is the condition as written, `start` and `end` the characters that were not understood.
    """

    def __init__(self, text: str, start: int, end: int, expected: str) -> None:
        self.text, self.start, self.end, self.expected = text, start, end, expected
        super().__init__(self.render())

    def render(self, indent: str = "    ") -> str:
        """The condition with the place marked below it, and what was expected there."""
        length = max(1, self.end - self.start)
        mark = " " * self.start + "~" * (length - 1) + "^"
        return f"condition not understood\n{indent}{self.text}\n{indent}{mark}\nexpected {self.expected}"


class LedgerError(WillingError):
    exit_code = 5


class InvalidValue(WillingError, ValueError):
    exit_code = 1
