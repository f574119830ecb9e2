"""The formats of `willing export`: what each is, and what it cannot hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: whether it is a folder of files, what it is, what it leaves out, and what of it can be imported again.

    `whole` formats hold the ledger's record, to be taken in elsewhere without loss; the others what stands as of a day.
    """

    name: str
    folder: bool
    suffix: str
    meaning: str
    cannot_hold: tuple[str, ...] = ()
    comes_back: str = ""
    whole: bool = False


NOT_COUNTING = "statements that a person rejected, and unsure ones that nobody accepted"
TABLES_LEAVE_OUT = (
    "the texts themselves, and the places of actor, measure, speaker and conditions in them",
    "earlier readings of a text, and judgements that no longer count",
    "known facts of the case, stories, all but the newest ending",
)

BACK_AS_ROWS = (
    "{}: coded rows as they were, a quote as a summary, since its text is not there; "
    "rejected and ended statements stay out"
)

FORMATS = (
    Format(
        "xlsx", False, ".xlsx", "a workbook: matrix (each cell leads to its position), positions, sources, about",
        (*TABLES_LEAVE_OUT, "more than 32,767 characters of a quote", "control characters"),
        BACK_AS_ROWS.format("the sheet positions"),
    ),
    Format(
        "csv", True, "", "a folder of matrix.csv, positions.csv, sources.csv", TABLES_LEAVE_OUT,
        BACK_AS_ROWS.format("positions.csv"),
    ),
    Format("parquet", True, "", "the same three tables as Parquet, typed and compressed", TABLES_LEAVE_OUT),
    Format(
        "jsonl", False, ".jsonl", "the whole record, a row a line: texts, readings with positions, judgements, "
        "endings, facts, stories", ("who looked when",), "without loss", whole=True,
    ),
    Format(
        "datapackage", True, "", "a Frictionless Data Package: the tables of csv, and the whole record beside them",
        ("who looked when",), "without loss", whole=True,
    ),
    Format(
        "annotations", False, ".jsonld", "quoted positions as W3C Web Annotations with text selectors",
        (
            "positions without stored words", NOT_COUNTING, "judgements but the one that counts",
            "facts, stories, endings",
        ),
    ),
    Format(
        "plover", False, ".csv", "event rows in PLOVER's classes, our own fields beside them",
        (
            "the steps willing, allocated and committed, which are all AGREE: kept in the column stance",
            "considering, undecided and reluctant, which are no event: mode hypothetical, class empty",
            "silence, conditions (kept as text), quantities, joint actors (a row for each)",
            NOT_COUNTING,
        ),
    ),
    Format(
        "ftm", False, ".ftm.json", "FollowTheMoney entities, a line each: actors, sources, positions as events",
        (
            "stance, measure, conditions and quantity as fields: they are notes of the event",
            "quotes' places", "facts", NOT_COUNTING,
        ),
    ),
)  # fmt: skip

BY_NAME = {each.name: each for each in FORMATS}
