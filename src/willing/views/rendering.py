"""Templates of views that stand by themselves, without the web app: pages to hand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def rendered(template: str, tests: Mapping[str, Callable[[Any], bool]] | None = None, **values: Any) -> str:
    """A template of `views/templates` as HTML; what others said is escaped. `tests` may be asked there by name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("willing.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests |= tests or {}
    return environment.get_template(template).render(values)
