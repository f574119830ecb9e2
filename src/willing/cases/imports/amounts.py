"""Quantities as people write them in a cell: "up to 5,000 troops", "EUR 300m", "10,000-30,000 soldiers"."""

from __future__ import annotations

import re

from willing.cases.imports.vocabulary import NotUnderstood, synonyms
from willing.errors import InvalidValue
from willing.model import Quantity
from willing.model.quantity import SCALES

AT_MOST = (
    "up to",
    "at most",
    "no more than",
    "not more than",
    "fewer than",
    "less than",
    "max",
    "maximum",
    "<",
    "<=",
    "≤",
)
AT_LEAST = ("at least", "more than", "over", "minimum", "min", "no fewer than", "no less than", ">", ">=", "≥")
ABOUT = ("about", "around", "some", "approximately", "approx", "approx.", "ca", "ca.", "c.", "~", "circa", "roughly")
SCALE_WORDS = {
    "k": "thousand", "m": "million", "mn": "million", "mio": "million", "mln": "million", "bn": "billion",
    "b": "billion", "tn": "trillion",
} | {name: name for name in SCALES}  # fmt: skip
SCALE = "|".join(sorted(SCALE_WORDS, key=len, reverse=True))
FIGURE = r"\d[\d.,'’\u00a0\u202f ]*\d|\d"
AMOUNT = re.compile(
    rf"(?P<before>[^\d]*?)\s*(?P<low>{FIGURE})\s*(?P<low_scale>(?:{SCALE})\b)?"
    rf"(?:\s*(?:-|–|—|to|and)\s*(?P<between>[^\d\s]*)\s*(?P<high>{FIGURE}))?\s*(?P<after>[^\d]*)(?P<rest>.*)",
    re.IGNORECASE,
)
EXPECTED = 'a quantity such as "up to 5,000 troops", "EUR 300m" or "10,000 to 30,000 troops"'
PLUS = "+"
CURRENCIES = ("NOK", "SEK", "DKK", "PLN", "CZK", "CHF", "CAD", "AUD", "JPY", "UAH", "HUF", "RON", "NZD")


def amount_of(words: str, unit: str, *, decimal_comma: bool = False) -> Quantity:
    """The quantity that a cell tells, with the unit of the cell beside it where it has none of its own.

    Raises NotUnderstood, also for a figure that can be read two ways.
    """
    match = AMOUNT.fullmatch(" ".join(words.split()))
    if match is None or match["rest"]:
        raise NotUnderstood(f"quantity {words!r} not understood", EXPECTED)
    bound, sign = bound_of(match["before"])
    low = figure(match["low"], decimal_comma)
    high = figure(match["high"], decimal_comma) if match["high"] else None
    after = " ".join(f"{match['low_scale'] or ''} {match['after']}".split())
    open_above = after.startswith(PLUS)
    scale, named = scale_and_unit(after.removeprefix(PLUS).strip())
    beside_scale, beside = scale_and_unit(unit.partition(",")[0].strip())
    told = unit_of(sign or named or (match["between"] or "") or beside)
    if not told:
        raise NotUnderstood(f"quantity {words!r} without a unit", f"{EXPECTED}, or the unit in a column of its own")
    lowest: float | None = low
    highest: float | None = high if high is not None else low
    if bound in AT_MOST:
        lowest = None
    if bound in AT_LEAST or open_above:
        highest = None
    try:
        return scaled(lowest, highest, told, scale or beside_scale)
    except InvalidValue as error:
        raise NotUnderstood(f"quantity {words!r}: {error}", EXPECTED) from None


def scaled(low: float | None, high: float | None, unit: str, scale: str | None) -> Quantity:
    # people count soldiers in thousands and money in millions: only money keeps its scale
    if scale == "thousand":
        factor = SCALES[scale]
        return Quantity(low * factor if low is not None else None, high * factor if high is not None else None, unit)
    return Quantity(low, high, unit, scale)


def bound_of(before: str) -> tuple[str, str]:
    """The word that opens a bound, and what else stands before the figure (a currency)."""
    text = before.strip()
    for word in sorted((*AT_MOST, *AT_LEAST, *ABOUT, "between", "from"), key=len, reverse=True):
        if text.casefold().startswith(word) and not text[len(word) : len(word) + 1].isalpha():
            return word, text[len(word) :].strip()
    return "", text


def scale_and_unit(words: str) -> tuple[str | None, str]:
    """ "bn EUR" is billion and EUR; "troops" has no scale; "EUR m" is million and EUR."""
    parts = words.split()
    for place in (0, -1):
        if parts and (scale := SCALE_WORDS.get(parts[place].casefold().rstrip("."))):
            del parts[place]
            return scale, " ".join(parts)
    return None, " ".join(parts)


def unit_of(words: str) -> str:
    """The unit as the ledger keeps it: "soldiers" are troops, "€" is EUR; a currency code in capitals."""
    text = words.strip(" .,")
    for unit, others in synonyms("units").items():
        if text.casefold() == unit.casefold() or text.casefold() in others:
            return unit
    return text.upper() if re.fullmatch(r"[a-z]{3}", text) and text.upper() in CURRENCIES else text


def figure(text: str, decimal_comma: bool) -> float:
    """A number with its thousands apart: 5,000 and 5 000 and 5'000 are five thousand, 4.5 and 4,5 four and a half.

    In a table with decimal commas the point parts thousands. A single group of three digits after the other sign may be
    either, and is refused.
    """
    digits = re.sub(r"[\u00a0\u202f '’]", "", text)
    thousands, point = (".", ",") if decimal_comma else (",", ".")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?", digits):
        return float(digits.replace(thousands, "").replace(point, "."))
    if re.fullmatch(rf"[1-9]\d{{0,2}}\{point}\d{{3}}", digits):
        whole, part = digits.split(point)
        raise NotUnderstood(f"number {text!r} can be read two ways", f"{whole}{part}, or {whole}.{part}0", text)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", digits):
        return float(digits.replace(",", "."))
    raise NotUnderstood(f"bad number {text!r}", EXPECTED, text)
