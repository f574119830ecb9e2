"""Whether two statements about one actor and one measure cannot both stand, and what kind of contradiction it is.

The rows of docs/explanation/contradictions.md, tried in order. What keeps two statements apart comes first: another
place or time, another act, a condition that both name, the same speaker, a change of mind.
"""

from __future__ import annotations

from dataclasses import dataclass

from willing.ledger.authority import Voice
from willing.ledger.contradictions.finding import ContradictionKind
from willing.ledger.contradictions.refused import of_something_else
from willing.ledger.contradictions.sides import Leaning, Side, same_speaker, words_in
from willing.model import Basis, Quantity, Relation, Stance

SAME_TIME = 3
"""Days within which two statements are of one time: a report, its denial, and the next day's paper."""

ANSWER = 14
"""Days within which a weaker voice still speaks against a statement that stands, or an own word against a claim."""

PARTY_TIME = 31
"""The same for a party against its state's government, which is asked once and quoted for weeks."""

GENERAL = frozenset({"support", "diplomacy"})
"""Measures that tell nothing more exact than backing."""

TYING = (Relation.REQUIRES, Relation.AFTER, Relation.WITH)


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: ContradictionKind
    reason: str


def verdict(one: Side, other: Side, *, same_text: bool = False) -> Verdict | None:
    """The contradiction between two statements, or None where both may stand.

    `same_text` tells that both stand in copies of one text, of which the later edition is a correction.
    """
    if other_matter(one, other):
        return None
    earlier, later = sorted((one, other), key=lambda side: (side.days[1], side.days[0]))
    for rule in (party_against_government, claimed_of_a_set, amounts, conditions, will_and_will_not):
        found = rule(earlier, later, same_text)
        if found:
            return found
    return None


def other_matter(one: Side, other: Side) -> bool:
    """Whether the two are about different things: act, beneficiary, place, time, part, plan, set of another size."""
    by_one, by_other = set(one.by_ids), set(other.by_ids)
    if bool(by_one) != bool(by_other):
        untold = other if by_one else one
        if untold.stance is not Stance.OPPOSED and untold.voice is not Voice.HEARSAY:
            return True
    elif by_one and not by_one & by_other:
        return True
    for_one, for_other = set(one.entry.position.for_ids), set(other.entry.position.for_ids)
    if for_one and for_other and not for_one & for_other:
        return True
    if one.entry.position.quantifier != other.entry.position.quantifier:
        return True
    if (one.for_later_only and other.for_now_only) or (other.for_later_only and one.for_now_only):
        return True
    if not opposed_leanings(one, other):
        return False
    refusal, offer = (one, other) if one.is_negative else (other, one)
    return (one.place != other.place and bool(one.place and other.place)) or of_something_else(refusal, offer)


def opposed_leanings(one: Side, other: Side) -> bool:
    return (one.is_positive and other.is_negative) or (one.is_negative and other.is_positive)


def party_against_government(earlier: Side, later: Side, same_text: bool) -> Verdict | None:
    """A party speaks for its state against the government."""
    parties = [side for side in (earlier, later) if side.voice is Voice.PARTY]
    if len(parties) != 1 or not opposed_leanings(earlier, later) or days_apart(earlier, later) > PARTY_TIME:
        return None
    government = later if parties[0] is earlier else earlier
    if government.voice is not Voice.OWN:
        return None
    return Verdict(
        ContradictionKind.WHO_SPEAKS, f"a party says {parties[0].stance}, the government {government.stance}"
    )


def claimed_of_a_set(earlier: Side, later: Side, same_text: bool) -> Verdict | None:
    """Two speakers say what a set or body would do, and say it differently."""
    if not (earlier.claim and later.claim) or not opposed_leanings(earlier, later):
        return None
    if same_speaker(earlier, later) or days_apart(earlier, later) > SAME_TIME or complementary(earlier, later):
        return None
    if Voice.OWN not in (earlier.voice, later.voice) or same_text:
        return None
    return Verdict(
        ContradictionKind.SCOPE, f"what it would do is told in two ways: {earlier.stance} and {later.stance}"
    )


def amounts(earlier: Side, later: Side, same_text: bool) -> Verdict | None:
    """Two amounts of one thing that cannot both be right."""
    one, other = earlier.quantity, later.quantity
    if one is None or other is None or one.unit != other.unit or same_text or earlier.claim:
        return None
    if earlier.leaning is not Leaning.YES or later.leaning is not Leaning.YES or overlapping(one, other):
        return None
    if is_move(earlier, later) or days_apart(earlier, later) > SAME_TIME or not one_announcement(earlier, later):
        return None
    return Verdict(ContradictionKind.QUANTITY, f"{one} and {other} of the same thing")


def one_announcement(earlier: Side, later: Side) -> bool:
    """Whether two accounts are of one announcement: forces are counted once, of money every package is another.

    Two accounts of one speaker on one day, or for things that are no money, whoever tells them.
    """
    if two_points_of_one_text(earlier, later) or not of_the_same_actors(earlier, later):
        return False
    is_money = len(earlier.quantity.unit) == 3 and earlier.quantity.unit.isupper() if earlier.quantity else False
    if is_money:
        return same_speaker(earlier, later) and days_apart(earlier, later) == 0
    return earlier.place == later.place


def of_the_same_actors(one: Side, other: Side) -> bool:
    """Whether neither tells what several give together where the other tells the part of one."""
    return set(one.entry.position.actor_ids) == set(other.entry.position.actor_ids)


def conditions(earlier: Side, later: Side, same_text: bool) -> Verdict | None:
    """One says only with, or only there; the other, for the same actor, with or without, or elsewhere."""
    if not (earlier.is_positive and later.is_positive) or earlier.claim or same_text:
        return None
    if same_speaker(earlier, later) or is_move(earlier, later) or days_apart(earlier, later) > ANSWER:
        return None
    for one, other in ((earlier, later), (later, earlier)):
        waived = one.conditions(Relation.REQUIRES) & other.conditions(Relation.REGARDLESS)
        if waived:
            return Verdict(ContradictionKind.SCOPE, f"only with {min(waived)}, and with or without it")
        elsewhere = one.place and other.place and one.place != other.place
        if elsewhere and "place" in one.conditions(Relation.LIMITED_TO):
            return Verdict(ContradictionKind.SCOPE, f"only {one.place}, and {other.place}")
    return None


def will_and_will_not(earlier: Side, later: Side, same_text: bool) -> Verdict | None:
    """One says that the actor will, the other that it will not."""
    if earlier.claim or not opposed_leanings(earlier, later) or complementary(earlier, later) or same_text:
        return None
    if Voice.PARTY in (earlier.voice, later.voice) or two_points_of_one_text(earlier, later):
        return None
    own = [side.voice is Voice.OWN for side in (earlier, later)]
    if all(own):
        return two_own_voices(earlier, later)
    if Voice.HEARSAY in (earlier.voice, later.voice):
        return claimed_against_own(earlier, later)
    return reported_against_own(earlier, later)


def two_own_voices(earlier: Side, later: Side) -> Verdict | None:
    """Two who speak for one actor on one day, or a lower office against the standing word of a higher one."""
    if same_speaker(earlier, later):
        return None
    apart = days_apart(earlier, later)
    against_the_head = lower(later, earlier) and apart <= ANSWER
    if not (apart == 0 and not surely_later(earlier, later)) and not against_the_head:
        return None
    if not firm_enough(earlier, later, hesitant=True):
        return None
    return Verdict(
        ContradictionKind.WHO_SPEAKS, f"two who speak for it: one says {earlier.stance}, the other {later.stance}"
    )


def claimed_against_own(earlier: Side, later: Side) -> Verdict | None:
    """Another says that it will (or will not); its own word, or the report of it, says the contrary."""
    claims = [side for side in (earlier, later) if side.voice is Voice.HEARSAY]
    if len(claims) != 1 or days_apart(earlier, later) > ANSWER or not firm_enough(earlier, later, hesitant=True):
        return None
    claim = claims[0]
    own = later if claim is earlier else earlier
    if own.voice is Voice.UNNAMED or (
        claim is earlier and claim.is_negative and days_apart(earlier, later) > SAME_TIME
    ):
        # refused first by another's word, then offered by its own: it moved, or was misjudged
        return None
    whose = "its own word" if own.voice is Voice.OWN else "the report of its own view"
    return Verdict(ContradictionKind.CLAIMED, f"another says that it is {claim.stance}; {whose} says {own.stance}")


def reported_against_own(earlier: Side, later: Side) -> Verdict | None:
    """An outlet or an unnamed source says otherwise than the actor, or than another report."""
    apart = days_apart(earlier, later)
    two_reports = Voice.OWN not in (earlier.voice, later.voice)
    if same_speaker(earlier, later) and two_reports:
        return None
    hesitant = earlier.day_is_known and later.day_is_known and apart == 0 and not surely_later(earlier, later)
    if not firm_enough(earlier, later, hesitant=hesitant):
        return None
    if later.voice is Voice.OWN and later.is_positive and surely_later(earlier, later):
        # what was reported as refused is offered in its own words: a move
        return None
    if apart > (SAME_TIME if two_reports else ANSWER):
        return None
    if earlier.office and later.office and earlier.office != later.office:
        reason = f"two who speak for it: one says {earlier.stance}, the other is reported as {later.stance}"
        return Verdict(ContradictionKind.WHO_SPEAKS, reason)
    what = "two reports" if two_reports else "a report and its own word"
    return Verdict(ContradictionKind.STANCE, f"{what}: {earlier.stance} and {later.stance}")


def counted_claim_denied(claim: Side, own: Side) -> Verdict | None:
    """A number of states is said to be willing, and one of the group refuses at the same time.

    Each may be outside of the number; but all of them together show whom it cannot mean.
    """
    size = counted(claim)
    if (
        size is None
        or claim.leaning is not Leaning.YES
        or own.voice is not Voice.OWN
        or own.stance is not Stance.DECLINED
    ):
        return None
    if claim.voice is not Voice.OWN:
        # an unnamed source's estimate binds nobody
        return None
    if own.days[0] < claim.days[0] or days_apart(claim, own) > 1 or own.claim or not own.day_is_known:
        return None
    if own.conditions(Relation.UNLESS) or own.for_now_only:
        return None
    named = f"{size}" in words_in(own.entry).split()
    refusal = "this one says that it is none of them" if named else "this one refuses"
    reason = f"{size} states are said to be {claim.stance}; {refusal}"
    return Verdict(ContradictionKind.CLAIMED, reason)


def counted(side: Side) -> int | None:
    """How many states a claim about a group counts; None where it names no number of them."""
    position = side.entry.position
    if position.quantifier is not None:
        return position.quantifier.exactly or position.quantifier.at_least
    amount = position.quantity
    if (
        side.claim
        and amount is not None
        and amount.unit.split()[0].rstrip(",") in ("states", "countries")
        and amount.low
    ):
        return int(amount.low) if "group claim" in amount.unit or position.basis is Basis.QUOTED else None
    return None


def backing_claimed(claim: Side, own: Side) -> Verdict | None:
    """In one text another says that it likes what is planned; the text itself tells that it does not."""
    general = claim.measure_id in GENERAL and own.measure_id not in GENERAL
    in_one_text = claim.entry.document is not None and claim.entry.document == own.entry.document
    if not general or not in_one_text or claim.voice is not Voice.HEARSAY or claim.leaning is not Leaning.YES:
        return None
    if own.voice not in (Voice.OWN, Voice.OUTLET) or not own.is_negative or own.claim:
        return None
    return Verdict(
        ContradictionKind.CLAIMED,
        f"another says that it is {claim.stance}; the text tells it as {own.stance} on the matter",
    )


def complementary(one: Side, other: Side) -> bool:
    """Whether the refusal only bars what the offer requires too: "not without X" and "if X"."""
    refusal, offer = (one, other) if one.is_negative else (other, one)
    barred = refusal.conditions(Relation.UNLESS, *TYING)
    return bool(barred & offer.conditions(*TYING)) or bool(
        refusal.conditions(Relation.LIMITED_TO) and offer.conditions(Relation.LIMITED_TO)
    )


def two_points_of_one_text(one: Side, other: Side) -> bool:
    """Whether one speaker makes two points, in one text or one account: a part offered, another refused."""
    if not same_speaker(one, other):
        return False
    here, there = one.entry, other.entry
    if here.coding and there.coding and days_apart(one, other) == 0:
        return True
    return here.document is not None and here.document == there.document


def firm_enough(one: Side, other: Side, *, hesitant: bool) -> bool:
    """Whether the two lean far enough apart: a thought is at odds with a refusal, a hesitation with an offer."""
    leanings = sorted((one.leaning, other.leaning))
    if not hesitant and leanings[0] is Leaning.HESITANT:
        return False
    return leanings[0] is Leaning.NO or leanings[1] is Leaning.YES or hesitant


def is_move(earlier: Side, later: Side) -> bool:
    """Whether the later statement is a change of mind: on a later day, by no weaker voice and no lower office."""
    return surely_later(earlier, later) and later.voice >= earlier.voice and not lower(later, earlier)


def lower(one: Side, other: Side) -> bool:
    return one.office is not None and other.office is not None and one.office < other.office


def surely_later(earlier: Side, later: Side) -> bool:
    return later.days[0] > earlier.days[1]


def days_apart(one: Side, other: Side) -> int:
    """The fewest days between two statements; 0 where they may be of one day."""
    return max(0, (max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])).days)


def overlapping(one: Quantity, other: Quantity) -> bool:
    """Whether some amount fits both."""
    low = max(bound(one.low, one, 0.0), bound(other.low, other, 0.0))
    high = min(bound(one.high, one, float("inf")), bound(other.high, other, float("inf")))
    return low <= high


def bound(value: float | None, quantity: Quantity, absent: float) -> float:
    return absent if value is None else value * quantity.factor
