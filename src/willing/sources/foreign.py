"""Libraries that read formats for us raise what their own parts raise; here it becomes one clear error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from willing.errors import InputError, WillingError

LONGEST = 200
"""Characters of a library's own words that are told."""


@contextmanager
def reading_of(what: str, advice: str = "") -> Iterator[None]:
    """Within, a library reads `what` ("a feed"): whatever it raises becomes an InputError; our own errors pass.

    Spoilt files were seen to raise ValueError, RecursionError, zlib.error, struct.error and more, from deep inside.
    """
    try:
        yield
    except WillingError:
        raise
    except MemoryError:
        raise InputError(f"{what} that takes more memory than there is; expected a smaller one; split it") from None
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
        raise InputError(f"{what} that cannot be read ({reason}); {advice or 'expected a whole one'}") from None
