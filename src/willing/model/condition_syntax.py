"""From the text of a condition to its value, or to a message with the place and what was expected there.

    condition   = alternative
    alternative = conjunction { "or" conjunction }
    conjunction = term { "and" term }
    term        = "not" term | "(" alternative ")" | holds | does | others | total | FACT
    holds       = "holds" "(" PROMISE ")"
    does        = "does" "(" ACTOR "." MEASURE [ ">=" NUMBER ] ")"
    others      = "others" "(" MEASURE ">=" COUNT [ "of" ACTOR { "," ACTOR } ] ")"
    total       = "total" "(" MEASURE ">=" NUMBER [ "," "own" "=" ( "yes" | "no" ) ] ")"

FACT, PROMISE, ACTOR and MEASURE are names; names and numbers are defined in willing.model.condition_tokens, and COUNT
is a whole number. Keywords are lower case. Blanks and line ends may stand between any two tokens. A parsed condition
is canonical: parse_condition(str(condition)) == condition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from willing.errors import ConditionSyntaxError
from willing.model.condition import DEEPEST, Condition, Not, all_of, any_of
from willing.model.condition_atoms import KEYWORDS, NAME, Does, Fact, Holds, Others, Total
from willing.model.condition_tokens import Cursor, nearest

OPERAND = 'a fact, "not", "(", "holds(", "does(", "others(" or "total("'


def parse_condition(
    text: str,
    *,
    facts: Collection[str] | None = None,
    promises: Collection[str] | None = None,
    actors: Collection[str] | None = None,
    measures: Collection[str] | None = None,
) -> Condition:
    """The condition that `text` says.

    Each option, where given, lists the names that may be used; None: any name may. Raises ConditionSyntaxError,
    which shows the place, what was expected there and the nearest known name.
    """
    return Parser(Cursor(text), Known(facts, promises, actors, measures)).condition()


@dataclass(frozen=True, slots=True)
class Known:
    """Names that may be used, by kind; None: any."""

    facts: Collection[str] | None
    promises: Collection[str] | None
    actors: Collection[str] | None
    measures: Collection[str] | None


class Parser:
    """One method for each rule of the grammar, quoted in its docstring; each starts at its first token."""

    def __init__(self, cursor: Cursor, known: Known) -> None:
        self.cursor = cursor
        self.known = known
        self.level = 0
        self.calls: dict[str, Callable[[], Condition]] = {
            "holds": self.holds,
            "does": self.does,
            "others": self.others,
            "total": self.total,
        }

    def condition(self) -> Condition:
        """condition = alternative"""
        condition = self.alternative()
        if self.cursor.token:
            raise self.joint_missing("the end")
        return condition

    def alternative(self) -> Condition:
        """alternative = conjunction { "or" conjunction }"""
        parts = [self.conjunction()]
        while self.cursor.took("or"):
            parts.append(self.conjunction())
        return any_of(parts)

    def conjunction(self) -> Condition:
        """conjunction = term { "and" term }"""
        parts = [self.term()]
        while self.cursor.took("and"):
            parts.append(self.term())
        return all_of(parts)

    def term(self) -> Condition:
        """term = "not" term | "(" alternative ")" | holds | does | others | total | FACT"""
        token = self.cursor.token
        if token in ("not", "("):
            return self.nested(token)
        if token in self.calls:
            self.cursor.take(token)
            self.cursor.take("(")
            condition = self.calls[token]()
            self.cursor.take(")")
            return condition
        return self.fact()

    def nested(self, token: str) -> Condition:
        """The first two forms of term, no deeper than a value may be."""
        if self.level == DEEPEST:
            raise self.cursor.mistake(f'at most {DEEPEST} levels of "not" and parentheses within one another')
        self.level += 1
        self.cursor.take(token)
        condition = Not(self.term()) if token == "not" else self.alternative()
        if token == "(" and not self.cursor.took(")"):
            raise self.joint_missing('")"')
        self.level -= 1
        return condition

    def fact(self) -> Condition:
        """FACT"""
        token = self.cursor.token
        misspelt_call = self.cursor.following == "(" and nearest(token, self.calls)
        if token.lower() in KEYWORDS or misspelt_call or not NAME.fullmatch(token):
            near = ("not", *self.calls)
            raise self.cursor.mistake(OPERAND, nearest_of=near, noun="fact", known=self.known.facts)
        return Fact(self.cursor.name("fact", self.known.facts))

    def holds(self) -> Condition:
        """PROMISE"""
        return Holds(self.cursor.name("promise", self.known.promises))

    def does(self) -> Condition:
        """ACTOR "." MEASURE [ ">=" NUMBER ]"""
        actor = self.actor()
        self.cursor.take(".")
        measure = self.measure()
        if self.cursor.took(">="):
            return Does(actor, measure, self.cursor.number())
        self.closing('">=" or ")"')
        return Does(actor, measure)

    def others(self) -> Condition:
        """MEASURE ">=" COUNT [ "of" ACTOR { "," ACTOR } ]"""
        measure = self.measure()
        self.cursor.take(">=")
        count = int(self.cursor.number(whole=True))
        if not self.cursor.took("of"):
            self.closing('"of" or ")"')
            return Others(measure, count)
        actors = [self.actor()]
        while self.cursor.took(","):
            actors.append(self.actor())
        self.closing('"," or ")"')
        return Others(measure, count, tuple(actors))

    def total(self) -> Condition:
        """MEASURE ">=" NUMBER [ "," "own" "=" ( "yes" | "no" ) ]"""
        measure = self.measure()
        self.cursor.take(">=")
        amount = self.cursor.number()
        if not self.cursor.took(","):
            self.closing('", own = no" or ")"')
            return Total(measure, amount)
        self.cursor.take("own", '"own = no"')
        self.cursor.take("=")
        own = self.cursor.took("yes")
        if not own:
            self.cursor.take("no", '"yes" or "no"')
        return Total(measure, amount, own)

    def actor(self) -> str:
        return self.cursor.name("actor", self.known.actors)

    def measure(self) -> str:
        return self.cursor.name("measure", self.known.measures)

    def closing(self, expected: str) -> None:
        """Stands before ")", which the caller takes."""
        if self.cursor.token != ")":
            raise self.cursor.mistake(expected)

    def joint_missing(self, otherwise: str) -> ConditionSyntaxError:
        """Something else stands where two parts should be joined or the condition ends."""
        expected = f'"and", "or" or {otherwise}'
        return self.cursor.mistake(expected, nearest_of=("and", "or"), noun="fact", known=self.known.facts)
