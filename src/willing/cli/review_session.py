"""Review by keyboard: one position after the other, each judgement written before the next is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from willing.cli.keyboard import END_OF_INPUT, read_key, single_keys, whole_lines
from willing.errors import LedgerError, UsageError
from willing.ledger import Verdict
from willing.ledger.agreement import person
from willing.views.review import fields_of
from willing.workflows.correcting import FIELDS, corrected, settings_of
from willing.workflows.reviewing import State, agree, differences, item_of, judge, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from willing.cases import Case
    from willing.ledger import Ledger
    from willing.workflows.reviewing import Item, Suggestion

KEYS = "a accept  r reject  c correct  g agree  s skip  n next  p previous  q quit"
DONE = (State.ACCEPTED, State.CORRECTED, State.REJECTED)


class Session:
    """One person going through a queue. `place` is the position on the screen, `judged` how many were judged now."""

    def __init__(
        self, screen: Console, ledger: Ledger, case: Case, items: Sequence[Item], *, by: str, people: int
    ) -> None:
        self.screen, self.ledger, self.case, self.items = screen, ledger, case, list(items)
        self.by, self.people = by, people
        self.place, self.judged = 0, 0
        self.told = ""

    def run(self) -> int:
        """Until the queue's end or until the person quits; how many positions were judged."""
        try:
            with single_keys():
                while self.place < len(self.items):
                    self.show(self.items[self.place])
                    if not self.act():
                        break
        finally:
            # also when interrupted: what was judged is written, and how much that is is said
            self.screen.print(f"\n{self.judged} judged now, {self.left()} left; every judgement is kept")
        return self.judged

    def left(self) -> int:
        return sum(item.state not in DONE and not self.mine(item) for item in self.items)

    def mine(self, item: Item) -> bool:
        return any(person(each.by) == person(self.by) for each in item.judgements)

    def act(self) -> bool:
        """One key; False where it ends the session."""
        item = self.items[self.place]
        key = read_key()
        if key in ("q", END_OF_INPUT):
            return False
        try:
            self.follow(key, item)
        except (UsageError, LedgerError) as error:
            self.told = str(error)
        return True

    def follow(self, key: str, item: Item) -> None:
        if key == "a":
            self.keep(item, judge(self.ledger, item, Verdict.ACCEPT, self.by, people=self.people))
        elif key == "g":
            self.keep(item, agree(self.ledger, item, self.by, people=self.people))
        elif key == "r":
            self.reject(item)
        elif key == "c":
            self.correct(item)
        elif key in ("s", "n", " "):
            self.place += 1
        elif key == "p":
            self.place = max(0, self.place - 1)
        else:
            self.told = f"unknown key; {KEYS}"

    def keep(self, item: Item, state: State) -> None:
        """A judgement that was just written: shown, and onwards."""
        self.judged += 0 if self.mine(item) else 1
        self.items[self.place] = item_of(self.ledger, item.id, people=self.people)
        self.told = f"{item.id}: {state.value}"
        self.place += 1
        if self.place == len(self.items):
            self.screen.print(self.told)

    def reject(self, item: Item) -> None:
        reason = self.ask("reason for rejecting (empty: not after all)")
        if reason:
            self.keep(item, judge(self.ledger, item, Verdict.REJECT, self.by, reason, people=self.people))

    def correct(self, item: Item) -> None:
        """Fields are set one a line, as for --set; an empty line ends."""
        self.screen.print(f"set FIELD=VALUE, an empty line when done; fields: {', '.join(FIELDS)}", markup=False)
        pairs: list[str] = []
        while line := self.ask("set"):
            try:
                settings_of([line])
                pairs.append(line)
                corrected(item.entry.position, self.text_of(item), settings_of(pairs), self.case)
            except UsageError as error:
                if line in pairs:
                    pairs.remove(line)
                self.screen.print(str(error), markup=False)
        if not pairs:
            return
        new = corrected(item.entry.position, self.text_of(item), settings_of(pairs), self.case)
        reason = self.ask("reason (may be empty)")
        self.keep(item, judge(self.ledger, item, Verdict.CORRECT, self.by, reason, new, self.people))

    def text_of(self, item: Item) -> str | None:
        return self.ledger.document(item.entry.document.sha256).text if item.entry.document else None

    def ask(self, what: str) -> str:
        """A line typed by the person; empty at the end of input."""
        try:
            with whole_lines():
                return input(f"{what}: ").strip()
        except EOFError:
            return ""

    def show(self, item: Item) -> None:
        from rich.markup import escape

        item = opened(item, self.ledger)
        self.screen.rule(style="dim")
        if self.told:
            self.screen.print(escape(self.told), style="dim")
            self.told = ""
        self.screen.print(head_of(item, self.place + 1, len(self.items), self.judged))
        self.screen.print(words_of(item))
        for field in fields_of(item.entry, self.case.register):
            words = f"  [dim]“{escape(field.words)}”[/]" if field.words else ""
            self.screen.print(f"  {field.name:<10} [bold]{escape(field.value)}[/]{words}")
        for judgement in item.judgements:
            reason = f": {judgement.reason}" if judgement.reason else ""
            told = f"  {judgement.verdict.value} by {judgement.by}{reason}"
            if judgement.corrected:
                told += f" -> {differences_line(differences(item.entry.position, judgement.corrected))}"
            self.screen.print(told, style="cyan", markup=False)
        for suggestion in item.suggestions:
            self.screen.print(suggestion_line(suggestion), style="magenta", markup=False)
        self.screen.print(KEYS, style="dim", markup=False)


def head_of(item: Item, number: int, count: int, judged: int) -> str:
    from rich.markup import escape

    entry = item.entry
    document, coding = entry.document, entry.position.coding
    source = (document.outlet or document.id) if document else (coding.publisher if coding else None)
    said = entry.said.in_words if entry.said else "undated"
    sure = f"{entry.position.confidence:.2f}" + ("" if entry.position.sure else ", unsure")
    parts = (f"{number} of {count}", f"{judged} judged now", said, source or "", sure, item.state.value, item.id)
    return f"[bold]{escape('  '.join(part for part in parts if part))}[/]"


def words_of(item: Item) -> str:
    """The quote in its paragraph, marked by signs as well as by style; the coder's summary where none is stored."""
    from rich.markup import escape

    coding = item.entry.position.coding
    if not item.quote:
        return f"\n{escape(coding.summary if coding else '')} [dim](words not stored)[/]\n"
    return f"\n{escape(item.before)}[bold reverse]»{escape(item.quote)}«[/]{escape(item.after)}\n"


def suggestion_line(suggestion: Suggestion) -> str:
    """What another reading has otherwise; told, never applied."""
    verdict = f", {suggestion.verdict}ed" if suggestion.verdict else ""
    return f"  {suggestion.reader or 'another reading'}{verdict} has {differences_line(suggestion.differs)}"


def differences_line(differs: Iterable[tuple[str, str, str]]) -> str:
    """ "stance: committed (here willing)"; where nothing differs, that it stands as corrected."""
    told = [f"{name}: {there or 'none'} (here {here or 'none'})" for name, here, there in differs]
    return "; ".join(told) or "as it stands here"
