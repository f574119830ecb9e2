"""Who is willing to do what, on what condition, and says who?

    >>> import willing
    >>> [position.stance.value for position in willing.read("Norway will send two frigates.")]
    ['committed']

The public names are few and are loaded when first used, so that `import willing` stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from willing.version import __version__

if TYPE_CHECKING:
    from willing.model import Document, Position, Stance
    from willing.workflows.reading import read_text as read
    from willing.workflows.reckoning import ReckonOptions, reckon

__all__ = ["Document", "Position", "ReckonOptions", "Stance", "__version__", "read", "reckon"]


def __getattr__(name: str) -> Any:
    if name == "read":
        from willing.workflows.reading import read_text

        return read_text
    if name in ("ReckonOptions", "reckon"):
        import willing.workflows.reckoning

        return getattr(willing.workflows.reckoning, name)
    if name in ("Document", "Position", "Stance"):
        import willing.model

        return getattr(willing.model, name)
    raise AttributeError(f"module 'willing' has no attribute {name!r}")
