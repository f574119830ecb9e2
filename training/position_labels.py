"""From annotated positions to labels of words: a trigger for every position, and what hangs on it.

Annotators mark the evidence, no trigger. The trigger is the word of the evidence that the others hang on in the tree
that the shipped reader gives; below a word of saying it is the word said. Of 3,969 positions 94 in 100 have one of
their own so, and most of the others share it with a position that differs in the measure alone, and a trigger may
have several of those. Where stance or actor differ too, the later position takes the first word of its measure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from tokenizers import Tokenizer

from training.annotated import Annotated
from training.labels import IGNORED, WordLabels
from willing.cases import load_general_register
from willing.reading.attribution import best_path, log_softmax
from willing.reading.encoder import Encoder, Scores
from willing.reading.layers import Layers, read_layers
from willing.reading.lemmas import lemma
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.pieces import prepare
from willing.reading.position_layout import LAYOUT, MEASURES, NAME_POINTERS, RELATIONS, STANCES

if TYPE_CHECKING:
    from training.network import Labels

Record = dict[str, Any]
LAST_BIT = 61
"""Whoever is named after so many others shares the last bit."""
MOST = 2
"""Measures of one trigger, and triggers of one condition, that are taught."""


def position_labels(
    texts: Sequence[Annotated], tokenizer: Tokenizer, threads: int = 2, *, rehearsed: Labels | None = None
) -> list[WordLabels]:
    """Labels of every passage; the trees are those of the shipped reader.

    With `rehearsed` (its lists of labels) the passages also carry what the shipped reader says of attributions and
    syntax: the network rehearses it on them, and so unlearns little of it while it learns positions.
    """
    bare = [text.document.text for text in texts]
    layers = read_layers(bare, threads=threads)
    reader = LocalReader(load_general_register())
    labelled = []
    for one, layer, text in zip(prepare(bare, tokenizer), layers, texts, strict=True):
        plain, pointers, taught = _label(layer, text.positions)
        labelled.append(WordLabels(one, plain | _names(Page(text.document, layer, reader), taught), pointers))
    if rehearsed is not None:
        encoder = Encoder(threads=threads)
        scores = encoder.read([one.prepared for one in labelled])
        for one, layer, score in zip(labelled, layers, scores, strict=True):
            _rehearse(one, layer, score, rehearsed)
    return labelled


def _rehearse(labels: WordLabels, layers: Layers, scores: Scores, names: Labels) -> None:
    words = layers.words
    labels.plain["tag"] = tags = best_path(log_softmax(scores.tag))
    labels.plain["sentence"] = [word.sentence for word in words]
    labels.plain["part_of_speech"] = [names.parts_of_speech.index(word.part_of_speech) for word in words]
    labels.plain["relation"] = [names.relations.index(word.relation) for word in words]
    labels.pointers["head"] = {index: word.head for index, word in enumerate(words)}
    for pointer, wanted in (("content_pointer", (5, 6)), ("source_pointer", (3,))):
        found: dict[int, int] = {}
        for window in scores.windows:
            rows = getattr(window, pointer)
            for word in range(window.own_first, window.own_last):
                if tags[word] in wanted:
                    best = int(rows[word - window.own_first].argmax())
                    found[word] = window.first_word + best - 1 if best else -1
        labels.pointers[pointer] = found


def _names(page: Page, taught: Mapping[int, Record]) -> dict[str, list[int]]:
    """Which names in the passage are those of a position's actor and of its speaker, wherever they stand.

    Everybody who is named has a bit. What a trigger and its actor's word ask for are bits; none for an unnamed set, and
    where nobody who is meant has a name there. `taught` are the positions by their triggers.
    """
    bits: dict[str, int] = {}
    named = [0] * len(page.layers.words)
    for word, actor_ids in zip(*page.named_words, strict=True):
        for actor_id in actor_ids:
            named[word] |= bits.setdefault(actor_id, 1 << min(len(bits), LAST_BIT))
    meant = {name: [IGNORED] * len(named) for name in NAME_POINTERS}
    for trigger, position in taught.items():
        actor = head_between(page.layers, position["actor"]) if position["actor"] else None
        asked = () if position["quantifier"] else position["actor_ids"]
        for word in {trigger, trigger if actor is None else actor}:
            meant["names_actor"][word] = _bits_of(asked, bits)
        said = position["speaker_ids"] if position["speaker_kind"] in ("named", "joint") else ()
        meant["names_speaker"][trigger] = _bits_of(said, bits)
    return {"names": named, **meant}


def _bits_of(actor_ids: Sequence[str], bits: dict[str, int]) -> int:
    return reduce(or_, (bits.get(actor_id, 0) for actor_id in actor_ids), 0)


def trigger_of(layers: Layers, evidence: Sequence[int]) -> int | None:
    """The word that a position hangs on, None where the evidence holds no word."""
    inside = set(words_between(layers, *evidence))
    heads = [i for i in sorted(inside) if layers.words[i].head not in inside]
    heads = [i for i in heads if layers.words[i].part_of_speech != "PUNCT"] or heads
    if not heads:
        return None
    verbs = [i for i in heads if layers.words[i].part_of_speech in ("VERB", "ADJ", "AUX")]
    chosen = max(verbs or heads, key=lambda i: (len(inside.intersection(layers.subtree(i))), -i))
    return _below_saying(layers, chosen, inside)


def words_between(layers: Layers, start: int, end: int) -> range:
    """The words that overlap the characters `start` to `end`."""
    return range(
        bisect_right([word.end for word in layers.words], start),
        bisect_left([word.start for word in layers.words], end),
    )


def head_between(layers: Layers, span: Sequence[int]) -> int | None:
    """The first word of a span whose head lies outside it."""
    inside = words_between(layers, *span)
    heads = [i for i in inside if layers.words[i].head not in inside]
    return next((i for i in heads if layers.words[i].part_of_speech != "PUNCT"), None)


def _below_saying(layers: Layers, word: int, inside: set[int]) -> int:
    verbs = load_lexicon().verbs
    for _ in range(3):
        if verbs.get(lemma(layers.words[word].text.lower())) is not WordClass.SPEECH:
            break
        said = [
            child
            for child in layers.children(word)
            if child in inside and layers.words[child].relation in ("ccomp", "parataxis")
        ]
        if not said:
            break
        word = max(said, key=lambda i: len(layers.subtree(i)))
    return word


def _label(
    layers: Layers, positions: Sequence[Record]
) -> tuple[dict[str, list[int]], dict[str, dict[int, int]], dict[int, Record]]:
    """Labels and pointers of the words, and the positions by the triggers that they were given."""
    count = len(layers.words)
    plain = {name: [IGNORED] * count for name in (*LAYOUT, "measure_2")}
    for name in ("trigger", "role", "condition", "clause"):
        plain[name] = [0] * count
    pointers: dict[str, dict[int, int]] = {
        name: {} for name in ("first", "last", "actor", "what", "what_2", "holds", "holds_2")
    }
    triggers: dict[int, Record] = {}
    # the longest first, so that an inner clause has the last word on what both hold
    for position in sorted(positions, key=lambda each: each["evidence"][0] - each["evidence"][1]):
        trigger = _free_trigger(layers, position, triggers)
        if trigger is not None:
            _teach(layers, position, trigger, triggers, plain, pointers)
    return plain, pointers, triggers


def _free_trigger(layers: Layers, position: Record, taken: dict[int, Record]) -> int | None:
    trigger = trigger_of(layers, position["evidence"])
    if trigger is None or trigger not in taken or _differ_in_measure(taken[trigger], position):
        return trigger
    other = head_between(layers, position["measure"]) if position["measure"] else None
    return other if other is not None and other not in taken else None


def _differ_in_measure(one: Record, other: Record) -> bool:
    return bool(one["stance"] == other["stance"] and one["actor_ids"] == other["actor_ids"])


def _teach(
    layers: Layers,
    position: Record,
    trigger: int,
    triggers: dict[int, Record],
    plain: dict[str, list[int]],
    pointers: dict[str, dict[int, int]],
) -> None:
    again = trigger in triggers
    triggers.setdefault(trigger, position)
    plain["trigger"][trigger] = 1
    plain["stance"][trigger] = STANCES.index(position["stance"])
    measure = MEASURES.index(position["measure_id"])
    place = head_between(layers, position["measure"]) if position["measure"] else None
    if again and plain["measure"][trigger] != measure:
        plain["measure_2"][trigger] = measure
    else:
        plain["measure"][trigger] = measure
    pointers["what_2" if again else "what"][trigger] = trigger if place is None else place
    plain["kind"][trigger] = LAYOUT["kind"].index(position["speaker_kind"])
    plain["directness"][trigger] = LAYOUT["directness"].index(position["directness"])
    inside = words_between(layers, *position["evidence"])
    _teach_clause(plain, inside, STANCES.index(position["stance"]))
    for word in words_between(layers, *position["measure"]) if position["measure"] else ():
        if word not in triggers:
            plain["measure"][word] = measure
    pointers["first"][trigger], pointers["last"][trigger] = inside[0], inside[-1]
    actor = head_between(layers, position["actor"]) if position["actor"] else None
    pointers["actor"][trigger] = -1 if actor is None else actor
    for role in ("when", "measure", "actor"):
        if position[role]:
            _tag(plain["role"], words_between(layers, *position[role]), LAYOUT["role"].index(f"B-{role}"))
    for condition in position["conditions"]:
        _teach_condition(layers, condition, trigger, plain, pointers)


def _teach_clause(plain: dict[str, list[int]], inside: range, stance: int) -> None:
    """Every word of the evidence knows the stance."""
    for word in inside:
        plain["clause"][word] = 1 + stance


def _teach_condition(
    layers: Layers,
    condition: Record,
    trigger: int,
    plain: dict[str, list[int]],
    pointers: dict[str, dict[int, int]],
) -> None:
    words = words_between(layers, *condition["span"])
    _tag(plain["condition"], words, 1)
    for word in words:
        plain["bearing"][word] = RELATIONS.index(condition["relation"])
        plain["fact"][word] = LAYOUT["fact"].index(condition["id"])
        pointers["holds_2" if word in pointers["holds"] else "holds"][word] = trigger


def _tag(tags: list[int], words: range, first: int) -> None:
    for word in words:
        tags[word] = first if word == words[0] else first + 1
