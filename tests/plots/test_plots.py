"""Plots draw the data they were given, label it with units, and touch nothing else."""

import base64
import io

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from snn_edu import plots
from snn_edu.neurons.lif import LIF
from snn_edu.simulation.simulate import simulate
from snn_edu.spikes.train import Spikes


@pytest.fixture
def ax():
    return plots.figure("A picture for a test").subplots()


def test_a_trace_shows_the_potential_the_threshold_and_a_stroke_per_spike(ax):
    recording = simulate(LIF(), np.full(1000, 2.0), 0.1)
    assert plots.trace(recording, LIF(), ax) is ax
    v, threshold = ax.lines
    np.testing.assert_array_equal(v.get_xydata(), np.column_stack([recording.t, recording.v]))
    assert set(threshold.get_ydata()) == {LIF().v_threshold}
    (strokes,) = ax.collections
    feet = [segment[0] for segment in strokes.get_segments()]
    assert [x for x, _ in feet] == recording.spikes.times.tolist()
    assert {y for _, y in feet} == {LIF().v_threshold}
    assert all(head > foot for (_, foot), (_, head) in strokes.get_segments())
    assert ax.get_xlim() == (0.0, 100.0)
    assert "(ms)" in ax.get_xlabel()
    assert "(mV)" in ax.get_ylabel()
    with pytest.raises(ValueError, match="trace draws one neuron"):
        plots.trace(simulate(LIF(), np.zeros((10, 2)), 0.1), LIF(), ax)


def test_a_raster_has_a_row_per_neuron_silent_ones_included(ax):
    plots.raster(Spikes([1, 2, 3], [0, 2, 2], 3, 10), ax, first=5)
    rows = {row.get_lineoffset(): row.get_positions() for row in ax.collections}
    assert {row: list(times) for row, times in rows.items()} == {5: [1], 6: [], 7: [2, 3]}
    assert ax.get_yticks().tolist() == [5, 6, 7]
    assert ax.get_xlim() == (0, 10)
    low, high = ax.get_ylim()
    assert low < 4.6  # half a stroke below the first row
    assert high > 7.4


def test_an_f_i_curve_is_the_closed_form_with_its_two_landmarks(ax):
    currents = np.linspace(0.0, 4.0, 50)
    plots.fi_curve(LIF(), currents, ax)
    curve, rheobase, ceiling = ax.lines
    np.testing.assert_array_equal(curve.get_ydata(), LIF().rate(currents))
    assert set(rheobase.get_xdata()) == {LIF().rheobase}
    assert set(ceiling.get_ydata()) == {500.0}
    assert ax.get_xlim() == (0.0, 4.0)
    other = plots.figure("Without refractoriness").subplots()
    plots.fi_curve(LIF(t_ref=0.0), currents, other)
    assert len(other.lines) == 2


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
