"""A what-if as a page shows it: a switch for each fact, and how promises and totals stand beside the present state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from willing.model import facts, parse_condition
from willing.model.register import Register
from willing.reckoning.semantics import Semantics
from willing.views.reckoned import (
    FactLine,
    PromiseLine,
    RequirementLine,
    Tally,
    TotalLine,
    as_json,
)
from willing.views.reckoned_sentences import amount_sentence, capital, number
from willing.views.reckoned_words import Names, amount, needs, reason_text
from willing.views.wording import joined

Meanings = Mapping[str, tuple[str, str]]
"""For each fact the condition that it is of: its id and its name."""

TRUTH_WORDS: Mapping[bool | None, str] = {True: "yes", False: "no", None: "unknown"}
STATUSES = ("fails", "open", "holds")
READING_WORDS = {
    Semantics.CAUTIOUS: "nobody moves first",
    Semantics.HOPEFUL: "all that support one another do",
    Semantics.PACTS: "those bound by a pact do",
}
VOICE_WORDS = {
    "unnamed": "numbers by unnamed sources",
    "hearsay": "what third parties say of others",
    "outlet": "what outlets assert",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is assumed and asked. `assume` holds only what differs from the ledger."""

    assume: Mapping[str, str] = field(default_factory=dict)
    reading: Semantics = Semantics.CAUTIOUS
    requirement: str = ""
    voices: tuple[str, ...] = ()

    def as_query(self) -> tuple[tuple[str, str], ...]:
        """The parameters of the address that asks for it."""
        reading = () if self.reading is Semantics.CAUTIOUS else (("reading", self.reading.value),)
        requirement = (("requirement", self.requirement),) if self.requirement else ()
        voices = tuple(("voice", voice) for voice in self.voices)
        return (*self.assume.items(), *reading, *requirement, *voices)

    def with_all(self, switches: Iterable[Switch], truth: str) -> Choice:
        """The choice with all of some facts set; "" as the ledger has them."""
        given = {each.id: truth or each.present for each in switches}
        kept = {name: value for name, value in self.assume.items() if name not in given}
        differing = {each.id: given[each.id] for each in switches if given[each.id] != each.present}
        return replace(self, assume={**kept, **differing})


@dataclass(frozen=True, slots=True)
class Switch:
    """A fact as it is chosen and as the ledger has it at `present`: "yes", "no" or "unknown".

    `status` says how it stood when last told, `since` from when on, `url` where; `readers` promises hang on it.
    `tied` where another fact has the name of its condition, so that an assumption about that one is about this too.
    """

    id: str
    name: str
    chosen: str
    present: str
    status: str
    since: str
    url: str
    readers: int
    tied: bool = False


@dataclass(frozen=True, slots=True)
class SwitchGroup:
    """Facts of one condition, which may be set together; `yes`, `no` and `present` are the queries that do.

    `bears` where a promise on the measure in question hangs on one.
    """

    name: str
    switches: tuple[Switch, ...]
    bears: bool
    yes: str
    no: str
    present: str

    @property
    def assumed(self) -> int:
        """How many differ from the ledger."""
        return sum(each.chosen != each.present for each in self.switches)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in the scenario: `status` holds, open or fails, `before` the same now ("" where it does not count).

    `told` is how much, `told_before` how much now; `why` and `needs` are in words. `statement` is the position it
    rests on, "" where the case states it. `others_word` where a number is not its actor's own.
    """

    id: str
    actor: str
    actor_name: str
    measure: str
    measure_name: str
    told: str
    told_before: str
    unit: str
    level: str
    stance: str
    status: str
    before: str
    needs: str
    why: str
    statement: str
    coded: bool
    others_word: bool
    remarks: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.status != self.before or self.told != self.told_before

    @property
    def rises(self) -> bool:
        """Whether it stands better than now (a promise that counts only now does)."""
        return self.before not in STATUSES or STATUSES.index(self.status) > STATUSES.index(self.before)

    @property
    def falls(self) -> bool:
        return self.before in STATUSES and STATUSES.index(self.status) < STATUSES.index(self.before)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The total of a measure: three amounts in words, `was` the same now where one differs."""

    total: TotalLine
    scenario: str
    ceiling: str
    was: str


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement with whether floor, scenario and ceiling reach it, each beside how it is now."""

    line: RequirementLine
    needs: str
    verdicts: tuple[tuple[str, str], ...]
    chosen: bool

    @property
    def scenario(self) -> str:
        return self.line.scenario

    @property
    def changed(self) -> bool:
        return any(then != now for then, now in self.verdicts)


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """The promises on one measure, those that hold first."""

    measure: str
    name: str
    rows: tuple[PromiseRow, ...]

    def of(self, status: str) -> tuple[PromiseRow, ...]:
        return tuple(row for row in self.rows if row.status == status)

    @property
    def changed(self) -> int:
        return sum(row.changed for row in self.rows)


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """The switches, and what comes of them. `sentence` is the answer, `change` what differs from the present state.

    `asked` are the promises on the measure in question, `others` those on other measures; `total` is its total,
    `totals` those of other measures. `options` are (id, words) of the requirements, `usual` the id of the one
    that need not be named; `shortcuts` are (words, query).
    """

    sentence: str
    change: str
    choice: Choice
    groups: tuple[SwitchGroup, ...]
    shortcuts: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    question: RequirementRow | None
    total: TotalRow | None
    requirements: tuple[RequirementRow, ...]
    asked: MeasureRows | None
    others: tuple[MeasureRows, ...]
    totals: tuple[TotalRow, ...]
    changed: tuple[PromiseRow, ...]
    usual: str
    readings: tuple[tuple[str, str], ...] = tuple((each.value, words) for each, words in READING_WORDS.items())
    voices: tuple[tuple[str, str], ...] = tuple(VOICE_WORDS.items())


def what_if_page(
    now: Tally,
    then: Tally,
    choice: Choice,
    present: Mapping[str, bool | None],
    meanings: Meanings,
    register: Register,
    usual: str = "",
    kept: tuple[tuple[str, str], ...] = (),
) -> WhatIfPage:
    """The page of a scenario beside the present state; `kept` are parameters that every address keeps.

    `usual` is the requirement that is asked about where none is named.
    """
    measure = then.question.measure if then.question else next((each.measure for each in then.totals), "")
    rows = promise_rows(now, then, register)
    by_measure = measures_of(rows, measure)
    asked = next((each for each in by_measure if each.measure == measure), None)
    requirements = requirement_rows(now, then, measure)
    totals = total_rows(now, then)
    changed = tuple(row for row in rows if row.changed)
    groups = groups_of(then, choice, present, meanings, measure, kept)
    switches = [each for group in groups for each in group.switches]
    return WhatIfPage(
        capital(amount_sentence(then)),
        change_sentence(changed, choice),
        choice,
        groups,
        tuple(
            (words, query(choice.with_all([each for each in switches if wanted(each)], truth), kept))
            for words, truth, wanted in (
                ("as the ledger has them", "", lambda each: True),
                ("all open facts true", "yes", lambda each: each.present == "unknown"),
                ("all open facts false", "no", lambda each: each.present == "unknown"),
            )
        ),
        tuple((each.id, f"{each.id}: {needs(each)}, {each.said_by or each.name}") for each in then.requirements),
        next((each for each in requirements if each.chosen), None),
        next((each for each in totals if each.total.measure == measure), None),
        requirements,
        asked,
        tuple(each for each in by_measure if each is not asked),
        tuple(each for each in totals if each.total.measure != measure),
        changed,
        usual,
    )


def query(choice: Choice, kept: Iterable[tuple[str, str]]) -> str:
    return urlencode([*kept, *choice.as_query()])


def groups_of(
    then: Tally,
    choice: Choice,
    present: Mapping[str, bool | None],
    meanings: Meanings,
    measure: str,
    kept: tuple[tuple[str, str], ...],
) -> tuple[SwitchGroup, ...]:
    """The facts by condition: those that bear on the measure first, of these the ones that most hang on."""
    readers: Counter[str] = Counter()
    bearing: Counter[str] = Counter()
    for promise in then.promises:
        read = facts(parse_condition(promise.condition)) if promise.condition else ()
        readers.update(read)
        bearing.update(read if promise.measure == measure else ())
    by_condition: dict[str, list[FactLine]] = {}
    for line in then.facts:
        by_condition.setdefault(meanings[line.id][0], []).append(line)
    found = []
    for lines in by_condition.values():
        switches = tuple(
            switch(
                line,
                present[line.id],
                readers[line.id],
                line.id != meanings[line.id][0] and readers[meanings[line.id][0]] > 0,
            )
            for line in lines
        )
        name = meanings[lines[0].id][1] if len(lines) > 1 else lines[0].name
        yes, no, same = (query(choice.with_all(switches, truth), kept) for truth in ("yes", "no", ""))
        found.append(SwitchGroup(name, switches, any(bearing[line.id] for line in lines), yes, no, same))

    def weight(group: SwitchGroup) -> tuple[bool, bool, int, int]:
        """One fact on which much hangs before many on which one promise each does."""
        most = max(bearing[each.id] for each in group.switches)
        return (not group.bears, len(group.switches) > 1, -most, -max(each.readers for each in group.switches))

    return tuple(sorted(found, key=weight))


def switch(line: FactLine, present: bool | None, readers: int, tied: bool) -> Switch:
    chosen, told = TRUTH_WORDS[line.truth], TRUTH_WORDS[present]
    return Switch(line.id, line.name, chosen, told, line.status, line.since, line.url, readers, tied)


def promise_rows(now: Tally, then: Tally, register: Register) -> tuple[PromiseRow, ...]:
    before = {each.id: each for each in now.promises}
    names = Names(
        {each.id: each.name for each in then.facts},
        {each.actor: each.actor_name for each in then.promises},
        {each.id: each.name for each in register.measures},
        {each.id: each.actor_name for each in then.promises},
    )
    return tuple(promise_row(each, before.get(each.id), then, names, register) for each in then.promises)


def promise_row(
    line: PromiseLine, before: PromiseLine | None, then: Tally, names: Names, register: Register
) -> PromiseRow:
    return PromiseRow(
        line.id,
        line.actor,
        line.actor_name,
        line.measure,
        register.measure_name(line.measure),
        amount(line.low, line.high),
        amount(before.low, before.high) if before else "",
        line.unit,
        line.level,
        line.stance,
        line.status,
        before.status if before else "",
        names.condition(line.condition),
        "; ".join(reason_text(reason, then, names) for reason in line.reasons),
        line.evidence[0].id if line.evidence else "",
        bool(line.evidence) and not line.evidence[0].quoted,
        bool(line.told_by),
        line.remarks,
    )


def measures_of(rows: Collection[PromiseRow], first: str) -> tuple[MeasureRows, ...]:
    """The rows by measure: the one in question first, then those where something changes."""
    by_measure: dict[str, list[PromiseRow]] = {}
    levels = {"firm": 0, "offered": 1, "considered": 2}
    for row in sorted(rows, key=lambda row: (-STATUSES.index(row.status), levels[row.level], row.actor_name)):
        by_measure.setdefault(row.measure, []).append(row)
    found = [MeasureRows(measure, each[0].measure_name, tuple(each)) for measure, each in by_measure.items()]
    return tuple(sorted(found, key=lambda each: (each.measure != first, -each.changed, each.name)))


def requirement_rows(now: Tally, then: Tally, measure: str) -> tuple[RequirementRow, ...]:
    """The requirements on a measure."""
    before = {each.id: each for each in now.requirements}
    return tuple(
        RequirementRow(
            line,
            needs(line),
            tuple(
                (getattr(line, level), getattr(before[line.id], level)) for level in ("floor", "scenario", "ceiling")
            ),
            then.question is not None and line.id == then.question.id,
        )
        for line in then.requirements
        if line.measure == measure
    )


def total_rows(now: Tally, then: Tally) -> tuple[TotalRow, ...]:
    before = {each.measure: each for each in now.totals}
    rows = []
    for total in then.totals:
        told, was = total_words(total), before.get(total.measure)
        rows.append(TotalRow(total, told[1], told[2], "" if was == total else ", ".join(labelled(was))))
    return tuple(rows)


def labelled(total: TotalLine | None) -> list[str]:
    told = total_words(total) if total else ("0", "0", "0")
    return [f"{name} {words}" for name, words in zip(("floor", "scenario", "ceiling"), told, strict=True)]


def total_words(total: TotalLine) -> tuple[str, str, str]:
    """Floor, scenario and ceiling in words."""
    ceiling = "no limit told" if total.ceiling is None else number(total.ceiling)
    return number(total.floor), amount(total.low, total.high), ceiling


def change_sentence(changed: Collection[PromiseRow], choice: Choice) -> str:
    """ "Against the present state: 5 promises now hold, 2 now fail"."""
    if not choice.assume and choice.reading is Semantics.CAUTIOUS and not choice.voices:
        return "This is the present state: facts as the ledger has them, the cautious reading, everybody’s own words."
    added = sum(not row.before for row in changed)
    moved = Counter(row.status for row in changed if row.before and row.status != row.before)
    words = {"holds": "now hold{s}", "fails": "now fail{s}", "open": "{is} now open"}
    told = [
        f"{moved[status]} " + words[status].format(s="s" if moved[status] == 1 else "", **{"is": be(moved[status])})
        for status in words
        if moved[status]
    ]
    told += [f"{added} more {be(added)} counted"] if added else []
    amounts = sum(bool(row.before) and row.status == row.before for row in changed)
    told += [f"{amounts} of another amount"] if amounts else []
    return f"Against the present state: {joined(told)}." if told else "Nothing changes against the present state."


def be(count: int) -> str:
    return "is" if count == 1 else "are"


def what_if_as_json(page: WhatIfPage, then: Tally, axes: Mapping[str, Any]) -> dict[str, Any]:
    """The machine form: the parts that `willing reckon --json` has too, by the same names, and what changes."""
    return {
        **axes,
        "sentence": page.sentence,
        "change": page.change,
        "assumed": dict(page.choice.assume),
        **{name: as_json(getattr(then, name)) for name in then.__slots__},
        "changed": [{"promise": row.id, "before": row.before or None, "now": row.status} for row in page.changed],
    }
