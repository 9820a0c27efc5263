"""A declared picture: one line makes it, and each of its settings can be changed by name."""

import itertools

import pytest

from snn_edu.live import animate, choice, declare, explore, slider


def line_view(slope, height=0.0, shape="line"):
    return {"line": ([0, 1], [height, height + slope]), "text": f"{shape} {slope:g} {height:g}"}


def draw_line(figure):
    return {"line": figure.subplots().plot([], [])[0]}


line = declare(
    explore,
    line_view,
    draw_line,
    slope=slider("slope", 0, 4, start=1.0, step=0.5),
    height=slider("height", 0, 2, start=1.0, step=0.5),
    shape=choice("shape", ["line", "wall"], "line"),
)


def test_a_value_is_a_start_and_a_control_takes_the_place_of_the_old_one():
    plot = line(slope=2, shape="wall", height=slider("height", 0, 8, start=6.0, step=2.0))
    assert plot.text == "wall 2 6"
    plot.set(height=8.0, slope=0.0)
    plot.reset()
    assert plot.text == "wall 2 6"


def test_knobs_are_the_controls_that_are_shown_and_the_others_are_held():
    plot = line(knobs=["height"], slope=3)
    assert list(plot.controls) == ["height"]
    plot.set(height=2.0)
    assert plot.text == "line 3 2"
    assert list(line(knobs=[]).controls) == []


def test_what_a_view_takes_first_is_given_at_the_call():
    def of(function, slope):
        return line_view(function(slope))

    of_a_learner = declare(explore, of, draw_line, slope=line.settings["slope"])
    assert of_a_learner(lambda slope: 3 * slope, slope=2).text == "line 6 0"


def test_frames_read_held_values_beside_their_controls():
    def frames(given, values):
        for k in itertools.count():
            yield line_view(values["slope"] * k, values["height"] + given)

    moving = declare(animate, frames, draw_line, **dict(list(line.settings.items())[:2]))
    made = moving(0.5, knobs=["slope"], height=2, still=2)
    assert 'alt="line 2 2.5"' in made.html()
    made.plot.set(slope=2.0)
    assert made.plot.text == "line 0 2.5"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slop": 1}, "slope"),
        ({"slope": 9}, "allowed is 0 to 4"),
        ({"shape": "lin"}, "line"),
        ({"knobs": ["slop"]}, "slope"),
    ],
)
def test_a_wrong_name_or_value_is_refused_with_what_is_allowed(changes, said):
    with pytest.raises(ValueError, match=said):
        line(**changes)


def test_only_explore_and_animate_make_pictures():
    with pytest.raises(TypeError, match="explore or animate"):
        declare(line_view, line_view, draw_line)


def test_the_code_is_shown_folded():
    written = line.code()
    assert "def line_view(slope" in written.code
    assert "def draw_line(figure)" in written.code
    assert written._repr_html_().startswith("<details><summary>How this picture is made</summary>")
    assert "print(_.code)" in repr(written)
