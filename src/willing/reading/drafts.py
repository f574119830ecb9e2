"""Drafts: positions before they are told how sure the reader is, each with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from willing.model import Span, Stance
from willing.reading.actors import Resolved
from willing.reading.conditions import ConditionMention
from willing.reading.measures import MeasureMention
from willing.reading.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Draft:
    """What a clause says, and `features`, from which its confidence is computed."""

    evidence: Span
    stance: Stance
    actor: Resolved
    by: tuple[str, ...]
    for_ids: tuple[str, ...]
    mention: MeasureMention
    able: bool | None
    speaker: Speaker
    conditions: tuple[ConditionMention, ...]
    features: dict[str, float] = field(default_factory=dict)

    @property
    def of_rules(self) -> bool:
        """Whether the rules alone made it; what words say plainly is not to be lost for the network's doubt."""
        return "learned" not in self.features

    def repeats(self, other: Draft) -> bool:
        """Whether `other` says the same of the same measure in the same words."""
        return (
            other.mention.measure_id == self.mention.measure_id
            and (other.stance is self.stance or other.mention.span == self.mention.span)
            and bool(set(other.actor.actor_ids) & set(self.actor.actor_ids))
            and other.evidence.overlaps(self.evidence)
        )
