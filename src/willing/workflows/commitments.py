"""From ledger to commitments: which standing positions are promises that are added up, and how much each is.

The rule is the case's (`[reckoning]` in case.toml, docs/explanation/reckoning.md). Nothing is made firmer on the way:
an amount that nobody has told is anything from nothing upwards, a number by an unnamed source bounds a promise from
above only, and what does not count is listed with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from willing.cases.case import Case
from willing.cases.reckoning_rule import CommitmentRule, OwnCommitment, OwnJointSum
from willing.ledger import Cell, Entry
from willing.ledger.authority import Voice, speaker_of, voice_of
from willing.ledger.place import place_of
from willing.ledger.tiers import is_higher_tier, same_breath
from willing.model import (
    Basis,
    Condition,
    Fact,
    Not,
    Quantity,
    Relation,
    Stance,
    all_of,
    any_of,
    facts,
    parse_condition,
)
from willing.reckoning.commitment import Amount, Commitment, exact
from willing.reckoning.joint import JointSum
from willing.views.wording import joined
from willing.workflows.joint_amounts import Together, alone_first, is_joint, joint_sums

FIRM, OFFERED, CONSIDERED = "firm", "offered", "considered"
BEARING = (Relation.REQUIRES, Relation.AFTER, Relation.WITH)
"""Relations that make a condition of the promise; `unless` makes one that must not come true, the others none."""

NOT_TOLD = "no amount is told: anything from nothing upwards"
VOICE_NAMES = {Voice.OWN: "own", Voice.OUTLET: "outlet", Voice.UNNAMED: "unnamed", Voice.HEARSAY: "hearsay"}


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with its level, the stance it comes from, and the positions that stand behind it.

    `remarks` say what a reader of the number should know. `stance` is None for one that the case states itself.
    `told_by` is who tells the amount, where it is not the actor.
    """

    commitment: Commitment
    level: str
    stance: Stance | None
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cell that is no commitment, and why."""

    cell: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class FactMeaning:
    """A fact that conditions read: the condition that it is of, and the actor, where everybody has its own."""

    id: str
    condition: str
    actor: str | None = None


@dataclass(slots=True)
class Counted:
    """What counts, what several give together, what does not count, and the facts on which it hangs."""

    promises: list[Promise] = field(default_factory=list)
    together: list[Together] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    facts: dict[str, FactMeaning] = field(default_factory=dict)


def commitments_of(cells: Iterable[Cell], entries: Iterable[Entry], case: Case, voices: Sequence[str] = ()) -> Counted:
    """The commitments that the current cells of a case come to, by its rule.

    `voices` are counted beside those of the rule ("unnamed", "hearsay", "outlet"): they only ever bound a promise from
    above, and are marked. Raises InvalidValue where a commitment of the case itself cannot be built.
    """
    return Counting(case, tuple(entries), voices).count(tuple(cells))


class Counting:
    """One pass over the cells of a case."""

    def __init__(self, case: Case, entries: Sequence[Entry], voices: Sequence[str]) -> None:
        self.case, self.rule = case, case.reckoning.rule
        self.entries = {entry.id: entry for entry in entries}
        self.voices = {*self.rule.voices, *voices}
        self.counted = Counted()
        for known in case.facts:
            self.counted.facts[known.id] = FactMeaning(known.id, known.condition)
        self.units = units_of(self.rule, case, entries)
        self.tellers: dict[tuple[str, str], str] = {}
        self.joint: dict[str, Entry] = {}

    def count(self, cells: Sequence[Cell]) -> Counted:
        replaced = {(own.actor, own.measure) for own in self.case.reckoning.commitments if own.instead}
        for cell in (part for whole in cells for part in parts_of(whole)):
            reason = self.reason_against(cell)
            if (cell.actor_id, cell.measure_id) in replaced:
                reason = "the case states its own commitment instead"
            if reason:
                self.counted.left_out.append(LeftOut(cell, reason))
            else:
                self.counted.promises.append(self.promise(self.base(cell)))
                for tier in self.tiers(cell):
                    self.counted.promises.append(self.higher(cell, tier))
        for own in self.case.reckoning.commitments:
            self.counted.promises.append(self.stated(own))
        self.counted.promises.sort(key=lambda each: (each.commitment.measure, each.commitment.id))
        self.counted.together = self.together()
        return self.counted

    def reason_against(self, cell: Cell) -> str:
        """Why a cell is no commitment; empty where it is one."""
        if cell.claim and (cell.quantifier is not None or cell.actor_id not in self.rule.bodies):
            return "a claim about many is nobody's promise"
        if not cell.own:
            return "speaks of what others do"
        if cell.stance not in self.rule.levels:
            return "says no" if cell.stance.negative else "promises nothing"
        if VOICE_NAMES.get(cell.voice) not in self.voices:
            return f"not its own word ({VOICE_NAMES.get(cell.voice, 'party')})"
        if cell.place and cell.place in self.rule.elsewhere.get(cell.measure_id, ()):
            return f"elsewhere: {cell.place}"
        told = self.case.constitutions.get(cell.actor_id)
        if told is not None and cell.measure_id in told.measures and told.bar and not told.needs:
            return f"barred: {told.bar}"
        return ""

    def together(self) -> list[Together]:
        """What several give together: as the case states it, else as statements tell it."""
        commitments = [each.commitment for each in self.counted.promises]
        stated = [self.stated_sum(own) for own in self.case.reckoning.joint]
        taken = {(actor, each.sum.measure) for each in stated for actor in each.sum.actors}
        return [*stated, *joint_sums(self.joint.values(), commitments, self.tellers, taken)]

    def stated_sum(self, own: OwnJointSum) -> Together:
        """A joint sum that the case states itself."""
        found, missing = self.positions_named(own.positions)
        high = None if own.high is None else exact(own.high)
        total = JointSum(own.measure, own.actors, exact(own.low), high, own.positions)
        return Together(total, self.units.get(own.measure, ""), found, (stated_note(own.note), *missing))

    def promise(self, cell: Cell) -> Promise:
        behind = self.behind(cell)
        amount, told, teller = self.amount(cell, behind)
        self.joint |= {each.id: each for each in self.said_of_sums(cell)}
        if teller is not None:
            self.tellers.setdefault((cell.actor_id, cell.measure_id), teller.id)
        behind = behind if teller is None or teller in behind else (*behind, teller)
        level, doubts = self.level(cell)
        commitment = Commitment(
            id=self.new_id(cell),
            actor=cell.actor_id,
            measure=cell.measure_id,
            amount=amount,
            condition=self.condition(cell),
            unit=self.units.get(cell.measure_id, ""),
            sources=tuple(entry.id for entry in behind),
        )
        own = teller is None or voice_of(cell.actor_id, teller, claim=cell.claim) is Voice.OWN
        told_by = "" if teller is None or own else speaker_of(teller)
        return Promise(commitment, level, cell.stance, behind, (*doubts, *told, *self.constitution(cell)), told_by)

    def constitution(self, cell: Cell) -> tuple[str, ...]:
        """A remark where a condition is the constitution's and not in the actor's own words."""
        named = {name for name, _, _ in cell.conditions}
        added = [self.case.register.condition_name(need) for need in self.needs(cell) if need not in named]
        told = self.case.constitutions.get(cell.actor_id)
        return (f"by its constitution only if {joined(added)}: {told.words} {told.source}",) if added and told else ()

    def behind(self, cell: Cell) -> tuple[Entry, ...]:
        """The standing statement, and those of the same stance that repeat it or tell an amount."""
        said = self.said(cell)
        return tuple(each for each in said if not is_higher_tier(each, said))

    def said(self, cell: Cell) -> tuple[Entry, ...]:
        """The standing statement and those of the same stance, tiers included."""
        standing = self.entries[cell.standing_id]
        others = [self.entries[each] for each in cell.entries if each in self.entries and each != cell.standing_id]
        return (standing, *(each for each in others if each.position.stance is cell.stance and self.heard(cell, each)))

    def base(self, cell: Cell) -> Cell:
        """The cell as its lowest tier bears it."""
        said = self.said(cell)
        if not is_higher_tier(said[0], said):
            return cell
        lowest = next(each for each in said if same_breath(each, said[0]) and not is_higher_tier(each, said))
        return replace(cell, standing_id=lowest.id, reviewed=lowest.reviewed)

    def tiers(self, cell: Cell) -> list[Entry]:
        """The higher tiers of the breath that stands: larger amounts under further conditions."""
        said = self.said(cell)
        return [each for each in said if is_higher_tier(each, said) and same_breath(each, said[0])]

    def higher(self, cell: Cell, entry: Entry) -> Promise:
        """A higher tier as a promise of its own, on all that its statement names."""
        alone = replace(
            cell, conditions=triples(entry), standing_id=entry.id, entries=(entry.id,), reviewed=entry.reviewed
        )
        plain = self.promise(alone)
        return replace(plain, remarks=("a higher tier: the larger of the tiers that hold counts", *plain.remarks))

    def heard(self, cell: Cell, entry: Entry) -> bool:
        return VOICE_NAMES.get(voice_of(cell.actor_id, entry, claim=cell.claim)) in self.voices

    def level(self, cell: Cell) -> tuple[str, tuple[str, ...]]:
        """The level of a cell; what nobody has reviewed, or others say, is never firm."""
        level = self.rule.levels[cell.stance]
        if level != FIRM:
            return level, ()
        if cell.voice is not Voice.OWN:
            return OFFERED, ("firm by the word of others only: does not enter the floor",)
        if cell.basis is Basis.QUOTED and not cell.reviewed:
            return OFFERED, ("firm, but read by a program and not reviewed: does not enter the floor",)
        return FIRM, ()

    def amount(self, cell: Cell, behind: Sequence[Entry]) -> tuple[Amount, tuple[str, ...], Entry | None]:
        """How much is promised, in the unit of the measure, remarks on it, and the statement that tells it.

        A sum with others is an upper bound of the own part, where nothing is told of that alone.
        """
        unit = self.units.get(cell.measure_id, "")
        remarks: list[str] = []
        for entry in (*alone_first(behind), *alone_first(self.heard_amounts(cell, behind))):
            quantity = entry.position.quantity
            if quantity is None:
                continue
            if quantity.unit != unit:
                remarks.append(f"{quantity} not added up: {cell.measure_id} is counted in {unit or 'another unit'}")
                continue
            joint = f" together with {self.others_named(cell, entry)}" if is_joint(entry) else ""
            if voice_of(cell.actor_id, entry, claim=cell.claim) is Voice.OWN:
                whole = amount_of(quantity)
                if not joint:
                    return whole, tuple(remarks), entry
                remarks.append(f"{quantity}{joint}: an upper bound of its own part only")
                return Amount(Fraction(0), whole.high), tuple(remarks), entry
            upper = quantity.high if quantity.high is not None else quantity.low
            remarks.append(f"{quantity}{joint} by {speaker_of(entry)}, not its own word: an upper bound only")
            return Amount(Fraction(0), scaled(upper or 0, quantity)), tuple(remarks), entry
        return Amount(Fraction(0), None), (*remarks, NOT_TOLD), None

    def others_named(self, cell: Cell, entry: Entry) -> str:
        others = [actor for actor in dict.fromkeys(entry.position.actor_ids) if actor != cell.actor_id]
        return ", ".join(map(self.case.register.actor_name, others))

    def said_of_sums(self, cell: Cell) -> list[Entry]:
        """Statements of a cell on what its actor gives together with others, in the unit of the measure."""
        unit = self.units.get(cell.measure_id, "")
        elsewhere = self.rule.elsewhere.get(cell.measure_id, ())
        return [
            entry
            for each in cell.entries
            if (entry := self.entries.get(each)) is not None
            and is_joint(entry)
            and entry.position.stance.positive
            and entry.position.quantity is not None
            and entry.position.quantity.unit == unit
            and self.heard(cell, entry)
            and place_of(entry) not in elsewhere
        ]

    def heard_amounts(self, cell: Cell, behind: Sequence[Entry]) -> list[Entry]:
        """Other statements of the cell that may tell an amount, where other voices count: the newest first."""
        if self.voices <= {"own"}:
            return []
        known = {entry.id for entry in behind}
        others = [self.entries[each] for each in cell.entries if each in self.entries and each not in known]
        return [
            entry
            for entry in others
            if self.heard(cell, entry)
            and entry.position.stance.positive
            and voice_of(cell.actor_id, entry, claim=cell.claim) is not Voice.OWN
        ]

    def condition(self, cell: Cell) -> Condition | None:
        """What the promise hangs on: all that it requires, and that nothing it excepts comes true."""
        parts = []
        for condition_id, relation, negated in dict.fromkeys(cell.conditions):
            if relation not in (*BEARING, Relation.UNLESS):
                continue
            part = self.expression(condition_id, cell)
            parts.append(Not(part) if negated != (relation is Relation.UNLESS) else part)
        parts += [part for need in self.needs(cell) if (part := self.expression(need, cell)) not in parts]
        return all_of(parts) if parts else None

    def needs(self, cell: Cell) -> tuple[str, ...]:
        """The conditions that the actor's constitution sets before it may do what the cell is about."""
        told = self.case.constitutions.get(cell.actor_id)
        if told is None or cell.measure_id not in told.measures or cell.stance is Stance.DELIVERED:
            return ()
        return tuple(self.case.condition_codes.get(need, need) for need in told.needs)

    def expression(self, condition_id: str, cell: Cell) -> Condition:
        """A condition as an expression over facts and promises: the case's own, or a fact."""
        template = self.rule.expressions.get(condition_id)
        if template is not None:
            text = template.replace("{actor}", cell.actor_id).replace("{measure}", cell.measure_id)
            return self.noted(parse_condition(text))
        if condition_id in self.rule.each_for_itself:
            return Fact(self.fact(f"{condition_id}-{cell.actor_id}", condition_id, cell.actor_id))
        if condition_id in self.counted.facts:
            return Fact(condition_id)
        settling = [known.id for known in self.case.facts if known.condition == condition_id]
        return any_of([*map(Fact, settling)]) if settling else Fact(self.fact(condition_id, condition_id))

    def fact(self, fact_id: str, condition_id: str, actor: str | None = None) -> str:
        self.counted.facts.setdefault(fact_id, FactMeaning(fact_id, condition_id, actor))
        return fact_id

    def noted(self, condition: Condition) -> Condition:
        """The condition, its facts made known."""
        for name in sorted(facts(condition)):
            self.fact(name, name)
        return condition

    def stated(self, own: OwnCommitment) -> Promise:
        """A commitment that the case states itself."""
        condition = self.noted(parse_condition(own.holds_if)) if own.holds_if else None
        behind, missing = self.positions_named(own.positions)
        commitment = Commitment(
            id=own.id,
            actor=own.actor,
            measure=own.measure,
            amount=Amount.of(own.low, own.high),
            condition=condition,
            pact=own.pact,
            start=own.start,
            end=own.end,
            adds=own.adds,
            unit=own.unit or self.units.get(own.measure, ""),
            sources=own.positions,
        )
        return Promise(commitment, own.level, None, behind, (stated_note(own.note), *missing))

    def positions_named(self, names: Sequence[str]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The positions of these ids or rows, and a remark on each that the ledger lacks."""
        by_row = {entry.position.doc_id: entry for entry in self.entries.values() if entry.position.coding}
        found = {name: self.entries.get(name) or by_row.get(name) for name in names}
        missing = tuple(f"position {name} is not in the ledger" for name, entry in found.items() if entry is None)
        return tuple(entry for entry in found.values() if entry is not None), missing

    def new_id(self, cell: Cell) -> str:
        """Actor and measure; with the place, or a number, where a second cell has the same."""
        taken = {each.commitment.id for each in self.counted.promises}
        plain = f"{cell.actor_id}-{cell.measure_id}"
        names = [plain, *([f"{plain}-{cell.place}"] if cell.place else []), *(f"{plain}-{n}" for n in range(2, 99))]
        return next(name for name in names if name not in taken)


def stated_note(note: str) -> str:
    return f"stated by the case{f': {note}' if note else ''}"


def triples(entry: Entry) -> tuple[tuple[str, Relation, bool], ...]:
    """The conditions of a statement as a cell holds them."""
    return tuple((each.id, each.relation, each.negated) for each in entry.position.conditions)


def parts_of(cell: Cell) -> Iterable[Cell]:
    """The cell, or one for each place and phase that its actor told apart; each stands on its own statement."""
    if not cell.parts:
        return (cell,)
    return tuple(
        replace(
            cell,
            place=part.place,
            phase=part.phase,
            stance=part.stance,
            conditions=part.conditions,
            reviewed=part.reviewed,
            basis=part.basis,
            voice=part.voice,
            standing_id=part.standing_id,
            entries=(part.standing_id,),
            parts=(),
        )
        for part in cell.parts
    )


def units_of(rule: CommitmentRule, case: Case, entries: Iterable[Entry]) -> Mapping[str, str]:
    """What the amounts of each measure count: as the rule says, else as a requirement does, else what is told most."""
    told: dict[str, Counter[str]] = {}
    for entry in entries:
        if entry.position.quantity is not None:
            told.setdefault(entry.position.measure_id, Counter())[entry.position.quantity.unit] += 1
    units = {measure: min(counts, key=lambda unit: (-counts[unit], unit)) for measure, counts in told.items()}
    units |= {each.measure: each.unit for each in case.reckoning.requirements if each.unit}
    return units | dict(rule.units)


def amount_of(quantity: Quantity) -> Amount:
    """The amount that a quantity tells; an open lower bound is nothing, an open upper one stays open."""
    low = scaled(quantity.low, quantity) if quantity.low is not None else Fraction(0)
    return Amount(low, scaled(quantity.high, quantity) if quantity.high is not None else None)


def scaled(bound: float, quantity: Quantity) -> Fraction:
    return exact(bound) * exact(quantity.factor)
