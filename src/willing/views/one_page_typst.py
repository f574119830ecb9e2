"""The brief of a day as a page of typst, and from there as PDF.

All words of others stand in string literals, so nothing in a title or quote can be markup.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from willing.errors import UsageError
from willing.views.one_page import (
    LEGEND,
    ROOMS,
    GridCell,
    Line,
    OnePage,
    fitted,
    heading,
    is_address,
    more_words,
)

FILLS = {"yes": 'rgb("#e3edf7")', "no": 'rgb("#fbe5d6")', "open": "luma(240)"}
HEAD = """#set page(paper: "a4", margin: (x: 11mm, y: 9mm))
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 8.6pt, lang: "en")
#set par(leading: 0.42em, spacing: 0.55em)
#set list(spacing: 0.42em, indent: 0pt, body-indent: 3pt)
#show heading.where(level: 2): it => block(
  above: 0.8em, below: 0.35em, width: 100%, stroke: (bottom: 0.5pt), inset: (bottom: 1.2pt), text(size: 9.6pt, it.body),
)
#let sign(words) = text(font: "DejaVu Sans Mono", size: 6.6pt, words)
#let ref(words) = super(typographic: false, size: 5.6pt, words)
#let others(words) = {
  show regex("[●○◐◌✕⊘→]+"): it => sign(it.text)
  text(size: 7.6pt, words)
}
"""


def pdf(page: OnePage) -> bytes:
    """One page of PDF: the largest that fits. Raises UsageError where typst is not installed."""
    try:
        import typst
    except ImportError:
        raise UsageError("writing PDF needs typst; install it with: pip install 'willing[pdf]'") from None
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "brief.typ"
        made = b""
        for room in ROOMS:
            place.write_text(source(fitted(page, room)), encoding="utf-8")
            made = bytes(typst.compile(str(place)))
            if pages_in(made) == 1:
                return made
    raise UsageError(f"the brief takes {pages_in(made)} pages even at its shortest; expected one")


def pages_in(made: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()


def source(page: OnePage) -> str:
    """The page in typst's language."""
    parts = [
        HEAD,
        f"#set document(title: {literal(page.title)}, date: none)",
        f"#text(size: 15pt, weight: 700, {literal(page.title)})\n",
        f"#{literal(page.question)} #text(fill: luma(70), {literal(heading(page) + '.')})\n",
        grid(page),
        f"#others({literal(page.others)})\n" if page.others else "",
        legend(),
        two_columns(
            section(f"Moved since {page.since}", page.moved, "Nobody on record.")
            + section("What holds", page.holds, "Nothing is asked for."),
            section("Unclear", page.unclear, "Nothing.")
            + section("Cannot both stand", page.contradictions, "Nothing on record."),
        ),
        "== #" + literal("Sources"),
        "#set text(size: 6.9pt)",
        sources(page),
        f"#text(fill: luma(70), {literal(more_words(page))})" if page.more else "",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def two_columns(left: str, right: str) -> str:
    return f"#grid(columns: (1fr, 1fr), gutter: 6mm, [\n{left}\n], [\n{right}\n])\n"


def sources(page: OnePage) -> str:
    """The list in two columns of about the same length."""
    lines = [source_line(number, page) for number in range(1, len(page.sources) + 1)]
    lengths = [len(each.words) + 90 for each in page.sources]
    half, held, cut = sum(lengths) / 2, 0, 0
    while cut < len(lines) and held + lengths[cut] / 2 < half:
        held += lengths[cut]
        cut += 1
    return two_columns("\n".join(lines[:cut]), "\n".join(lines[cut:]))


def grid(page: OnePage) -> str:
    columns = "(1.7fr, " + "1fr, " * len(page.measures) + ")"
    cells = ["[]", *(f"text(weight: 600, {literal(measure)})" for measure in page.measures)]
    for row in page.rows:
        cells.append(f"text(weight: 600, {literal(row.name)})")
        cells += [grid_cell(cell) for cell in row.cells]
    body = ",\n  ".join(cells)
    return f"#text(size: 7.4pt, table(columns: {columns}, inset: 2pt, stroke: 0.3pt + luma(120),\n  {body}))\n"


def grid_cell(cell: GridCell | None) -> str:
    if cell is None:
        return "[]"
    told = f"#sign({literal(cell.mark)})"
    told += " #emph[if]" if cell.condition else ""
    told += f" #sign({literal('⊘')})" if cell.not_able else ""
    told += f"#ref({literal(str(cell.source))})" if cell.source else ""
    return f"table.cell(fill: {FILLS[cell.tone]})[{told}]"


def legend() -> str:
    told = " ".join(f"#sign({literal(sign)}) #{literal(word)}" for sign, word in LEGEND)
    rest = literal("on a condition;")
    able = literal("willing, not yet able; empty: silent")
    return f"#text(size: 7pt, fill: luma(60))[{told}; #emph[if] #{rest} #sign({literal('⊘')}) #{able}]\n"


def section(name: str, lines: Sequence[Line], otherwise: str) -> str:
    told = "\n".join(line_of(line) for line in lines) or f"#{literal(otherwise)}"
    return f"== #{literal(name)}\n{told}\n"


def line_of(line: Line) -> str:
    detail = f" #text(fill: luma(60), {literal(line.detail)})" if line.detail else ""
    numbers = f"#ref({literal(', '.join(map(str, line.sources)))})" if line.sources else ""
    link = f" #link({literal(line.url)})[#{literal('source')}]" if is_address(line.url) else ""
    return f"- #strong({literal(line.words)}){detail}{numbers}{link}"


def source_line(number: int, page: OnePage) -> str:
    each = page.sources[number - 1]
    told = ", ".join(part for part in (each.said, each.speaker, each.outlet) if part)
    words = f"“{each.words}”" if each.quoted else f"{each.words} (coded, words not stored)"
    link = f" #link({literal(each.url)})[#{literal(each.url.split('/')[2])}]" if is_address(each.url) else ""
    return f"#par(hanging-indent: 8pt)[#{literal(f'{number}. {told}: {words}')}{link}]"


def literal(words: str) -> str:
    """A string of typst that means just the words."""
    plain = "".join(sign if sign >= " " and not "\ud800" <= sign <= "\udfff" else " " for sign in words)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
