"""A declared picture: one line makes it, and each of its settings can be changed by name."""

import ast
import itertools

import pytest
from ranges import refused

from snn_edu.live import choice, declare, slider


def line_view(slope, height=0.0, shape="line"):
    return {"line": ([0, 1], [height, height + slope]), "text": f"{shape} {slope:g} {height:g}"}


@declare(
    line_view,
    slope=slider("slope", 0, 4, start=1.0, step=0.5),
    height=slider("height", 0, 2, start=1.0, step=0.5),
    shape=choice("shape", ["line", "wall"], "line"),
)
def line(figure):
    return {"line": figure.subplots().plot([], [])[0]}


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

    of_a_learner = declare(of, slope=line.settings["slope"])(line.draw)
    assert of_a_learner(lambda slope: 3 * slope, slope=2).text == "line 6 0"


def test_frames_read_held_values_beside_their_controls():
    def frames(given, values):
        for k in itertools.count():
            yield line_view(values["slope"] * k, values["height"] + given)

    moving = declare(frames, **dict(list(line.settings.items())[:2]))(line.draw)
    made = moving(0.5, knobs=["slope"], height=2, still=2)
    assert 'alt="line 2 2.5"' in made.html()
    made.plot.set(slope=2.0)
    assert made.plot.text == "line 0 2.5"


test_a_wrong_name_or_value_is_refused_with_what_is_allowed = refused(
    ({"slop": 1}, "slope"),
    ({"slope": 9}, "allowed is 0 to 4"),
    ({"shape": "lin"}, "line"),
    ({"knobs": ["slop"]}, "slope"),
    of=lambda changes: line(**changes),
)


def run_in_a_fresh_page(code):
    """What a cell shows that is pasted into an empty notebook."""
    tree = ast.parse(code)
    last = tree.body.pop()
    page = {"__name__": "__main__"}
    exec(compile(tree, "a cell", "exec"), page)
    return eval(compile(ast.Expression(last.value), "a cell", "eval"), page)


def of_a_rule(rule, slope):
    """`slope` is a local name too, and no name of this module: `line` below is."""
    line = rule(slope) if callable(rule) else slope * STEEP
    return {"line": ([0, 1], [0, line]), "text": f"rule {line:g}"}


STEEP, FLAT = 3.0, 0.5  # slopes


def draw_rule(figure):
    return {"line": figure.subplots().plot([], [])[0]}


ruled = declare(of_a_rule, slope=slider("slope", 0, 4, start=FLAT))(draw_rule)


def counted(start, values):
    for k in itertools.count():
        yield line_view(k, 0.0 if start is ... else start, f"step {values['by'] * k:g}:")


moved = declare(counted, by=slider("by", 1, 3, start=2), fps=5)(draw_rule)


def test_the_code_is_a_cell_that_makes_the_same_picture():
    code = line.code().code
    assert code.startswith("from snn_edu.live import choice, explore, slider\n")
    assert code.index("def line_view(slope") < code.index(
        "explore(\n    line_view,\n    draw_line_view,\n"
    )
    made = run_in_a_fresh_page(code)
    assert made.text == line().text
    assert made.controls == line().controls
    assert made.png(100) == line().png(100)


def test_the_code_leaves_room_for_what_is_given_at_the_call():
    code = ruled.code().code
    assert code.count("STEEP, FLAT = 3.0, 0.5  # slopes") == 1
    assert "declare" not in code
    assert "# For ... put the name of your own function" in code
    assert "explore(partial(of_a_rule, ...), draw_rule, slope=" in code
    assert run_in_a_fresh_page(code).text == ruled(...).text == "rule 1.5"
    mine = code.replace("partial(of_a_rule, ...)", "partial(of_a_rule, lambda slope: 7.0)")
    assert run_in_a_fresh_page(mine).text == "rule 7"
    frames = run_in_a_fresh_page(moved.code().code)
    assert frames.html() == moved(...).html()


def test_only_what_a_statement_of_a_module_declares_has_code():
    inside = {"picture": declare(line_view, **line.settings)(line.draw)}
    with pytest.raises(ValueError, match=r"stands under no name in .*test_declared"):
        inside["picture"].code()


def test_the_code_is_shown_folded():
    written = line.code()
    assert written._repr_html_().startswith("<details><summary>How this picture is made</summary>")
    assert "print(_.code)" in repr(written)
