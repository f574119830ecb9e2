"""Speech acts: words by which an actor says something of its own accord ("vowed", "offered")."""

from __future__ import annotations

import re
from dataclasses import replace

from willing.model import Directness, Span, SpeakerKind
from willing.reading.actors import Resolved
from willing.reading.speakers import Speaker

SPEECH_ACTS = frozenset(
    (
        "pledge promise vow offer announce call_for call_on call_upon urge demand declare insist reiterate reaffirm "
        "warn propose suggest assure request appeal reconfirm undertake swear unveil warn_against hint signal ask "
        "ask_for express threaten call denounce condemn encourage plead protest"
    ).split()
)
OWN = re.compile(r"(?:its|their)\s+\w", re.IGNORECASE)


def spoken_by(actor: Resolved) -> Speaker:
    """The speaker of a reported speech act: whoever performs it."""
    return Speaker(actor.span, actor.actor_ids, SpeakerKind.NAMED, Directness.REPORTED)


def of_its_own(text: str, speaker: Speaker, evidence: Span, actor: Resolved) -> Speaker:
    """The speaker; of "Portugal may train them, its minister said" the actor's, whoever was named last."""
    words = speaker.span
    if words is None or words.start < evidence.start or actor.quantifier is not None or len(actor.actor_ids) != 1:
        return speaker
    return replace(speaker, actor_ids=actor.actor_ids) if OWN.match(text, words.start) else speaker
