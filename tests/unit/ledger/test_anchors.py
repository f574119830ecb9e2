"""A coded statement and the quote it was anchored in: which of them counts, and as how many sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger, current_cells
from willing.ledger.claims import claims_in
from willing.ledger.contradictions import contradictions
from willing.ledger.summary import Question, summed_up
from willing.model import AttachedCondition, PartialDate, Quantifier, Quantity, Relation, SpeakerKind, Stance

Make = dict[str, Callable[..., Any]]
URL = "https://example.org/summit"


def coded_row(make: Make, **fields: Any) -> Any:
    """A coded promise that the text of the factories carries."""
    known = {
        "actor_ids": ("FRA",),
        "stance": Stance.COMMITTED,
        "speaker_ids": ("FRA",),
        "quantity": Quantity(500, 500, "troops"),
        "conditions": (AttachedCondition(None, "ceasefire", Relation.REQUIRES),),
        "coding": {"url": URL, "publisher": "A digest", "said": PartialDate(2026, 1, 5)},
    }
    return make["coded"](**(known | fields))


def anchored(ledger: Ledger, make: Make, row: Any) -> tuple[str, str]:
    """Ids of a coded row and of the quote accepted for it."""
    (coded_id,) = ledger.add_coded([row])
    return coded_id, ledger.anchor(coded_id, make["document"](url=URL), make["promise"](), by="A", reason="its words")


def test_a_quote_that_carries_all_of_a_coded_row_stands_in_its_place(ledger: Ledger, make: Make) -> None:
    _, quote = anchored(ledger, make, coded_row(make))
    (cell,) = current_cells(ledger.entries())
    assert (cell.entries, cell.standing_id, cell.origins) == ((quote,), quote, 1)
    assert str(next(each for each in ledger.entries() if each.id == quote).said) == "2026-01-05"


@pytest.mark.parametrize(
    "more",
    [
        {"conditions": (AttachedCondition(None, "mandate", Relation.REQUIRES),)},
        {"quantity": Quantity(None, 900, "troops")},
        {"coding": {"url": URL, "publisher": "A digest", "said": PartialDate(2026, 1, 5), "note": "neighbouring soil"}},
    ],
)
def test_a_coded_row_that_says_more_than_its_quote_stands_beside_it(
    ledger: Ledger, make: Make, more: dict[str, Any]
) -> None:
    coded, quote = anchored(ledger, make, coded_row(make, **more))
    (cell,) = current_cells(ledger.entries())
    assert (cell.standing_id, set(cell.entries), cell.origins) == (quote, {coded, quote}, 1)
    assert {each.id for each in more.get("conditions", ())} <= {name for name, _, _ in cell.conditions}
    assert cell.place == ("neighbour" if "coding" in more else None)


def test_a_second_row_from_the_same_address_is_no_second_source(ledger: Ledger, make: Make) -> None:
    anchored(ledger, make, coded_row(make))
    ledger.add_coded([coded_row(make, coding={"summary": "Again.", "url": URL, "publisher": "A digest"})])
    (cell,) = current_cells(ledger.entries())
    assert cell.origins == 1


def test_a_later_reading_of_the_page_hides_no_quote(ledger: Ledger, make: Make) -> None:
    _, quote = anchored(ledger, make, coded_row(make))
    ledger.add(make["document"](url=URL), [make["doubt"]()], reader="local 2")
    assert {quote} < {each.id for each in ledger.entries()}
    assert [line.status for line in ledger.documents()] == ["read"]
    assert ledger.counts().positions == 2


def test_two_rows_can_be_anchored_in_one_text_and_a_repetition_adds_nothing(ledger: Ledger, make: Make) -> None:
    anchored(ledger, make, coded_row(make))
    _, second = anchored(ledger, make, coded_row(make, coding={"summary": "Again.", "url": URL}))
    again = ledger.add_coded([coded_row(make)])
    assert again == ()
    assert len([each for each in ledger.entries() if each.document]) == 2
    assert second in {each.id for each in ledger.entries()}
    assert len(ledger.documents()) == 1


def test_before_the_quote_was_recorded_the_coded_row_stood(ledger: Ledger, make: Make) -> None:
    (coded_id,) = ledger.add_coded([coded_row(make)], recorded_at="2026-02-01")
    when = {"recorded_at": "2026-03-01", "by": "A", "reason": "its words"}
    ledger.anchor(coded_id, make["document"](url=URL), make["promise"](), **when)
    (cell,) = current_cells(ledger.entries(known_at="2026-02-15"))
    assert cell.standing_id == coded_id


def test_an_anchor_of_nothing_or_by_nobody_keeps_nothing(ledger: Ledger, make: Make) -> None:
    (coded_id,) = ledger.add_coded([coded_row(make)])
    with pytest.raises(LedgerError, match="not in this ledger"):
        ledger.anchor("0" * 12, make["document"](), make["promise"](), by="A", reason="its words")
    with pytest.raises(LedgerError, match="without a name"):
        ledger.anchor(coded_id, make["document"](), make["promise"](), by=" ", reason="its words")
    assert ledger.documents() == ()


def cells_of(ledger: Ledger, people: int = 1) -> Any:
    """The current cells, which the summary and the rule must give alike."""
    cells = current_cells(ledger.entries())
    assert summed_up(ledger.engine, Question(None, None, False, people), small=0) == cells
    return cells


def test_what_is_kept_of_cells_follows_each_change_of_an_anchor(ledger: Ledger, make: Make) -> None:
    (coded,) = ledger.add_coded([coded_row(make)])
    assert [cell.standing_id for cell in cells_of(ledger)] == [coded]
    quote = ledger.anchor(coded, make["document"](url=URL), make["promise"](), by="A", reason="its words")
    assert [(cell.standing_id, cell.entries) for cell in cells_of(ledger)] == [(quote, (quote,))]
    ledger.judge(quote, "reject", "B", "another meeting")
    assert [(cell.standing_id, cell.basis) for cell in cells_of(ledger)] == [(coded, "coded")]
    ledger.judge(quote, "accept", "B", "after all")
    assert [cell.standing_id for cell in cells_of(ledger)] == [quote]
    ledger.add(make["document"](url=URL), [make["doubt"](sure=True)], reader="local 2")
    assert {cell.actor_id: cell.standing_id for cell in cells_of(ledger)}["FRA"] == quote


def test_a_quote_corrected_to_another_actor_gives_the_row_its_place_back(ledger: Ledger, make: Make) -> None:
    coded, quote = anchored(ledger, make, coded_row(make))
    ledger.judge(quote, "correct", "B", "Berlin said it", make["promise"](actor_ids=("DEU",)))
    assert {cell.actor_id: cell.standing_id for cell in cells_of(ledger)} == {"FRA": coded, "DEU": quote}


def test_where_two_must_agree_the_row_counts_until_the_second_accepts(ledger: Ledger, make: Make) -> None:
    with Ledger.open(ledger.address, people=2) as both:
        coded, quote = anchored(both, make, coded_row(make))
        (cell,) = cells_of(both, people=2)
        assert (cell.standing_id, cell.basis, cell.origins) == (coded, "coded", 1)
        both.judge(quote, "accept", "B", "its words")
        (cell,) = cells_of(both, people=2)
        assert (cell.standing_id, cell.entries) == (quote, (quote,))


@pytest.mark.parametrize("anchored_first", [True, False])
def test_what_ends_the_row_ends_its_quote(ledger: Ledger, make: Make, anchored_first: bool) -> None:
    (coded,) = ledger.add_coded([coded_row(make)])
    end = {"by": "A", "reason": "taken back"}
    if not anchored_first:
        ledger.end_position(coded, "withdrawn", PartialDate(2026, 2, 1), **end)
    ledger.anchor(coded, make["document"](url=URL), make["promise"](), by="A", reason="its words")
    assert len(cells_of(ledger)) == (1 if anchored_first else 0)
    ledger.end_position(coded, "withdrawn", PartialDate(2026, 2, 1), **end)
    assert cells_of(ledger) == ()
    assert len(current_cells(ledger.entries(), as_of="2026-01-31")) == 1
    ledger.end_position(coded, "stands", PartialDate(2026, 3, 1), **end)
    assert len(cells_of(ledger)) == 1


def test_an_end_by_the_row_is_weighed_by_its_quote(ledger: Ledger, make: Make) -> None:
    """A minister's word ends no president's, also when the minister's words have been found."""
    by_the_head = make["coded"](actor_ids=("FRA",), stance=Stance.COMMITTED, coding={"speaker": "A, president"})
    (promise,) = ledger.add_coded([by_the_head])
    coded, _ = anchored(ledger, make, coded_row(make, coding={"url": URL, "speaker": "B, minister"}))
    ledger.end_position(promise, "superseded", PartialDate(2026, 2), by="A", reason="", by_position=coded)
    assert [cell.standing_id for cell in cells_of(ledger)] == [promise]


def test_a_quote_that_leaves_out_what_its_row_is_limited_to_refuses_no_more(ledger: Ledger, make: Make) -> None:
    (offer,) = ledger.add_coded([make["coded"](actor_ids=("FRA",), coding={"said": PartialDate(2026, 1, 1)})])
    limited = (AttachedCondition(None, "role", Relation.LIMITED_TO),)
    row = coded_row(make, stance=Stance.DECLINED, conditions=limited, quantity=None)
    (coded,) = ledger.add_coded([row])
    quote = make["promise"](stance=Stance.DECLINED, conditions=(), quantity=None)
    ledger.anchor(coded, make["document"](url=URL), quote, by="A", reason="its words")
    assert [cell.standing_id for cell in cells_of(ledger)] == [offer]


def test_a_tier_stays_a_tier_when_the_words_of_one_are_found(ledger: Ledger, make: Make) -> None:
    told = {"url": URL, "publisher": "A digest", "said": PartialDate(2026, 1, 5), "speaker": "A, president"}
    lower = coded_row(make, conditions=(), coding=told)
    ledger.add_coded([lower])
    higher = coded_row(make, quantity=Quantity(900, 900, "troops"), coding=told | {"summary": "More if it holds."})
    (coded,) = ledger.add_coded([higher])
    expected = [cell.conditions for cell in cells_of(ledger)]
    assert expected == [(("ceasefire", Relation.RAISES, False),)]
    quote = make["promise"](quantity=Quantity(900, 900, "troops"))
    ledger.anchor(coded, make["document"](url=URL), quote, by="A", reason="its words")
    assert [cell.conditions for cell in cells_of(ledger)] == expected


@pytest.mark.parametrize("more", [{}, {"quantity": Quantity(None, 900, "troops")}])
def test_a_row_and_its_quote_contradict_another_statement_once(
    ledger: Ledger, make: Make, more: dict[str, Any]
) -> None:
    said = {"speaker": "B, foreign minister", "said": PartialDate(2026, 1, 5), "url": "https://example.org/other"}
    ledger.add_coded([make["coded"](actor_ids=("FRA",), stance=Stance.DECLINED, coding=said)])
    coded, quote = anchored(ledger, make, coded_row(make, **more))
    (found,) = contradictions(ledger.entries())
    assert {found.one.id, found.other.id} & {coded, quote} == {coded if more else quote}


def test_a_claim_and_its_words_are_one_claim_by_the_name_of_its_row(ledger: Ledger, make: Make) -> None:
    many = {"actor_ids": ("COW",), "quantifier": Quantifier(exactly=26), "speaker_kind": SpeakerKind.NAMED}
    anchored_row = coded_row(make, **many)
    (coded,) = ledger.add_coded([anchored_row])
    ledger.anchor(coded, make["document"](url=URL), make["promise"](**many), by="A", reason="its words")
    assert [claim.row_name for claim in claims_in(ledger.entries())] == ["row-7"]


def test_a_page_that_was_kept_for_its_words_is_found_by_them(ledger: Ledger, make: Make) -> None:
    _, quote = anchored(ledger, make, coded_row(make))
    ledger.add(make["document"](url=URL), [], reader="local 2")
    hits = ledger.search("holds", actor="FRA").hits
    assert [[entry.id for entry in hit.entries] for hit in hits] == [[quote]]
