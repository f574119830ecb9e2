"""The reckoning said in sentences: how much of what is needed, what must go right, what breaks it, who must move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from willing.reckoning.commitment import plain
from willing.views.reckoned import Reckoned, Sets, Tally, TotalLine
from willing.views.wording import joined

SHOWN_SETS = 3
SHOWN_NAMES = 4


def sentences_of(answer: Reckoned) -> tuple[str, ...]:
    """The answer, most important first; only what there is to say."""
    told = [
        amount_sentence(answer),
        firm_sentence(answer),
        estimate_sentence(answer),
        idle_sentence(answer),
        right_sentence(answer),
        breaks_sentence(answer),
        movers_sentence(answer),
        pivots_sentence(answer),
        odds_sentence(answer),
        even_sentence(answer),
    ]
    return tuple(sentence for sentence in told if sentence)


def amount_sentence(answer: Reckoned | Tally) -> str:
    """ "15,000 of 25,000 troops if a cease-fire: open; 0 for sure, at most 18,000"."""
    question = answer.question
    if question is None:
        totals = "; ".join(f"{span(total)} {total.unit or total.name}" for total in answer.totals)
        return f"{totals or 'No promise counts'}{condition(answer)}."
    total = next((each for each in answer.totals if each.measure == question.measure), None)
    unit = question.unit or (total.unit or total.name if total else question.measure)
    need = f"{number(question.at_least)} {unit}"
    if total is None:
        return f"Nothing is promised of the {need} that {question.name} needs."
    if question.scenario == "met":
        return f"{number(total.low)} of {need}{condition(answer)}: enough for {question.name}."
    if total.high is None:
        sure = f"{number(total.low)} of {need} for sure{condition(answer)}"
        return f"{sure}; no total follows, since not everybody has said how much."
    verdict = {"open": "open", "missed": "not enough"}[question.scenario]
    return f"{span(total)} of {need}{condition(answer)}: {verdict}; {number(total.floor)} for sure, {most(total)}."


def firm_sentence(answer: Reckoned) -> str:
    """ "Firm promises alone come to at most 15,000: 10,000 is in range, 25,000 is not." where the total has no end."""
    question = answer.question
    total = next((each for each in answer.totals if question and each.measure == question.measure), None)
    if question is None or total is None or total.firm is None or total.high is not None:
        return ""
    needs = sorted({each.at_least for each in answer.requirements if each.measure == question.measure})
    beyond = next((need for need in needs if need > total.firm), None)
    told = [f"{number(question.at_least)} is {'in range' if question.at_least <= total.firm else 'beyond them'}"]
    if beyond is not None and beyond != question.at_least:
        told.append(f"{number(beyond)} is beyond them")
    limits = together(answer, question.measure)
    return f"Firm promises alone come to at most {number(total.firm)}{limits}: {', '.join(told)}."


def estimate_sentence(answer: Reckoned) -> str:
    """ "No promise that tells an amount reaches 25,000; an estimate does: 10,000 to 25,000 (an institute)"."""
    measure = answer.question.measure if answer.question else None
    told = [each.high for each in answer.promises if each.measure == measure]
    told += [each.high for each in answer.together if each.measure == measure]
    highest = max((high for high in told if high is not None), default=Fraction(0))
    reaching = [each for each in answer.estimates if each.measure == measure and (each.high or each.low or 0) > highest]
    if not reaching:
        return ""
    most = max(reaching, key=lambda each: each.high or each.low or Fraction(0))
    end = number(most.high if most.high is not None else most.low)
    who = f"{most.said_by}{', low confidence' if most.confidence == 'low' else ''}"
    return f"No promise that tells an amount reaches {end}; an estimate does: {bounds(most.low, most.high)} ({who})."


def together(answer: Reckoned, measure: str) -> str:
    """ " (France and Spain at most 15,000 together, by a source)" for the joint sums on a measure that have a limit."""
    told = [
        f"{joined(list(each.actor_names))} at most {number(each.high)} together"
        f"{f', by {each.told_by}' if each.told_by else ''}"
        for each in answer.together
        if each.measure == measure and each.high is not None
    ]
    return f" ({'; '.join(told)})" if told else ""


def bounds(low: Fraction | None, high: Fraction | None) -> str:
    """ "10,000 to 25,000", "at most 15,000", "10,000 or more"."""
    if low is None:
        return f"at most {number(high)}"
    if high is None:
        return f"{number(low)} or more"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def span(total: TotalLine) -> str:
    return number(total.low) if total.low == total.high else f"{number(total.low)} to {number(total.high)}"


def most(total: TotalLine) -> str:
    if total.ceiling is None:
        return "with what is weighed beside it no upper limit"
    return f"at most {number(total.ceiling)}"


def condition(answer: Reckoned | Tally) -> str:
    """ " if a cease-fire, without an American guarantee" for what is assumed."""
    assumed = [fact for fact in answer.facts if fact.origin == "assumed"]
    true = [fact.name for fact in assumed if fact.truth is True]
    false = [fact.name for fact in assumed if fact.truth is False]
    parts = [f" if {few(true)}"] if true else []
    parts += [f" without {few(false, 'or')}"] if false else []
    return ",".join(parts)


def idle_sentence(answer: Reckoned) -> str:
    """ "An American guarantee alone changes nothing until Germany or Poland moves first"."""
    for fact, sets in answer.movers.idle:
        who = starters(sets, answer)
        if who:
            return f"{capital(fact_name(fact, answer))} alone changes nothing until {who} first."
    return ""


def right_sentence(answer: Reckoned) -> str:
    """What must go right."""
    found = answer.sufficient
    if found.refused or answer.question is None:
        return f"What must go right: {found.refused}." if answer.question else ""
    untold = sum(each.high is None for each in answer.promises if each.measure == answer.question.measure)
    if found.possible:
        why = f", since {untold} promise{'s tell' if untold > 1 else ' tells'} no amount" if untold else ""
        if not found.sets:
            waiting = answer.movers.to_requirement
            return (
                "No combination of open facts is enough by itself." if waiting else "Out of reach, whatever comes true."
            )
        if found.sets[0] == ():
            return f"Nothing makes it certain{why}; it stays possible whatever comes true."
        return f"Nothing makes it certain{why}; possible at all only if {choices(found, answer)}."
    if not found.sets:
        return "No combination of open facts is enough."
    if found.sets[0] == ():
        return "Nothing more must go right." if answer.question.scenario != "met" else ""
    return f"Enough, if {choices(found, answer)}."


def breaks_sentence(answer: Reckoned) -> str:
    """What breaks it: facts that alone do, else the smallest sets."""
    found = answer.cuts
    if found.refused or not found.sets or found.sets[0] == () or not answer.sufficient.sets:
        return ""
    alone = [fact_name(each[0], answer) for each in found.sets if len(each) == 1]
    if alone:
        return f"Broken by the lack of {'any of these alone' if len(alone) > 1 else 'this alone'}: {few(alone, 'or')}."
    return f"Broken only if {choices(found, answer, lacking=True)}."


def choices(found: Sets, answer: Reckoned, *, lacking: bool = False) -> str:
    """Sets of facts as alternatives."""
    names = [[fact_name(name, answer) for name in each] for each in found.sets[:SHOWN_SETS]]
    told = [joined([absent(name) if lacking else name for name in each]) for each in names]
    rest = len(found.sets) - SHOWN_SETS
    more = f" (or {rest} more ways)" if rest > 0 else ""
    return f"{'; or '.join(told)}{more}"


def movers_sentence(answer: Reckoned) -> str:
    """Who must move first, where promises wait for one another."""
    movers = answer.movers
    if not movers.gap or idle_sentence(answer):
        return ""
    names = few([actor_of(each, answer) for each in movers.gap])
    who = starters(movers.to_requirement or movers.sets, answer)
    until = f"nothing of it comes until {who} first" if who else "no one of them can start it alone"
    return f"{names} {'wait for one another' if len(movers.gap) > 1 else 'waits'}: {until}."


def starters(sets: Sequence[Sequence[str]], answer: Reckoned) -> str:
    """ "Germany or Poland moves" for sets of one, "Germany and Poland move" for a set of two."""
    if not sets or not sets[0]:
        return ""
    smallest = [each for each in sets if len(each) == len(sets[0])]
    if len(smallest[0]) == 1:
        return f"{few([actor_of(each[0], answer) for each in smallest], 'or')} moves"
    return f"{joined([actor_of(name, answer) for name in smallest[0]])} move"


def pivots_sentence(answer: Reckoned) -> str:
    """Who and what turns the result most."""
    actors, facts = answer.pivots.actors, answer.pivots.facts
    if answer.pivots.refused or not (actors or facts):
        return ""
    told = []
    if actors:
        first = [name for name, share in actors if share == actors[0][1]]
        told.append(f"{few([actor_name(name, answer) for name in first])} in {percent(actors[0][1])} of the scenarios")
    if facts:
        first = [name for name, share in facts if abs(share) == abs(facts[0][1])]
        told.append(f"{few([fact_name(name, answer) for name in first])} in {percent(abs(facts[0][1]))}")
    return f"Most pivotal: {'; '.join(told)}."


def odds_sentence(answer: Reckoned) -> str:
    odds = answer.odds
    if odds is None:
        return ""
    chance = percent(odds.low) if odds.low == odds.high else f"{percent(odds.low)} to {percent(odds.high)}"
    best = next((line for line in odds.facts if line[3]), None)
    know = f"; knowing {fact_name(best[0], answer)} would tell most" if best else ""
    return f"By your odds the probability is {chance}{know}."


def even_sentence(answer: Reckoned) -> str:
    """Break-even without odds."""
    even = answer.break_even
    if even is None or answer.sufficient.possible or not even.met_in or even.met_in == even.combinations:
        return ""
    needed = [fact_name(name, answer) for name in even.needed]
    told = []
    if needed:
        told.append(f"likelier than not only if {few(needed)} {'each is' if len(needed) > 1 else 'is'}")
    if even.common is not None and even.combinations > 2:
        told.append(f"with all open facts equally likely and independent, only if each is above {percent(even.common)}")
    return f"{capital('; '.join(told))}." if told else ""


def number(amount: Fraction | float | None) -> str:
    value = plain(amount) if isinstance(amount, Fraction) else amount
    return f"{value:,}" if value is not None else "no limit"


def percent(share: Fraction | float) -> str:
    return f"{float(share) * 100:.3g} %"


def few(names: Iterable[str], word: str = "and") -> str:
    """The first names, and how many more."""
    told = list(dict.fromkeys(names))
    if len(told) > SHOWN_NAMES:
        return f"{', '.join(told[:SHOWN_NAMES])} {word} {len(told) - SHOWN_NAMES} more"
    return joined(told).replace(" and ", f" {word} ") if word != "and" and len(told) > 1 else joined(told)


def fact_name(fact: str, answer: Reckoned) -> str:
    plain_name = fact.removeprefix("!")
    name = next((each.name for each in answer.facts if each.id == plain_name), plain_name)
    return absent(name) if fact.startswith("!") else name


def absent(name: str) -> str:
    """ "no cease-fire" for "a cease-fire"."""
    for article in ("a ", "an ", "the "):
        name = name.removeprefix(article)
    return f"no {name}"


def actor_of(promise: str, answer: Reckoned | Tally) -> str:
    return next((each.actor_name for each in answer.promises if each.id == promise), promise)


def actor_name(actor: str, answer: Reckoned) -> str:
    named = {each.actor: each.actor_name for each in answer.left_out}
    named |= {each.actor: each.actor_name for each in answer.promises}
    return named.get(actor, actor)


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
