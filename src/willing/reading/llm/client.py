"""One endpoint of the OpenAI form: questions at a bounded pace, retries, answers of bounded length."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from willing.errors import WillingError
from willing.reading.llm.chunks import tokens_in
from willing.reading.llm.settings import KEY, LlmSettings

LONGEST_ANSWER = 2_000_000
"""Bytes of an answer that are read."""
LONGEST_WAIT = 60.0
FORMS = ("json_schema", "json_object", "none")
"""Ways to ask for an answer of a form, the strictest first; what an endpoint refuses is not asked for again."""
MOST_OUT = 4000
"""Tokens that an answer may have."""


class LlmUnavailable(WillingError):
    """The endpoint cannot be asked: not reached, not allowed, or out of order for long."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """Words of an answer and the tokens that it took; `whole` is False where the model was cut off."""

    words: str
    tokens_in: int
    tokens_out: int
    whole: bool = True


class Client:
    """Asks one question at a time, at most `requests_per_minute`."""

    def __init__(
        self,
        settings: LlmSettings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings, self.clock, self.sleep = settings, clock, sleep
        self.form = 0
        self._last: float | None = None

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Answer:
        """The model's answer. Raises LlmUnavailable where no try of several brought one."""
        reason = "no answer"
        attempt = 0
        while attempt < self.settings.attempts:
            self.keep_pace()
            status, body, asked = self.post(self.payload(messages, schema))
            if status == 200:
                answer = read_answer(body, messages)
                if answer is not None:
                    return answer
                reason = f"an answer of another form: {body[:120]!r}"
            elif status in (401, 403):
                raise LlmUnavailable(
                    f"{self.settings.endpoint}: the key is refused ({status}); expected it in the variable {KEY}"
                )
            elif status in (400, 404, 415, 422) and b"response_format" in body and self.form + 1 < len(FORMS):
                self.form += 1
                continue
            elif status == 0 or status in (408, 409, 425, 429) or status >= 500:
                reason = body.decode("utf-8", "replace")[:160] if status == 0 else f"it answered {status}"
            else:
                words = body.decode("utf-8", "replace")[:200]
                raise LlmUnavailable(f"{self.settings.endpoint}: it answered {status}: {words}; check --llm-model")
            attempt += 1
            if attempt < self.settings.attempts:
                self.sleep(min(asked if asked is not None else 2.0**attempt, LONGEST_WAIT))
        raise LlmUnavailable(
            f"{self.settings.endpoint}: {reason}, {self.settings.attempts} times; what was read is kept, "
            "run the same command again for the rest"
        )

    def payload(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "model": self.settings.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": MOST_OUT,
        }
        if FORMS[self.form] == "json_schema":
            named = {"name": "positions", "strict": True, "schema": schema}
            told["response_format"] = {"type": "json_schema", "json_schema": named}
        elif FORMS[self.form] == "json_object":
            told["response_format"] = {"type": "json_object"}
        return told

    def post(self, payload: dict[str, Any]) -> tuple[int, bytes, float | None]:
        """(status, body, seconds that the server asks to wait); status 0 with a reason where there was no answer."""
        import httpx2

        headers = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        address = f"{self.settings.endpoint}/chat/completions"
        body = bytearray()
        deadline = self.clock() + self.settings.timeout
        try:
            with (
                httpx2.Client(timeout=self.settings.timeout, trust_env=False, follow_redirects=False) as client,
                client.stream("POST", address, json=payload, headers=headers) as response,
            ):
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > LONGEST_ANSWER:
                        return 0, f"an answer of more than {LONGEST_ANSWER:,} bytes".encode(), None
                    if self.clock() > deadline:
                        return 0, f"no whole answer within {self.settings.timeout:g} seconds".encode(), None
                return response.status_code, bytes(body), seconds(response.headers.get("retry-after"))
        except httpx2.TimeoutException:
            return 0, f"no answer within {self.settings.timeout:g} seconds".encode(), None
        except httpx2.HTTPError as error:
            return 0, f"not reached ({error or type(error).__name__})".encode(), None

    def keep_pace(self) -> None:
        now = self.clock()
        if self._last is not None:
            left = 60.0 / self.settings.requests_per_minute - (now - self._last)
            if left > 0:
                self.sleep(left)
        self._last = self.clock()


def read_answer(body: bytes, messages: list[dict[str, str]]) -> Answer | None:
    """The answer in a body of the OpenAI form; None where it has another. Tokens not told are reckoned."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        words = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None
    if not isinstance(words, str):
        return None
    usage = told.get("usage") if isinstance(told.get("usage"), dict) else {}
    asked = usage.get("prompt_tokens")
    given = usage.get("completion_tokens")
    return Answer(
        words,
        asked if isinstance(asked, int) else sum(tokens_in(each["content"]) for each in messages),
        given if isinstance(given, int) else tokens_in(words),
        choice.get("finish_reason") != "length",
    )


def seconds(words: str | None) -> float | None:
    try:
        return max(0.0, float(words)) if words else None
    except ValueError:
        return None
