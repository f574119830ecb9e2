"""Office holders by a bare surname: only where no other reading of it is near."""

from __future__ import annotations

import pytest

from willing.cases import load_general_register
from willing.model import PartialDate
from willing.reading.names import NameIndex
from willing.reading.persons import PersonIndex

PERSONS = PersonIndex(load_general_register())


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        ("Starmer and Macron float a force.", "2025-03-27", [("GBR",), ("FRA",)]),
        ("Paris, said Macron, will wait.", "2025-03-27", [("FRA",)]),
        ("Macron will wait.", None, []),
        ("Macron will wait.", "2012-03-27", []),
        ("Emma Macron will wait. Macron Holdings too.", "2025-03-27", []),
        ("May 3 was rainy, and may Brown bears wait.", "2017-03-27", []),
    ],
)
def test_a_bare_surname_is_the_holder_of_the_day_where_no_name_stands_beside_it(
    text: str, day: str | None, found: list[tuple[str, ...]]
) -> None:
    published = PartialDate.parse(day) if day else None
    assert [person.actor_ids for person in PERSONS.find(text, published, [])] == found


def test_a_place_of_the_same_name_stays_a_place() -> None:
    text, day = "The plan pleases Montenegro.", PartialDate.parse("2025-03-27")
    places = NameIndex(load_general_register()).find(text)
    assert [place.actor_ids for place in places] == [("MNE",)]
    assert PERSONS.find(text, day, places) == []
