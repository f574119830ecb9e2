"""What asking costs: reckoned before, counted while it goes on, stopped before a budget is exceeded."""

from __future__ import annotations

from dataclasses import dataclass

from willing.errors import WillingError
from willing.reading.llm.settings import LlmSettings

TOKENS_OUT_EACH = 600
"""Tokens of an answer that are reckoned with for one question; the schema alone takes some 150 a position."""


class BudgetSpent(WillingError):
    """The next question would cost more than is left. What was read is kept; the rest is read by the next run."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """What questions would take: how many, tokens in and about how many out, and the cost where prices are told."""

    requests: int
    tokens_in: int
    tokens_out: int
    cost: float | None

    def __str__(self) -> str:
        cost = f", about {self.cost:.4f}" if self.cost is not None else ""
        return f"{self.requests} requests, about {self.tokens_in:,} tokens in and {self.tokens_out:,} out{cost}"


def estimate(settings: LlmSettings, requests: int, tokens_in: int) -> Estimate:
    tokens_out = requests * TOKENS_OUT_EACH
    return Estimate(requests, tokens_in, tokens_out, cost_of(settings, tokens_in, tokens_out))


def cost_of(settings: LlmSettings, tokens_in: int, tokens_out: int) -> float | None:
    """In the currency of the prices; None where they are not told."""
    if settings.price_in is None or settings.price_out is None:
        return None
    return (tokens_in * settings.price_in + tokens_out * settings.price_out) / 1e6


@dataclass
class Spending:
    """What was asked so far."""

    settings: LlmSettings
    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def cost(self) -> float | None:
        return cost_of(self.settings, self.tokens_in, self.tokens_out)

    def before(self, tokens_in: int) -> None:
        """Raises BudgetSpent where a question of so many tokens, with an answer of the usual length, goes beyond."""
        budget = self.settings.budget
        if budget is None:
            return
        tokens = (self.tokens_in + tokens_in, self.tokens_out + TOKENS_OUT_EACH)
        cost = cost_of(self.settings, *tokens)
        would = cost if cost is not None else sum(tokens)
        if would > budget:
            unit = "" if cost is not None else " tokens"
            raise BudgetSpent(
                f"the budget of {budget:g}{unit} is spent ({self}); what was read is kept: run the same command with a "
                "larger --llm-budget for the rest, answers known already cost nothing"
            )

    def after(self, tokens_in: int, tokens_out: int) -> None:
        self.requests += 1
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out

    def __str__(self) -> str:
        cost = f", cost {self.cost:.4f}" if self.cost is not None else ""
        known = f", {self.cached} answers known already" if self.cached else ""
        return f"{self.requests} requests, {self.tokens_in:,} tokens in, {self.tokens_out:,} out{cost}{known}"
