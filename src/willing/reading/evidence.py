"""The words a position stands on: the clause of its anchor, without the clauses joined to it."""

from __future__ import annotations

from willing.model import (
    Span,
)
from willing.reading.candidates import Candidate
from willing.reading.page import Page

LONG_EVIDENCE = 400
"""Characters above which the innermost clause is quoted instead of the whole one."""


def evidence_of(page: Page, candidate: Candidate, sentence: Span) -> Span:
    """The clause of the anchor, from its subject on, without the clauses joined to it."""
    trees = page.trees
    nodes = [candidate.anchor]
    open_nodes = [candidate.anchor]
    while open_nodes:
        node = open_nodes.pop()
        for child in trees.children[node]:
            relation = trees.relation(child)
            if relation in ("parataxis", "punct", "cc") or (relation == "mark" and page.trees.lower[child] == "that"):
                continue
            if relation == "conj" and page.predicates.is_predicate(child) and node == candidate.anchor:
                continue
            if (
                relation == "advcl"
                and node == candidate.anchor
                and (child < candidate.anchor or _concedes(page, child))
            ):
                continue
            if relation == "acl" and _is_aside(page, child, candidate.mention.span):
                continue
            nodes.append(child)
            open_nodes.append(child)
    first, last = min(nodes), max(nodes)
    span = trees.span(first, last)
    if not candidate.anaphoric or candidate.mention.span.start >= span.start:
        span = span.joined(candidate.mention.span)
    if candidate.needed is not None:
        subject = page.predicates.at(candidate.needed).subject
        # what is needed may stand behind all that says what for
        begin = min(candidate.needed, subject if subject is not None else first)
        span = trees.span(min(begin, last), max(begin, last))
        span = span.joined(candidate.mention.span)
    if len(span) > LONG_EVIDENCE:
        inner = trees.span(candidate.chain[0].index, candidate.chain[0].index)
        span = inner.joined(trees.phrase(page.head_word(candidate.mention.span) or candidate.chain[0].index))
        span = span.joined(candidate.mention.span)
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    text = page.text
    if len(span) <= LONG_EVIDENCE and start - sentence.start < 15 and "," not in text[sentence.start : start]:
        start = sentence.start
    while start < end - 1 and text[start] in " ,;:—–-“\"’'.":
        start += 1
    while end > start + 1 and text[end - 1] in ' ,;:—–-”"':
        end -= 1
    return Span(start, end)


def _concedes(page: Page, clause: int) -> bool:
    """A clause opened by "although", "even though", "because", "while": it says something else."""
    return any(
        page.trees.lower[child] in ("though", "although", "because", "while", "since", "whereas", "as")
        for child in page.trees.with_relation(clause, "mark")
    )


def _is_aside(page: Page, clause: int, mention: Span) -> bool:
    """A relative clause set off by a comma, with its own verb, that does not hold the measure."""
    trees = page.trees
    first, last = trees.bounds(clause)
    if trees.span(first, last).overlaps(mention) or first == 0:
        return False
    return trees.lower[first - 1] in (",", "—", "–") or trees.lower[first] in ("which", "who", "whose")
