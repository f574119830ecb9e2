"""Whose text it is where it says so."""

from __future__ import annotations

import pytest

from willing.sources.near_copies import Credit, credit_of

BODY = "The ships will sail in May, the ministry said. " * 20


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("SANDVIK (Reuters) - " + BODY, ("Reuters",)),
        ("SANDVIK, March 3 (AP) — " + BODY, ("AP",)),
        ("By Associated Press\n" + BODY, ("AP",)),
        (BODY + "\nAP contributed to this report.", ("AP",)),
        (BODY + "\n© Agence France-Presse", ("AFP",)),
        (BODY + "\nWith inputs from AFP and Reuters.", ("AFP", "Reuters")),
        (BODY + "The minister told Reuters that more would follow. " + BODY * 2, ()),
        (BODY + "He spoke to the Associated Press on the phone.", ()),
        ("The PA of the minister, an officer, (aged 40) was there. " + BODY, ()),
    ],
)
def test_an_agency_is_credited_where_outlets_put_credits_and_only_a_source_elsewhere(
    text: str, agencies: tuple[str, ...]
) -> None:
    assert credit_of(text).agencies == agencies


def test_an_outlet_or_author_that_is_an_agency_is_its_credit() -> None:
    assert credit_of(BODY, outlet="Reuters").origin == "Reuters"
    assert credit_of(BODY, author="AP and staff").origin == "AP"


def test_a_text_that_credits_two_agencies_names_no_single_origin() -> None:
    assert credit_of(BODY + "\nWith inputs from AFP and Reuters.").origin is None


def test_a_note_of_syndication_is_seen_whoever_wrote_the_text() -> None:
    note = "(Except for the headline, this story is not edited by the Daily and is published from a syndicated feed.)"
    assert credit_of(BODY + note) == Credit(is_syndicated=True)
    first = credit_of(BODY + "\nThis article was first published by the Harbour Gazette.")
    assert first.origin == "Harbour Gazette"
    assert first.is_syndicated
