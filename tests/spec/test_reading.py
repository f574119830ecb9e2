"""What the local reader makes of single sentences: stance, actor, measure, condition, speaker, by the guide.

Each row is a sentence of our own and what the annotation guide says of it. The real model reads them all at once.
"""

from __future__ import annotations

import pytest

from willing.cases import load_general_register
from willing.model import Document, PartialDate, Position
from willing.reading.local import LocalReader

STANCES = [
    ("Norway has sent two frigates to the strait.", "NOR", "delivered", "naval"),
    ("Denmark is training Iraqi soldiers.", "DNK", "delivered", "training"),
    ("Finland has earmarked 40 million euros for the relief flights.", "FIN", "allocated", "humanitarian"),
    ("Spain will send troops to Mali.", "ESP", "committed", "troops"),
    ("Uruguay has raised its pledge of troops for the mission.", "URY", "committed", "troops"),
    ("Italy pledged 300 million euros of military aid.", "ITA", "committed", "arms"),
    ("Portugal agreed to send minesweepers.", "PRT", "committed", "naval"),
    ("Canada is going to impose sanctions.", "CAN", "committed", "sanctions"),
    ("Sweden is ready to send troops.", "SWE", "willing", "troops"),
    ("Chile offered to host the talks.", "CHL", "willing", "diplomacy"),
    ("Belgium could send instructors.", "BEL", "willing", "training"),
    ("Japan is considering sanctions.", "JPN", "considering", "sanctions"),
    ("Latvia has not ruled out sending troops.", "LVA", "considering", "troops"),
    ("Austria may join the training mission.", "AUT", "considering", "training"),
    ("Peru has not decided whether to send troops.", "PER", "undecided", "troops"),
    ("Kenya has not committed troops.", "KEN", "undecided", "troops"),
    ("Greece is wary of sending troops.", "GRC", "reluctant", "troops"),
    ("Mexico has not shown any willingness to send arms.", "MEX", "reluctant", "arms"),
    ("Brazil refuses to send weapons.", "BRA", "declined", "arms"),
    ("Hungary has ruled out sending troops.", "HUN", "declined", "troops"),
    ("Ireland will not send troops.", "IRL", "declined", "troops"),
    ("Malta has no plans to send troops.", "MLT", "declined", "troops"),
    ("Slovakia is not ready to send troops.", "SVK", "declined", "troops"),
    ("China opposes the sanctions.", "CHN", "opposed", "sanctions"),
    ("Turkey called the deployment of a multinational force unacceptable.", "TUR", "opposed", "troops"),
    ("Poland urged Germany to send weapons.", "POL", "requests", "arms"),
    ("Estonia called for sanctions.", "EST", "requests", "sanctions"),
]
ACTORS = [
    ("London will send troops.", ["GBR"], None),
    ("The Kremlin rejected the idea of a European force.", ["RUS"], None),
    ("France and Germany pledged weapons.", ["FRA", "DEU"], None),
    ("Poland, Spain and Italy will send troops.", ["POL", "ESP", "ITA"], None),
    ("Most European countries will send troops.", ["EUROPE"], "most"),
    ("No other European country has committed troops.", ["EUROPE"], "others"),
    ("At least twelve European states will send troops.", ["EUROPE"], {"at_least": 12}),
    ("President Emmanuel Macron of France met reporters. Mr. Macron said that he would send troops.", ["FRA"], None),
    ("Spanish officials said that Madrid would send troops.", ["ESP"], None),
    ("Ghana lies on the sea. The country will send troops.", ["GHA"], None),
]
CONDITIONS = [
    ("Spain will send troops only if there is a cease-fire.", "ceasefire", "requires"),
    ("Spain will send troops once the war is over.", "ceasefire", "after"),
    ("Spain will send troops if parliament agrees.", "parliament", "requires"),
    ("Spain will not send troops unless the United Nations gives a mandate.", "mandate", "unless"),
    ("Spain would send troops provided that the Americans join the mission.", "us_guarantee", "requires"),
    ("Spain will send troops even if there is no American backstop.", "us_guarantee", "regardless"),
    ("Spain will send troops if the host country asks for them.", "host_consent", "requires"),
]
SPEAKERS = [
    ("Spain will send troops.", [], "outlet", "asserted"),
    ("Spain will send troops, its defence minister said.", ["ESP"], "named", "reported"),
    ("“We will send troops,” President Emmanuel Macron of France said.", ["FRA"], "named", "direct"),
    ("An American official said that Spain would send troops.", ["USA"], "anonymous", "reported"),
    ("Prime Minister Keir Starmer of Britain said that Spain would send troops.", ["GBR"], "named", "reported"),
]


def read_all(texts: list[str]) -> list[tuple[Position, ...]]:
    day = PartialDate(2025, 6, 1)
    documents = [Document(str(number), text, published=day, language="en") for number, text in enumerate(texts)]
    return [reading.positions for reading in LocalReader(load_general_register()).read(documents)]


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Position, ...]]:
    texts = [row[0] for table in (STANCES, ACTORS, CONDITIONS, SPEAKERS) for row in table]
    return dict(zip(texts, read_all(texts), strict=True))


@pytest.mark.parametrize(("text", "actor", "stance", "measure"), STANCES)
def test_stance_and_measure(
    read: dict[str, tuple[Position, ...]], text: str, actor: str, stance: str, measure: str
) -> None:
    assert [(p.actor_ids, p.stance.value, p.measure_id) for p in read[text]] == [((actor,), stance, measure)]


@pytest.mark.parametrize(("text", "actors", "quantifier"), ACTORS)
def test_who_is_meant(read: dict[str, tuple[Position, ...]], text: str, actors: list[str], quantifier: object) -> None:
    (position,) = read[text]
    assert list(position.actor_ids) == actors
    assert (position.quantifier.as_json() if position.quantifier else None) == quantifier


@pytest.mark.parametrize(("text", "condition", "relation"), CONDITIONS)
def test_on_what_condition(read: dict[str, tuple[Position, ...]], text: str, condition: str, relation: str) -> None:
    (position,) = read[text]
    assert position.measure_id == "troops"
    assert [(each.id, each.relation.value) for each in position.conditions] == [(condition, relation)]


@pytest.mark.parametrize(("text", "ids", "kind", "directness"), SPEAKERS)
def test_who_says_so(
    read: dict[str, tuple[Position, ...]], text: str, ids: list[str], kind: str, directness: str
) -> None:
    (position,) = read[text]
    assert (list(position.speaker_ids), position.speaker_kind.value, position.directness.value) == (
        ids,
        kind,
        directness,
    )


def test_a_guarantee_required_for_others_is_their_condition_in_the_speakers_mouth() -> None:
    text = (
        "The president has shown no interest in an American guarantee, which Keir Starmer of Britain has said would be "
        "required for most European countries to consider sending troops."
    )
    (positions,) = read_all([text])
    found = [p for p in positions if p.quantifier is not None]
    assert [(p.actor_ids, p.stance.value, p.measure_id) for p in found] == [(("EUROPE",), "considering", "troops")]
    assert [(c.id, c.relation.value) for c in found[0].conditions] == [("us_guarantee", "requires")]
    assert found[0].speaker_ids == ("GBR",)


@pytest.mark.parametrize(
    "text",
    [
        "Will Spain send troops?",
        "The museum in Oslo opens at nine.",
        "The weather in Poland was cold, and the soldiers of 1914 were hungry.",
        "",
    ],
)
def test_what_is_no_position_gives_none(text: str) -> None:
    if text:
        assert read_all([text]) == [()]


def test_a_contingent_is_the_force_spoken_of_before_and_its_deed_names_the_measure() -> None:
    text = (
        "Kenya wants a European force in the north. European troops would watch the road. A foreign contingent would "
        "control the situation and monitor it, the president of Kenya said."
    )
    document = Document("a", text, published=PartialDate.parse("2025-03-01"), language="en")
    (reading,) = LocalReader(load_general_register()).read([document])
    told = [
        position
        for position in reading.positions
        if position.evidence is not None and "A foreign contingent" in position.evidence.exact
    ]
    assert {(each.actor_ids, each.stance.value, each.measure_id, each.speaker_ids) for each in told} == {
        (("EUROPE",), "committed", "monitoring", ("KEN",))
    }


def test_a_contingent_of_nobody_in_particular_takes_no_position() -> None:
    document = Document("a", "A foreign contingent would monitor the truce line.", language="en")
    (reading,) = LocalReader(load_general_register()).read([document])
    assert reading.positions == ()


def test_a_verb_of_promise_may_go_on_with_a_refusal() -> None:
    text = (
        "Five days before, the American defence secretary had announced that the United States would send no troops of "
        "its own and had urged other states to provide them instead."
    )
    (positions,) = read_all([text])
    assert {(p.actor_ids, p.stance.value) for p in positions} == {(("USA",), "declined"), (("USA",), "requests")}
