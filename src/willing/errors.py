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

SHOWN_LENGTH = 100
"""Characters of a line shown with a mistake in it."""


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

    `text` is the condition as written, `start` and `end` the characters that were not understood (equal where
    something is missing), `expected` what would have been right there.
    """

    def __init__(self, text: str, start: int, end: int, expected: str) -> None:
        self.text, self.start, self.end, self.expected = text, start, end, expected
        super().__init__(self.render())

    def render(self, indent: str = "    ", where: str = "", label: str = "") -> str:
        """The line with the place marked below it, and what was expected there.

        `where` names the file and line ("case.toml, line 41"), `label` the key the condition was written under.
        """
        line, start, end = self.visible_line()
        head = f"{where}: " if where else ""
        name = f"{label}: " if label else ""
        mark = " " * (len(name) + start) + "~" * (end - start) + "^"
        return f"{head}condition not understood\n{indent}{name}{line}\n{indent}{mark}\nexpected {self.expected}"

    def visible_line(self) -> tuple[str, int, int]:
        """The line that holds the mistake, cut to SHOWN_LENGTH around it, and where the mistake stands in it."""
        first = self.text.rfind("\n", 0, self.start) + 1
        # a tab or a control character would move the mark away from its place, or the cursor of a terminal
        line = "".join(sign if sign.isprintable() else " " for sign in self.text[first:].partition("\n")[0])
        start, end = self.start - first, min(self.end - first, len(line))
        left = max(0, start - SHOWN_LENGTH // 2) if len(line) > SHOWN_LENGTH else 0
        shown = line[left : left + SHOWN_LENGTH]
        before = "..." if left else ""
        after = "..." if left + SHOWN_LENGTH < len(line) else ""
        shift = len(before) - left
        return f"{before}{shown}{after}", start + shift, min(end + shift, len(before) + len(shown))


class LedgerError(WillingError):
    exit_code = 5


class InvalidValue(WillingError, ValueError):
    exit_code = 1
