"""The compact form an annotator types, read into blocks; see INSTRUCTIONS.md. Nothing is looked up in a text here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

RELATIONS = ("requires", "after", "with", "unless", "limited_to", "raises", "regardless")
KINDS = {"named": "named", "anon": "anonymous", "anonymous": "anonymous", "joint": "joint", "outlet": "outlet"}
DIRECTNESS = ("direct", "reported", "asserted")
FLAGS = ("can", "cannot", "hard")
HEADERS = ("date", "outlet", "title")
WHY = (
    "background event forecast opinion motive attendance passing details question heading vague wish thanks "
    "hypothetical ability condemnation other"
).split()
"""Why a sentence that looks like a position is none."""

_HEAD = re.compile(r"(\d+)(?:-(\d+))?\s+(\S+)\s+([a-z]+)\s+([a-z_]+)((?:\s+[a-z]+)*)\s*$")
_SENTENCE = re.compile(r"\[(\d+)\]\s+(.*\S)\s*$")
_KEYED = re.compile(r"(said|by|for|n|when|self)\b\s*:?\s*(.*)$", re.DOTALL)
_CONDITION = re.compile(rf"({'|'.join(RELATIONS)})\s+(!?)([a-z_]+)\s*:\s*(.*)$", re.DOTALL)
_LOOKS_KEYED = re.compile(r"([a-z_]+)(?:\s+!?[a-z_]+)?\s*:")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong on a line of the file, and what to try."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who says so; `words` None where no words of the passage name them."""

    words: str | None = None
    ids: tuple[str, ...] = ()
    kind: str = "outlet"
    directness: str = "asserted"


@dataclass(frozen=True, slots=True)
class WrittenCondition:
    relation: str
    id: str
    words: str
    negated: bool


@dataclass(slots=True)
class WrittenPosition:
    """One position as typed. `evidence` None means the whole sentence; `said` None means the block's default."""

    line: int
    first: int
    last: int
    actors: str
    stance: str
    measure_id: str
    flags: tuple[str, ...]
    actor: str | None = None
    measure: str | None = None
    evidence: str | None = None
    said: Said | None = None
    speaks_for_itself: str | None = None
    by_ids: tuple[str, ...] = ()
    for_ids: tuple[str, ...] = ()
    quantity: str | None = None
    when: str | None = None
    conditions: list[WrittenCondition] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One passage with its annotations. `sentences` are (paragraph, words) of an own text, empty for a corpus's."""

    doc_id: str
    line: int
    headers: dict[str, str] = field(default_factory=dict)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    positions: list[WrittenPosition] = field(default_factory=list)
    negatives: list[tuple[int, int, str]] = field(default_factory=list)
    skipped: str | None = None
    none: bool = False
    misread: bool = False


@dataclass(slots=True)
class Written:
    """A whole file: the batch it answers, codes it declares, blocks, and what could not be read."""

    batch: tuple[str, int] | None = None
    codes: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read_notation(text: str) -> Written:
    """The blocks of a file in the compact form, with every line that could not be read as a mistake."""
    reader = _Reader()
    for number, line in _logical_lines(text):
        try:
            reader.take(number, line)
        except ValueError as error:
            reader.written.mistakes.append(Mistake(number, str(error)))
            if reader.written.blocks:
                reader.written.blocks[-1].misread = True
    return reader.written


def _logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines with their numbers; a line that starts with a blank or `|` goes on from the one before."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        if line[:1] in (" ", "\t", "|") and line.strip() and lines and lines[-1][1]:
            before = lines[-1]
            lines[-1] = (before[0], before[1] + " " + line.strip())
        else:
            lines.append((number, line.strip()))
    return lines


class _Reader:
    def __init__(self) -> None:
        self.written = Written()
        self.said: Said | None = None
        self.paragraph = 0

    def take(self, number: int, line: str) -> None:
        if not line:
            self.paragraph += 1
            return
        if line.startswith("=="):
            self.written.blocks.append(Block(line.lstrip("= ").strip(), number))
            self.said = None
            return
        key, colon, rest = line.partition(":")
        if colon and key in ("batch", "code"):
            self._take_file_line(key, rest.strip())
            return
        if not self.written.blocks:
            raise ValueError(f"{line[:60]!r} before the first passage: expected '== ID', 'batch: ...' or 'code: ...'")
        self._take_block_line(self.written.blocks[-1], number, line, key if colon else "", rest.strip())

    def _take_file_line(self, key: str, rest: str) -> None:
        if key == "batch":
            corpus, _, number = rest.partition(" ")
            if not number.strip().isdigit():
                raise ValueError(f"batch {rest!r}: expected for example 'batch: domain 7'")
            self.written.batch = (corpus, int(number))
            return
        code, equals, name = (part.strip() for part in rest.partition("="))
        if not (equals and name and re.fullmatch(r"[A-Z][A-Z0-9-]+", code)):
            raise ValueError(f"code {rest!r}: expected for example 'code: DONORS = the donors of the fund'")
        self.written.codes[code] = name

    def _take_block_line(self, block: Block, number: int, line: str, key: str, rest: str) -> None:
        if sentence := _SENTENCE.match(line):
            if int(sentence[1]) != len(block.sentences) + 1:
                raise ValueError(f"sentence [{sentence[1]}]: expected [{len(block.sentences) + 1}]")
            block.sentences.append((self.paragraph, sentence[2]))
        elif key in HEADERS:
            block.headers[key] = rest
        elif key == "before":
            pass
        elif key == "said":
            self.said = read_said(rest)
        elif key == "skip":
            block.skipped = rest or "no reason"
        elif line == "none":
            block.none = True
        elif re.match(r"no\s+\d", line):
            block.negatives += _negatives(number, line)
        elif line[0].isdigit():
            position = read_position(number, line)
            if position.said is None and position.speaks_for_itself is None:
                position.said = self.said or Said()
            block.positions.append(position)
        else:
            raise ValueError(
                f"{line[:60]!r}: expected a position (starts with its sentence's number), 'no ...', 'said: ...', "
                "'none', 'skip: ...', '[n] sentence' or '== ID'"
            )


def _negatives(number: int, line: str) -> list[tuple[int, int, str]]:
    match = re.fullmatch(r"no\s+([\d,\s-]+?)\s*:?\s+([a-z]+)", line)
    if not match or match[2] not in WHY:
        raise ValueError(f"{line!r}: expected 'no 4, 7 KIND', KIND one of {', '.join(WHY)}")
    found: list[tuple[int, int, str]] = []
    for part in re.split(r"[,\s]+", match[1].strip(", ")):
        first, _, last = part.partition("-")
        found += [(number, each, match[2]) for each in range(int(first), int(last or first) + 1)]
    return found


def read_position(number: int, line: str) -> WrittenPosition:
    """A position line: head | actor | measure | evidence | keyed fields; raises ValueError with what was expected."""
    head_words, *fields = (part.strip() for part in line.split("|"))
    head = _HEAD.match(head_words)
    if not head:
        raise ValueError(f"head {head_words!r}: expected 'SENTENCE ACTORS stance measure [can|cannot] [hard]'")
    flags = tuple(head[6].split())
    if wrong := [flag for flag in flags if flag not in FLAGS]:
        raise ValueError(f"{wrong[0]!r} in the head: expected one of {', '.join(FLAGS)}")
    position = WrittenPosition(number, int(head[1]), int(head[2] or head[1]), head[3], head[4], head[5], flags)
    places = iter(("actor", "measure", "evidence"))
    for value in fields:
        if _take_keyed(position, value):
            continue
        place = next(places, None)
        if place is None:
            raise ValueError(
                f"field {value!r}: actor, measure and evidence are given; expected a keyed field (said: by: for: n: "
                f"when: self, or 'RELATION ID: words')"
            )
        setattr(position, place, None if value in ("-", ".", "") else value)
    return position


def _take_keyed(position: WrittenPosition, value: str) -> bool:
    """Put a keyed field where it belongs; False where the field is one of the three plain ones."""
    if condition := _CONDITION.match(value):
        position.conditions.append(WrittenCondition(condition[1], condition[3], condition[4], bool(condition[2])))
        return True
    keyed = _KEYED.match(value)
    if keyed is None or not (":" in value[: len(keyed[1]) + 2] or value.split()[0] == "self"):
        if (looks := _LOOKS_KEYED.match(value)) and looks[1] in RELATIONS:
            raise ValueError(f"condition {value!r}: expected 'RELATION ID: words', for example 'after ceasefire: once'")
        return False
    key, rest = keyed[1], keyed[2].strip()
    if key == "self":
        if rest not in ("", *DIRECTNESS):
            return False
        position.speaks_for_itself = rest or "reported"
    elif key == "said":
        position.said = read_said(rest)
    elif key == "when":
        position.when = rest
    elif key == "n":
        position.quantity = rest
    else:
        setattr(position, f"{key}_ids", ids_of(rest))
    return True


def read_said(value: str) -> Said:
    """`WORDS = IDS kind directness`, any of them left out; `-` alone is the outlet."""
    if value.strip() in ("-", "outlet"):
        return Said()
    words, equals, rest = value.rpartition("=")
    if not equals:
        raise ValueError(f"said {value!r}: expected 'WORDS = IDS [anon|joint|outlet] [direct|asserted]'")
    ids: list[str] = []
    kind, directness = "named", "reported"
    for part in rest.replace(",", " ").split():
        if part in KINDS:
            kind = KINDS[part]
        elif part in DIRECTNESS:
            directness = part
        elif part[0].isupper():
            ids.append(part)
        elif part != "-":
            raise ValueError(f"said: {part!r}: expected an id, one of {', '.join(KINDS)}, or {', '.join(DIRECTNESS)}")
    return Said(words.strip() if words.strip() not in ("-", "") else None, tuple(ids), kind, directness)


def ids_of(value: str) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").split())


def read_quantifier(value: str) -> tuple[object, str]:
    """Quantifier in the guide's form (None for named actors) and the ids: `most:EUROPE`, `26:COW`, `26+/35:COW`."""
    said, colon, ids = value.partition(":")
    if not colon:
        return None, value
    counted = re.fullmatch(r"(\d+)(\+?)(?:/(\d+))?", said)
    if not counted:
        return said, ids
    quantifier = {"at_least" if counted[2] else "exactly": int(counted[1])}
    return (quantifier | {"of": int(counted[3])}) if counted[3] else quantifier, ids


def read_quantity(value: str) -> dict[str, object]:
    """`500 million EUR`, `10000..30000 troops`, `..15000 troops`, `26.. planes`."""
    match = re.fullmatch(r"([\d,.]+)\s+(?:(thousand|million|billion|trillion)\s+)?(\S.*)", value.strip())
    if not match or not any(letter.isdigit() for letter in match[1]):
        raise ValueError(f"quantity {value!r}: expected for example '500 million EUR', '..15000 troops', '26.. planes'")
    low, dots, high = match[1].partition("..")
    bounds = [_figure(low), _figure(high) if dots else _figure(low)]
    amount = bounds[0] if bounds[0] == bounds[1] else bounds
    return {"value": amount, "unit": match[3]} | ({"scale": match[2]} if match[2] else {})


def _figure(digits: str | None) -> int | float | None:
    if not digits:
        return None
    try:
        number = float(digits.replace(",", ""))
    except ValueError:
        raise ValueError(f"figure {digits!r}: expected digits, for example 15000 or 1.5") from None
    return int(number) if number.is_integer() else number
