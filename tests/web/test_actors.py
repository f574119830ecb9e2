"""The pages of an actor and of a measure."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from willing.cases.profiles import Note, load_profile


def test_who_decides_on_sending_forces_is_said_with_its_source(client: TestClient) -> None:
    page = client.get("/actors/DEU").text
    assert "Bundestag mandate needed for every deployment abroad" in page
    assert 'href="https://particle.news/story/merz-prepares-for-long-war-in-ukraine' in page


def test_an_actors_acts_are_ordered_by_firmness(client: TestClient) -> None:
    told = client.get("/actors/GBR.json").json()
    order = ("delivered", "allocated", "committed", "willing", "considering", "undecided", "reluctant", "declined")
    ranks = [order.index(line["standing"]["stance"]) for line in told["own"]]
    assert ranks == sorted(ranks)
    assert told["own"][0]["measure"] == "command"


def test_an_actor_stands_as_in_the_matrix(client: TestClient) -> None:
    cells = {each["measure"]: each for each in client.get("/matrix.json").json() if each["actor"] == "FRA"}
    told = client.get("/actors/FRA.json").json()
    first = {line["measure"]: line["standing"]["stance"] for line in reversed((*told["own"], *told["others"]))}
    assert first.keys() == cells.keys()
    assert first["troops"] == cells["troops"]["stance"] == "committed"


def test_an_actors_moves_are_told_newest_first_with_what_changed(client: TestClient) -> None:
    moves = [each for each in client.get("/actors/GBR.json").json()["moves"] if each["measure"] == "troops"]
    assert [(each["day"], each["kind"], each["before"], each["after"]) for each in moves] == [
        ("2026-01-06", "moved", "willing", "committed"),
        ("2025-02-17", "conditions", "willing", "willing"),
        ("2025-02-16", "new", None, "willing"),
    ]


def test_what_was_said_later_is_no_move_yet(client: TestClient) -> None:
    told = client.get("/actors/GBR.json?as-of=2025-12-31").json()
    assert max(each["day"] for each in told["moves"]) <= "2025-12-31"


def test_a_claim_about_a_set_says_whether_it_names_the_member(client: TestClient) -> None:
    claims = client.get("/actors/GBR.json").json()["claims"]
    assert [each["id"] for each in claims] == ["P125", "P104", "P066"]
    assert "does not name it" in client.get("/actors/GBR").text


def test_what_others_ask_of_an_actor_stands_on_its_page(client: TestClient) -> None:
    asked = client.get("/actors/DEU.json").json()["asked"]
    assert ("UKR", "troops", False) in {(each["actor"], each["measure"], each["by_name"]) for each in asked}
    assert "of nobody by name" in client.get("/actors/DEU").text


def test_what_is_asked_without_a_name_is_not_held_against_an_adversary(client: TestClient) -> None:
    assert client.get("/actors/RUS.json").json()["asked"] == []


def test_a_measures_page_counts_its_conditions(client: TestClient) -> None:
    told = client.get("/measures/troops.json").json()
    assert told["conditions"][0]["words"] == "only if a cease-fire"
    sizes = [len(each["actors"]) for each in told["conditions"]]
    assert sizes == sorted(sizes, reverse=True)
    assert not any(line["claim"] for line in told["own"])


def test_a_measures_page_gives_what_is_said_to_be_needed_with_its_source(client: TestClient) -> None:
    asked_about = [each for each in client.get("/measures/troops.json").json()["requirements"] if each["asked_about"]]
    assert [(each["id"], each["at_least"], each["said_by"], each["date"]) for each in asked_about] == [
        ("R08", 10000, "IISS", "2025-04")
    ]
    assert asked_about[0]["url"].startswith("https://")


def test_the_silent_of_a_measure_are_named_and_have_no_stance(client: TestClient) -> None:
    told = client.get("/measures/demining.json").json()
    spoken = {line["actor"] for line in (*told["own"], *told["others"])}
    assert spoken
    assert not spoken & {actor for actor, _ in told["silent"]}
    assert "Silence is no stance" in client.get("/measures/demining").text


def test_an_unknown_actor_or_measure_leads_to_near_ones(client: TestClient) -> None:
    assert client.get("/actors/FRANC").status_code == 404
    assert "did you mean troops" in client.get("/measures/trops").text


def test_lists_lead_to_every_actor_and_measure(client: TestClient) -> None:
    assert 'href="/actors/ISL"' in client.get("/actors").text
    assert 'href="/measures/troops"' in client.get("/measures").text


def test_a_note_knows_where_it_was_read(served_case: Path) -> None:
    profile = load_profile(served_case, "FRA")
    assert profile.constraint is not None
    assert profile.constraint.url.startswith("https://www.tasmanpress.com/")
    assert Note("nuclear weapons", "yes") in profile.notes
    membership = next(each for each in profile.notes if each.name == "coalition membership")
    assert (membership.words, membership.seen) == ("yes, co-founder and co-chair", "2025-03-02")
    assert load_profile(served_case, "NOBODY") == load_profile(served_case, "KEN")
