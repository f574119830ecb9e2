"""What is true of every condition: it survives print and parse, and learning more never turns an answer round."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from willing.errors import ConditionSyntaxError
from willing.model import (
    Condition,
    Does,
    Fact,
    Holds,
    Not,
    Others,
    Total,
    all_of,
    any_of,
    atoms,
    condition_from_json,
    evaluate,
    facts,
    parse_condition,
)
from willing.model.condition_atoms import KEYWORDS, LARGEST

ids = st.from_regex(r"\w[\w-]{0,8}", fullmatch=True)
fact_names = ids.filter(lambda name: name.lower() not in KEYWORDS)
numbers = st.one_of(
    st.integers(0, LARGEST), st.floats(0, LARGEST, allow_subnormal=False), st.decimals(0, 1000, places=2).map(float)
)
leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Fact, fact_names),
    st.builds(Holds, ids),
    st.builds(Does, ids, ids, st.none() | numbers),
    st.builds(Others, ids, st.integers(0, 99), st.none() | st.lists(ids, min_size=1, max_size=4).map(tuple)),
    st.builds(Total, ids, numbers, st.booleans()),
)


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(st.builds(Not, parts), several.map(all_of), several.map(any_of))


conditions = st.recursive(leaves, joined, max_leaves=12)
few_leaves = st.sampled_from("abcd").map(Fact) | st.sampled_from("PQ").map(Holds)
simple_conditions = st.recursive(few_leaves, joined, max_leaves=12)
truths = st.sampled_from([True, False, None])
pictures = st.fixed_dictionaries(dict.fromkeys("abcdPQ", truths))


@given(conditions)
def test_a_printed_condition_is_parsed_as_itself(condition: Condition) -> None:
    assert parse_condition(str(condition)) == condition
    assert str(parse_condition(str(condition))) == str(condition)


@given(conditions)
def test_json_carries_a_condition_without_loss(condition: Condition) -> None:
    assert condition_from_json(condition.as_json()) == condition


@given(conditions)
def test_every_pair_of_parentheses_is_needed(condition: Condition) -> None:
    """Without any one pair that groups, the text means something else or nothing."""
    text = str(condition)
    for start, end in grouping_pairs(text):
        without = text[:start] + " " + text[start + 1 : end] + " " + text[end + 1 :]
        assert parse_condition(without) != condition


def grouping_pairs(text: str) -> list[tuple[int, int]]:
    """Places of the parentheses that group, those of `holds(...)` and its like left out."""
    opened: list[int] = []
    pairs = []
    for place, sign in enumerate(text):
        if sign == "(":
            opened.append(place)
        elif sign == ")":
            start = opened.pop()
            if start == 0 or text[start - 1] in " (":
                pairs.append((start, place))
    return pairs


@dataclass
class Answers:
    known: dict[str, bool | None]

    def holds(self, promise: str) -> bool | None:
        return self.known[promise]

    def does(self, actor: str, measure: str, at_least: float | None) -> bool | None:
        return None

    def others(self, measure: str, at_least: int, of: tuple[str, ...] | None) -> bool | None:
        return None

    def total(self, measure: str, at_least: float, own: bool) -> bool | None:
        return None


@given(simple_conditions, pictures, pictures)
def test_learning_more_never_turns_a_definite_answer_round(
    condition: Condition, picture: dict[str, bool | None], news: dict[str, bool | None]
) -> None:
    before = evaluate(condition, picture, Answers(picture))
    learned = {name: news[name] if truth is None else truth for name, truth in picture.items()}
    after = evaluate(condition, learned, Answers(learned))
    assert before is None or after is before


@given(simple_conditions, st.fixed_dictionaries(dict.fromkeys("abcdPQ", st.booleans())))
def test_with_everything_known_truth_is_pythons(condition: Condition, picture: dict[str, bool]) -> None:
    text = str(condition).replace("holds(P)", "P").replace("holds(Q)", "Q")
    assert evaluate(condition, picture, Answers(dict(picture))) is eval(text, {}, dict(picture))


@given(simple_conditions, pictures)
def test_only_the_facts_a_condition_mentions_matter(condition: Condition, picture: dict[str, bool | None]) -> None:
    mentioned = {name: truth for name, truth in picture.items() if name in facts(condition)}
    assert evaluate(condition, mentioned) is evaluate(condition, picture)
    assert facts(condition) == {atom.name for atom in atoms(condition) if isinstance(atom, Fact)}


SHREDS = "a and or not ( ) holds does others total ( ) FRA.troops >= 5 1,000 of , own = no . \n é \t 3,5"
words = st.sampled_from(SHREDS.split(" "))


@given(st.lists(words, max_size=20).map(" ".join) | st.text(max_size=40))
def test_any_text_is_a_condition_or_a_mistake_with_its_place(text: str) -> None:
    mistake = None
    try:
        condition = parse_condition(text)
    except ConditionSyntaxError as error:
        mistake = error
    if mistake is None:
        assert parse_condition(str(condition)) == condition
        return
    assert 0 <= mistake.start <= mistake.end <= len(text)
    _, line, mark, _ = str(mistake).splitlines()
    assert set(mark) <= {" ", "~", "^"}
    assert len(mark) <= len(line) + 1
