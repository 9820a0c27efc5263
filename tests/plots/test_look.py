"""A picture in the course's look shows itself, and the look stays inside it."""

import base64
import io

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from snn_edu import plots
from snn_edu.plots import apart, legend_above, limit_above, minus, plain


def test_a_picture_shows_itself_with_words_for_who_cannot_see_it():
    picture = plots.figure('One line that rises, 1 < "2"', width=4, height=2)
    picture.subplots().plot([0, 1])
    data, _ = picture._repr_mimebundle_()
    begin, png = data["text/html"].removesuffix('">').split("base64,")
    assert Image.open(io.BytesIO(base64.b64decode(png))).size == (400, 200)
    assert data["text/plain"] == '<Picture: One line that rises, 1 < "2">'
    assert begin == (
        '<img alt="One line that rises, 1 &lt; &quot;2&quot;" width="400" src="data:image/png;'
    )
    assert "image/png" not in data, "JupyterLab would show it without its words"


def test_the_look_stays_inside_the_picture():
    before = dict(mpl.rcParams)
    ax = plots.figure("Styled").subplots()
    assert not ax.spines["top"].get_visible()
    assert dict(mpl.rcParams) == before


def relative_luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


@pytest.mark.parametrize("name", ["VOLTAGE", "THEORY", "SPIKE", "OTHER", "WEIGHT"])
def test_every_colour_stands_out_from_white(name):
    colour = mpl.colors.to_rgb(getattr(plots, name))
    contrast = 1.05 / (relative_luminance(colour) + 0.05)  # WCAG 2, 1.4.11: graphics need 3:1
    assert contrast >= 2.99


def test_what_no_picture_or_sound_can_be_is_refused_and_the_least_and_most_are_not():
    ax = plots.figure("x", 0.5, 0.5).subplots()
    plots.figure("x", 50.0, 50.0)
    assert [plots.Sound([0.0], rate, "x").rate for rate in (1000, 48_000)] == [1000, 48_000]
    for make, said in (
        (lambda: plots.figure(3), "text = 3: .*Describe the picture"),
        (lambda: plots.figure("x", 51.0), "width = 51 inches"),
        (lambda: plots.figure("x", height=51.0), "height = 51 inches"),
        (lambda: plots.legend_above("ax"), r"ax = .*Say figure.subplots\(\)"),
        (lambda: plots.legend_above(ax, 101), "ncols = 101"),
        (lambda: plots.limit_above(1.0, []), "expected one row, not empty"),
        (lambda: plots.limit_above(1.0, [[1.0]]), "expected one row, not empty"),
        (lambda: plots.apart([[1.0]], 1.0), "expected one row"),
        (lambda: plots.apart([1.0], -1.0), "least = -1"),
        (lambda: plots.Sound([], 8000, "x"), "samples have shape .* expected one row"),
        (lambda: plots.Sound([0.0], 48_001, "x"), "rate = 48001"),
        (lambda: plots.Sound([0.0], 8000, 3), "text = 3"),
    ):
        with pytest.raises((ValueError, TypeError), match=said):
            make()


@pytest.mark.parametrize(
    ("value", "limit"), [(-3.0, 1.0), (0.99, 1.0), (1.0, 2.5), (2.4, 2.5), (5.0, 5.0), (1e9, 5.0)]
)
def test_a_limit_is_the_first_above_the_value_or_the_last(value, limit):
    assert limit_above(value, (1.0, 2.5, 5.0)) == limit


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.5, 3, "0.5"),
        (4150.0, 3, "4,150"),
        (999.6, 3, "1,000"),
        (1234.5, 5, "1,234"),
        (1e-5, 2, "0.00001"),
        (-6.66e-06, 3, "-0.00000666"),
        (590_321.0, 2, "590,000"),
        (2e7, 3, "2e+07"),
        (0.0, 3, "0"),
    ],
)
def test_a_plain_number_has_no_power_of_ten_and_commas(value, digits, text):
    assert plain(value, digits) == text


@pytest.mark.parametrize(
    ("heights", "placed"),
    [
        ([5.0, 1.0, 3.0], [5.0, 1.0, 3.0]),  # far enough from each other
        ([1.0, 1.0], [0.5, 1.5]),  # of two each moves half
        ([0.0, 0.0, 0.0, 7.0], [-1.0, 0.0, 1.0, 7.0]),
        ([0.5, 0.0], [0.75, -0.25]),
        ([0.0, 0.0, 1.0], [-2 / 3, 1 / 3, 4 / 3]),  # the third was pushed, and pushes back
        ([], []),
    ],
)
def test_names_are_moved_as_little_as_keeps_them_apart(heights, placed):
    assert apart(heights, 1.0) == pytest.approx(placed)


def test_a_legend_above_covers_none_of_the_axes():
    figure = Figure()
    ax = figure.subplots()
    for name in ("one", "two", "three"):
        ax.plot([0, 1], [0, 1], label=name)
    legend_above(ax, 3, columnspacing=1.0)
    figure.draw_without_rendering()
    legend, inside = ax.get_legend().get_window_extent(), ax.get_window_extent()
    assert legend.y0 >= inside.y1
    assert (legend.x1, legend.y0) == pytest.approx((inside.x1, inside.y1), abs=10)  # pixels
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [("v = -5 mV", "v = −5 mV"), ("-0.5, -1e-05", "−0.5, −1e-05"), ("5-3-1, E-I, a -> b",) * 2],
)
def test_numbers_get_a_true_minus_and_words_keep_their_hyphens(text, printed):
    assert minus(text) == printed
