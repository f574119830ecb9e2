"""Speech acts: words by which an actor says something of its own accord ("vowed", "offered")."""

from __future__ import annotations

from willing.model import Directness, SpeakerKind
from willing.reading.actors import Resolved
from willing.reading.speakers import Speaker

SPEECH_ACTS = frozenset(
    (
        "pledge promise vow offer announce call_for call_on call_upon urge demand declare insist reiterate reaffirm "
        "warn propose suggest assure request appeal reconfirm undertake swear unveil warn_against hint signal ask "
        "ask_for express threaten call denounce condemn encourage plead protest"
    ).split()
)


def spoken_by(actor: Resolved) -> Speaker:
    """The speaker of a reported speech act: whoever performs it."""
    return Speaker(actor.span, actor.actor_ids, SpeakerKind.NAMED, Directness.REPORTED)
