"""What many lessons do to their axes."""

import pytest
from matplotlib.figure import Figure

from snn_edu.plots import legend_above, limit_above, minus


@pytest.mark.parametrize(
    ("value", "limit"), [(-3.0, 1.0), (0.99, 1.0), (1.0, 2.5), (2.4, 2.5), (5.0, 5.0), (1e9, 5.0)]
)
def test_a_limit_is_the_first_above_the_value_or_the_last(value, limit):
    assert limit_above(value, (1.0, 2.5, 5.0)) == limit


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
