"""Amounts in words and figures: "$425 million", "up to 15,000 soldiers", "10,000 to 30,000 troops"."""

from __future__ import annotations

import re

from willing.errors import InvalidValue
from willing.model import Quantity, Span
from willing.reading.sets import NUMBER_WORDS

CURRENCIES = {
    "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "krone": "NOK", "kroner": "NOK", "kronor": "SEK",
    "zloty": "PLN", "eur": "EUR", "usd": "USD", "gbp": "GBP",
}  # fmt: skip
SCALES = {"bn": "billion", "m": "million", "mn": "million", "tn": "trillion", "k": "thousand"}
FIGURE = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)"
COUNTED = (
    r"(?:troops|soldiers|peacekeepers|personnel|servicemen|people|police|officers|instructors|trainers|refugees|"
    r"aircraft|jets|fighters|helicopters|drones|ships|vessels|frigates|minehunters|tanks|vehicles|missiles|"
    r"interceptors|rounds|shells|systems|batteries|battalions?|brigades?|launchers|guns|howitzers|generators|"
    r"doses|tonnes|tons|beds|visas)"
)
AMOUNT = re.compile(
    rf"""(?<![\w.,$€£])
    (?P<bound>(?:up\s+to|at\s+most|no\s+more\s+than|at\s+least|more\s+than|over|a\s+minimum\s+of|nearly|almost)\s+)?
    (?:an?\s+(?:additional|extra|further)\s+)?
    (?P<sign>US\$|A\$|C\$|[$€£¥])?\s?
    (?P<low>{FIGURE})(?:\s?(?P<low_scale>{SCALE})\b)?
    (?:\s?(?:-|–|to|and)\s?(?P<sign2>[$€£¥])?(?P<high>{FIGURE})(?![\w]))?
    (?:[\s-]?(?P<scale>{SCALE})\b)?
    (?P<middle>(?:\s+(?!and\b|to\b|of\b|in\b|for\b)[A-Za-z-]+){{0,3}}?)
    (?:[\s-](?P<unit>(?:US\s+)?(?:dollars?|euros?|pounds?|yen|krone[r]?|kronor|zloty|EUR|USD|GBP|percent|per\s+cent|{COUNTED})\b)|(?P<percent>\s?%))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
UPPER = ("up to", "at most", "no more than")
LOWER = ("at least", "more than", "over", "a minimum of")


def find_quantities(text: str, place: Span) -> list[tuple[Span, Quantity]]:
    """Amounts with a unit inside `place`: money, percentages, and counted people or things."""
    found: list[tuple[Span, Quantity]] = []
    for match in AMOUNT.finditer(text, place.start, place.end):
        quantity = _quantity(match)
        if quantity is not None:
            found.append((Span(*match.span()), quantity))
    return found


def _quantity(match: re.Match[str]) -> Quantity | None:
    unit = _unit(match)
    if unit is None:
        return None
    low, high = _number(match.group("low")), _number(match.group("high"))
    if low is None:
        return None
    scale_word = (match.group("scale") or match.group("low_scale") or "").lower()
    if scale_word == "hundred":
        low, high, scale_word = low * 100, high * 100 if high is not None else None, ""
    scale = SCALES.get(scale_word, scale_word) or None
    if scale == "thousand":
        low, high, scale = low * 1000, high * 1000 if high is not None else None, None
    bound = " ".join((match.group("bound") or "").lower().split())
    lower: float | None = low
    upper: float | None = high if high is not None else low
    if bound in UPPER:
        lower = None
    elif bound in LOWER:
        upper = None
    try:
        return Quantity(lower, upper, unit, scale)
    except InvalidValue:
        return None


def _unit(match: re.Match[str]) -> str | None:
    sign = match.group("sign") or match.group("sign2")
    if sign:
        return CURRENCIES[sign.lower()]
    if match.group("percent"):
        return "percent"
    unit = match.group("unit")
    if unit is None:
        return None
    word = unit.lower().removeprefix("us ").strip()
    if word.startswith("per"):
        return "percent"
    currency = CURRENCIES.get(word) or CURRENCIES.get(word.rstrip("s"))
    if currency:
        return currency
    return "troops" if word in ("soldiers", "servicemen", "peacekeepers", "troops") else word


def _number(word: str | None) -> float | None:
    if word is None:
        return None
    plain = word.replace(",", "").lower()
    if plain in NUMBER_WORDS:
        return float(NUMBER_WORDS[plain])
    return float(plain)
