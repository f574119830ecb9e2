"""The design tokens: every stance can be read in both schemes (WCAG 2.2, AA)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from willing.model import Stance

STYLE = files("willing.web").joinpath("static/willing.css").read_text(encoding="utf-8")
SCHEMES = {
    "light": dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", STYLE.partition("@media")[0])),
    "dark": dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", STYLE.partition("@media")[2].partition(".s-delivered")[0])),
}
TEXT, GRAPHICS = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_word_of_every_stance_stands_out_from_its_colour(scheme: str) -> None:
    colours = SCHEMES[scheme]
    for stance in Stance:
        assert contrast(colours[f"{stance.value}-on"], colours[f"{stance.value}-fill"]) >= TEXT, stance


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_line_of_every_hollow_stance_stands_out_from_the_page(scheme: str) -> None:
    colours = SCHEMES[scheme]
    for stance in Stance:
        assert contrast(colours[f"{stance.value}-line"], colours["sheet"]) >= GRAPHICS, stance


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("words", ["ink", "dim", "accent", "warn"])
def test_words_stand_out_from_paper_and_sheet(scheme: str, words: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[words], colours["paper"]) >= TEXT
    assert contrast(colours[words], colours["sheet"]) >= TEXT


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
