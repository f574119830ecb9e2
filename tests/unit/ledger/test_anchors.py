"""A coded statement and the quote it was anchored in: which of them counts, and as how many sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from willing.errors import LedgerError
from willing.ledger import Ledger, current_cells
from willing.model import AttachedCondition, PartialDate, Quantity, Relation, Stance

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
