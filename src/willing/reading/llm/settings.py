"""Which model is asked, how fast, and how much may be spent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from willing.errors import UsageError

ENDPOINT, MODEL, KEY = "WILLING_LLM_ENDPOINT", "WILLING_LLM_MODEL", "WILLING_LLM_KEY"
"""Environment variables; the key is taken from there only, so that it stands in no command and no file of ours."""


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """`endpoint` is the address before /chat/completions. Prices are for a million tokens, in any currency.

    `budget` is in that currency where prices are told, else in tokens; None: no limit. `sure` is the probability told
    by the model from which a position is shown before anybody reviewed it.
    """

    endpoint: str
    model: str
    key: str | None = None
    price_in: float | None = None
    price_out: float | None = None
    budget: float | None = None
    requests_per_minute: float = 60.0
    timeout: float = 120.0
    attempts: int = 5
    chunk_tokens: int = 1200
    overlap_sentences: int = 2
    sure: float = 0.8
    cache: Path | None = None

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.endpoint)
        except ValueError as error:
            raise UsageError(
                f"--llm-endpoint: {error}; expected an address such as http://127.0.0.1:11434/v1"
            ) from None
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise UsageError(
                f"--llm-endpoint {parts.scheme}://{parts.hostname or ''}: expected an address such as "
                "http://127.0.0.1:11434/v1, without a key in it"
            )
        if not self.model:
            raise UsageError(f"no model named; expected --llm-model NAME or {MODEL}")


def settings_from(endpoint: str | None, model: str | None, **more: Any) -> LlmSettings:
    """Settings from options and the environment; raises UsageError where the endpoint or model is told by neither."""
    found = endpoint or os.environ.get(ENDPOINT, "")
    if not found:
        raise UsageError(
            f"no endpoint told; expected --llm-endpoint ADDRESS or {ENDPOINT}, as http://127.0.0.1:11434/v1"
        )
    named = model or os.environ.get(MODEL, "")
    return LlmSettings(found.rstrip("/"), named, os.environ.get(KEY) or None, **more)


def default_cache() -> Path:
    """Where answers are kept unless told otherwise: the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "willing" / "llm"
