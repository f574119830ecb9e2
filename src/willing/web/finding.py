"""Names in addresses: the id that is meant, or a page that says there is no such thing."""

from __future__ import annotations

from willing.errors import UsageError
from willing.model.register import Register
from willing.web.errors import Missing
from willing.workflows.asking import find_actor, find_measure


def actor_id(words: str, register: Register) -> str:
    """The actor's id, by id or name; raises Missing with near names."""
    try:
        return find_actor(words, register)
    except UsageError as error:
        raise Missing(str(error)) from None


def measure_id(words: str, register: Register) -> str:
    """The measure's id, by id or name; raises Missing with near names."""
    try:
        return find_measure(words, register)
    except UsageError as error:
        raise Missing(str(error)) from None
