"""The readable edition: what is recorded is what the kernel shows, and nothing is left out."""

import base64
import gzip
import io
import json
import re
from importlib import import_module
from pathlib import Path

import build
import edition
import linked
import nbformat
import numpy as np
import phone
import pytest
import record
from lesson_pages import shown
from PIL import Image

import snn_edu
from snn_edu.exercises import table
from snn_edu.live import animate, choice, explore, pad, slider, toggle


def draw(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 4), ylim=(0, 12))
    (line,) = ax.plot([], [])
    return {"line": line, "axes": ax}


def view(height, power=1, shape="up", mirrored=False):
    x = np.linspace(0, 4, 30)
    y = height * (x / 4) ** power
    y = y if shape == "up" else height - y
    limits = {"xlim": (4, 0) if mirrored else (0, 4)}
    return {"line": (x, y), "axes": limits, "text": f"{height:g}, power {power}, {shape}"}


def plotted(**settings):
    """A picture with a ghost, whose axes move."""
    controls = {
        "height": slider("height", 1, 10, start=5, step=0.5),
        "power": slider("power", 1, 3, start=2),
        "shape": choice("shape", ["up", "down"], "up"),
        "mirrored": toggle("mirrored"),
    }
    return explore(view, draw, ghost=["line"], **controls, **settings)


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def unpacked(recorded):
    """The frames of a file as the page gets them."""
    data = gzip.decompress(record.packed(recorded.content))
    length = int.from_bytes(data[:4], "little")
    blob = data[4 + length :]

    def placed(value):
        return blob[value["bytes"][0] : sum(value["bytes"])] if "bytes" in value else value

    return json.loads(data[4 : 4 + length], object_hook=placed)


def test_each_recorded_frame_is_the_one_that_the_kernel_sends_for_that_state():
    recorded = record.record(plotted(tries={"steep": {"power": 3}}))
    sent = unpacked(recorded)
    controls = recorded.page["controls"]
    assert len(sent["states"]) == len(sent["frames"]) == 19 * 3 * 2 * 2
    for k in [0, 1, 7, 60, 100, len(sent["frames"]) - 1]:  # the last is the start
        state, frame = sent["states"][k], sent["frames"][k]
        values = {
            control["name"]: record.positions(control)[place]
            for control, place in zip(controls, state, strict=True)
        }
        fresh = plotted()
        if values == fresh.panel.start:
            fresh.panel.values = {**values, "mirrored": True}
        fresh.panel.values = values
        step, (points, codes, units, _) = frame["step"], shown(fresh)
        assert (step["points"], step["codes"]) == (points, codes)
        assert json.dumps(step["units"]) == json.dumps(eval(units))
        assert (frame["text"], frame["places"]) == (fresh.text, fresh.panel.places)
        assert frame["problem"] == ""
    assert values == recorded.page["start"]
    units = [unit for frame in sent["frames"] for _, its in frame["step"]["units"] for unit in its]
    letters = {number for unit in units if unit[0] == "t" for number in unit[4]}
    assert max(letters) < len(sent["letters"]["sizes"])


def test_a_wide_picture_is_laid_out_anew_for_a_phone_and_one_of_panels_is_cut_between_them():
    assert phone.narrower(plotted(size=(4.6, 3.0))) is None
    wide = plotted(size=(8.0, 3.0), tries={"steep": {"power": 3}})
    small = phone.narrower(wide)
    assert 0.9 * phone.ROOM < small.panel.width <= phone.ROOM
    assert phone.cuts(wide) == [0, 800]
    assert (small.panel.height, small.tries, small.text) == (300, wide.tries, wide.text)
    start, power = small.panel.picture, {"power": 3}
    small.set(**power)
    assert small.text == wide.view(5, **power)["text"]
    assert small.panel.picture != start
    assert wide.values["power"] == 2, "they move apart"

    def two(figure):
        left, right = figure.subplots(1, 2)
        return {"line": left.plot([], [])[0], "axes": right}

    panels = explore(view, two, height=slider("height", 1, 10, start=5), size=(8.0, 3.0))
    start, between, end = phone.cuts(panels)
    ends = [ax.get_position().bounds for ax in panels.figure.axes]
    assert (start, end) == (0, 800)
    assert 800 * (ends[0][0] + ends[0][2]) < between < 800 * ends[1][0]
    assert phone.narrower(panels) is None


def test_a_phone_leaves_a_panel_its_name_and_gives_each_piece_its_numbers():
    def three(figure):
        named, second, last = figure.subplots(1, 3, sharey=True)
        named.set_ylabel("a name", rotation=0, ha="right", labelpad=110)
        for ax in (named, second, last):
            ax.set(xticks=[], title="panel")
        return {"line": named.plot([], [])[0], "axes": last}

    panels = explore(view, three, height=slider("height", 1, 10, start=5), size=(8.8, 3.0))
    axes = panels.figure.axes
    name = axes[0].yaxis.label.get_window_extent().x1
    assert axes[0].bbox.x0 - name > 100, "wider than any gap between panels"
    between = phone.cuts(panels)[1:-1]
    assert len(between) == 1, "two pieces of 440 pixels are as few as can be"
    assert axes[0].bbox.x1 < between[0]
    bare = phone.unnumbered(panels)
    assert bare == [2 if between[0] > axes[1].bbox.x1 else 1]
    small = phone.narrower(panels)
    shown = [ax.yaxis.get_tick_params()["labelleft"] for ax in small.figure.axes]
    assert shown == [k in (0, *bare) for k in range(3)]
    assert small.figure.axes[bare[0]].get_ylabel() == "a name"
    assert phone.unnumbered(small) == []
    assert max(np.diff(phone.cuts(small))) <= phone.ROOM


def panels_with(word):
    """A high panel, beside it one in the lower half, and a word that is at `word` at 10."""

    def draw_panels(figure):
        grid = figure.add_gridspec(2, 2)
        figure.add_subplot(grid[:, 0])
        low = figure.add_subplot(grid[1, 1])
        moving = figure.text(0, 0, "", va="center")
        return {"line": low.plot([], [])[0], "axes": low, "word": moving}

    def view_with_word(height):
        shown = {"text": "here", "x": word[0], "y": word[1]} if height == 10 else {"text": ""}
        return view(height) | {"word": shown}

    return explore(
        view_with_word, draw_panels, height=slider("height", 1, 10, start=5), size=(8, 4)
    )


def test_a_piece_on_a_phone_is_as_high_as_what_is_ever_drawn_in_it():
    plot = panels_with(word=(0.8, 0.4))
    (left, top, right, bottom), lower = phone.pieces(plot)
    assert (left, right, lower[2]) == (0, lower[0], 800)
    assert top < 20, "the high panel"
    assert bottom > 380
    low = plot.figure.axes[1].get_position()
    assert 400 * (1 - low.y1) - 20 < lower[1] < 400 * (1 - low.y1), "no white over the low one"
    (_, _, _, _), higher = phone.pieces(panels_with(word=(0.8, 0.75)))
    assert higher[1] < 400 * 0.25 < lower[1], "the word is there at the slider's end"
    assert phone.pieces(plotted(size=(4.6, 3.0))) == [[0, 0, 460, 300]], "not cut: whole"


def test_a_phone_cuts_no_mosaic():
    def draw_mosaic(figure):
        left, right = figure.subplots(1, 2, width_ratios=[3, 1])
        left.set_axis_off()
        left.imshow(np.kron(np.ones((3, 6)), np.pad(np.ones((4, 4)), 1)), cmap="gray_r")
        return {"line": right.plot([], [])[0], "axes": right}

    plot = explore(view, draw_mosaic, height=slider("height", 1, 10, start=5), size=(8.0, 3.0))
    image = plot.figure.axes[0].images[0].get_window_extent()
    assert image.x1 > phone.ROOM, "wider than a piece"
    white = image.width / 36  # at the mosaic's edge
    assert image.x1 - white < phone.cuts(plot)[1] < plot.figure.axes[1].bbox.x0


def test_a_phone_cuts_no_word_that_is_there_only_when_something_was_moved():
    assert len(phone.pieces(panels_with(word=(0.8, 0.4)))) == 2
    across = panels_with(word=(0.47, 0.75))  # from the high panel over the gap
    assert len(phone.pieces(across)) == 1


def test_a_formula_keeps_its_full_stop_and_a_bracket_before_it():
    """Firefox broke the line between them: "where t = τ" and below it ". Put that in"."""
    one = "<math><mi>t</mi></math>"
    kept = edition.held(f"<p>is at {one}. But ({one}) and {one} and <em>{one}</em></p>")
    dot, bracket = (f'<span class="snn-held">{it}</span>' for it in (f"{one}.", f"({one})"))
    assert kept == f"<p>is at {dot} But {bracket} and {one} and <em>{one}</em></p>"


def test_a_view_that_fails_is_recorded_as_what_the_page_says_of_it():
    def fragile(height):
        if height > 2:
            raise ValueError("too high")
        return {"line": ([0, 1], [0, height]), "axes": {}, "text": "fine"}

    plot = explore(fragile, draw, height=slider("height", 1, 3, start=1))
    sent = unpacked(record.record(plot))
    assert sent["states"] == [[1], [2], [0]]
    problems = [frame["problem"] for frame in sent["frames"]]
    assert problems == ["", "No picture for height = 3. ValueError: too high", ""]


@pytest.mark.slow
def test_a_picture_of_pixels_keeps_them_and_fewer_positions(monkeypatch):
    monkeypatch.setattr(record, "HEAVY", 800_000)

    def draw_image(figure):
        return {"image": figure.subplots().imshow(np.zeros((200, 200)), vmin=0, vmax=1)}

    def shades(level):
        rows = np.linspace(0, level, 200)
        return {"image": np.outer(rows, rows), "text": f"{level:g}"}

    level = slider("level", 0.0, 1.0, start=0.5, step=0.01)
    plot = explore(shades, draw_image, tries={"odd": {"level": 0.07}}, level=level)
    recorded = record.record(plot)
    (control,) = recorded.page["controls"]
    positions = control["positions"]
    assert record.FEW <= len(positions) <= record.FEW + 2
    assert {0.0, 0.07, 0.5, 1.0} <= set(positions)
    for (k,), frame in zip(recorded.common["states"], recorded.frames, strict=True):
        if positions[k] in (0.07, 1.0):
            plot.panel.values = {"level": 0.3}
            plot.panel.values = {"level": positions[k]}
            assert np.array_equal(pixels(plot.panel.picture), pixels(frame["picture"]))


def test_a_drawing_is_recorded_for_the_ready_made_ones():
    def path_view(path):
        return {"line": np.transpose(path), "axes": {}, "text": f"{len(path)} points"}

    assert len(record.record(explore(path_view, draw, path=pad("your path"))).frames) == 4


def cross(counts, *centres):
    """The states that differ from one of `centres` in at most one place."""
    return {
        (*centre[:k], position, *centre[k + 1 :])
        for centre in centres
        for k, count in enumerate(counts)
        for position in range(count)
    }


@pytest.mark.parametrize(
    ("counts", "others", "discrete", "expected"),
    [
        ((3, 2), [], (0, 1), {(a, b) for a in range(3) for b in range(2)}),
        ((40, 40), [], (0, 0), cross((40, 40), (0, 0))),
        ((40, 40), [(3, 4)], (0, 0), cross((40, 40), (0, 0), (3, 4))),
        ((500, 2, 400), [(9, 1, 9)], (0, 1, 0), cross((500, 2, 400), (0, 0, 0)) | {(9, 1, 9)}),
        ((30, 2, 30), [], (0, 1, 0), cross((30, 2, 30), (0, 0, 0), (0, 1, 0))),
    ],
    ids=["all", "one at a time", "around a preset", "no room", "each switch"],
)
def test_which_states_are_recorded(counts, others, discrete, expected):
    start = (0,) * len(counts)
    found = record.states(list(counts), start, others, list(map(bool, discrete)))
    assert found[0] == start
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_an_animation_is_recorded_frame_by_frame_with_its_controls_as_they_start():
    def frames(controls):
        yield from (view(controls["height"] + k / 4) for k in range(9))

    settings = {"height": slider("height", 1, 10, start=5, unit="mV"), "fps": 12}
    recorded = record.film(animate(frames, draw, **settings))
    plot = animate(frames, draw, **settings).plot
    for frame, theirs in zip(recorded.frames, frames({"height": 5}), strict=True):
        plot.show(theirs)
        assert frame["step"]["points"] == plot.panel.step["points"]
        assert frame["text"] == plot.text
    page = recorded.page
    assert (page["controls"], page["fps"]) == ([], 12.0)
    assert page["fixed"] == ["height = 5 mV"]


def test_a_film_has_nothing_to_grab_and_no_place_for_it():
    def frames(controls):
        yield view(controls["height"])

    settings = {"height": slider("height", 1, 10, start=5), "handles": {"line": {"y": "height"}}}
    moving = animate(frames, draw, **settings)
    assert moving.plot.panel.places
    page = record.film(moving).page
    assert page["handles"] == page["places"] == page["begins"]["places"] == []


@pytest.mark.parametrize("first", [{"box": [1], "axes": [5]}, None])
def test_what_handles_share_is_said_once_and_each_place_comes_back_whole(first):
    places = [first, {"box": [2], "axes": [5]}, None, {"box": [1], "axes": [6]}]
    kept = record.told_once(places)
    assert [its and {**(kept[0] or {}), **its} for its in kept] == places
    assert ("axes" in kept[1]) is (first is None)


def test_where_the_end_of_a_story_is_stored_its_beginning_is_there_too():
    plot, begun = (
        explore(view, draw, ghost=["line"], height=slider("height", 1, 9, start=start, clock=True))
        for start in (9, 1)
    )
    recorded = record.record(plot)
    assert recorded.page["begins"]["text"] == begun.text
    assert recorded.page["begins"]["values"] == begun.values
    in_a_notebook = base64.b64decode(re.search(r'base64,([^"]*)', begun.html())[1])
    assert np.array_equal(pixels(in_a_notebook), pixels(recorded.first))
    assert recorded.page["start"] == {"height": 9}


def test_an_animation_without_an_end_is_cut():
    def frames(_):
        while True:
            yield view(3)

    assert len(record.film(animate(frames, draw)).frames) == record.LONGEST


@pytest.mark.parametrize("wait", [True, False])
def test_each_choice_is_judged_at_once_or_when_one_asks(wait):
    question = table("leaky_bucket", "QUIZ")[0]
    (told,) = record.asked((question,), wait)["told"]
    assert told["choices"].keys() == question.lettered.keys()
    for letter, (at_once, when_asked) in told["choices"].items():
        verdict = "✔ Right" if letter == question.answer else "Not right"
        assert verdict in when_asked
        assert (verdict in at_once) is not wait


@pytest.fixture
def lesson(tmp_path):
    """A lesson with a picture under a question, a quiz and plain cells."""
    cells = [
        "from snn_edu.exercises import predict, quiz\nfrom snn_edu.live import explore, slider",
        "def draw(figure):\n    return {'line': figure.subplots().plot([0, 1], [0, 1])[0]}",
        "def view(k):\n    return {'line': ([0, 1], [0, k]), 'text': f'k is {k}'}",
        "predict('leaky_bucket.double_R', then=explore(view, draw, k=slider('k', 0, 3, start=1)))",
        "predict('leaky_bucket.double_R', 'b')",
        "quiz('leaky_bucket')",
        "1 + 1",
    ]
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("# 99 · A title\n\nand [more](#More-of-it)")]
    notebook.cells += [nbformat.v4.new_code_cell(cell, id=f"c{k}") for k, cell in enumerate(cells)]
    path = tmp_path / "99_lesson.ipynb"
    nbformat.write(notebook, path)
    return path


def test_recording_a_lesson_writes_what_each_cell_needs(lesson, tmp_path):
    record.write(lesson, tmp_path)
    told = json.loads((tmp_path / "99_lesson.json").read_text())
    kinds = {cell: [part["kind"] for part in parts] for cell, parts in told["pages"].items()}
    assert kinds == {"c3": ["questions", "picture"], "c5": ["questions"]}
    question, picture = told["pages"]["c3"]
    assert (question["wait"], told["pages"]["c5"][0]["wait"]) == (True, False)
    assert (question["told"], picture["frames"]) == ("99_lesson/c3_told", "99_lesson/c3")
    for key in (question["told"], picture["frames"]):
        text = (tmp_path / f"{key}.js").read_text()
        packed = re.fullmatch(rf'snnFrames\("{key}", "(.+)"\);\n', text)[1]
        assert gzip.decompress(base64.b64decode(packed))


def test_a_recording_is_fresh_until_what_it_was_made_from_changes(lesson, tmp_path):
    assert not record.is_fresh(lesson, tmp_path)
    record.write(lesson, tmp_path)
    assert record.is_fresh(lesson, tmp_path)
    file = tmp_path / "99_lesson.json"
    told = json.loads(file.read_text())
    source = next(path for path in told["made_from"] if path.endswith("live/scene.py"))
    file.write_text(json.dumps({**told, "made_from": {**told["made_from"], source: "another"}}))
    assert not record.is_fresh(lesson, tmp_path)
    file.write_text(json.dumps(told))
    lesson.write_text(lesson.read_text().replace("1 + 1", "1 + 2"))
    assert not record.is_fresh(lesson, tmp_path)


def test_a_lesson_for_reading_has_doors_recordings_and_less_code(tmp_path):
    name = "01_leaky_bucket.ipynb"
    notebook = nbformat.read(edition.NOTEBOOKS / name, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    picture = next(cell for cell in code if "<img " in str(cell.outputs))
    checked = next(cell for cell in code if "leaky_bucket.read_tau" in cell.source)
    page = {"kind": "picture", "text": "a </script> in words"}
    notebook.cells[0].source += "[there](#One-neuron,-and-a-Rule)"
    read = edition.for_reading(notebook, name, {picture.id: [page]}, edition.Kernel("v1", 18))
    html = edition.filed(edition._html(picture).data["text/html"], tmp_path)
    (file,) = (tmp_path / "_files").iterdir()
    assert f'loading="lazy" src="_static/{file.name}">' in html
    assert "base64" not in html
    assert html.count("<img ") == html.count("<script ") == html.count("</script>") == 1
    assert "[there](#one-neuron-and-a-rule)" in read.cells[0].source
    end = read.cells[-1].source
    for door in ("<nav ", "mybinder.org", "colab", name, "replay.js", "run.js"):
        assert door in end
    code = [cell for cell in read.cells if cell.cell_type == "code"]
    for cell in code:
        assert f"cell-{cell.id}" in cell.metadata.tags
        asks = re.match(r"(predict|quiz|solution)\([^\n]*\)$|views[.\w]+\(\)$", cell.source)
        assert ("remove-input" in cell.metadata.tags) is bool(asks)
    told = json.loads(re.search(r'id="snn-lesson">(.*?)</script>', end)[1])
    assert (told["version"], told["bytes"], f"{told['name']}.ipynb") == ("v1", 18, name)
    exercise = {cell["id"]: cell["exercise"] for cell in told["cells"]}
    assert exercise[checked.id] == "leaky_bucket.read_tau"
    assert list(exercise) == [cell.id for cell in code]
    assert not any("%pip" in cell["code"] for cell in told["cells"])
    assert "leaky_bucket.read_tau" in told["exercises"]


def test_a_stub_in_a_cell_of_its_own_belongs_to_the_next_check():
    cells = ["def f():\n    return ...", "f", 'check("a.b", f)']
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(cell, id=f"c{k}") for k, cell in enumerate(cells)]
    told = edition.run_data(notebook, "x.ipynb", edition.Kernel("v", 1))
    cells = json.loads(re.search(r">(.*)</script>", told)[1])["cells"]
    assert [cell["exercise"] for cell in cells] == ["a.b c0", None, "a.b"]


def test_the_first_page_has_every_lesson_in_its_part_and_says_how_to_cite(tmp_path):
    lessons = sorted(edition.NOTEBOOKS.glob("[0-9]*.ipynb"))
    text = edition.index(lessons, tmp_path, "a picture")
    assert text.index("a picture") < text.index("snn-done") < text.index("shared.js")
    assert [lesson for lesson in lessons if f'href="{lesson.stem}.html"' not in text] == []
    start = text[text.index("Begin here") : text.index("a picture")]
    assert f'or begin with the neuron: <a href="{edition.NEURON}.html">01 · ' in start
    assert "\nafter_the_course\n" in text  # in the list at the side, below the lessons
    assert text.count("snn-card") == len(edition.PARTS) + 1
    assert f"version {snn_edu.__version__}" in text


def test_the_build_command_hands_over_the_kernel(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr(edition, "build_edition", lambda *a, **b: built.append((a, b)))
    assert build.main(["--site", str(tmp_path), "--pyodide", "kernel", "--wheels", "few"]) == 0
    assert built == [((tmp_path,), {"pyodide": Path("kernel"), "wheels": Path("few")})]


def test_what_is_published_has_been_run_with_the_kernel_that_ci_runs():
    project = edition.NOTEBOOKS.parent
    steps = (project / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    ci = (project / ".ci" / "run").read_text(encoding="utf-8")
    assert set(re.findall(r"pyodide@[\d.]+", steps)) == set(re.findall(r"pyodide@[\d.]+", ci))
    order = [steps.index(step) for step in ("--site public", "pytest -m site", "upload-pages")]
    assert order == sorted(order)


def test_the_reference_has_every_public_name():
    pages = edition.reference()
    faces = edition.faces()
    assert {"snn_edu", "snn_edu.neurons", "snn_edu.exercises", "snn_edu.live"} <= faces.keys()
    for module, names in faces.items():
        for name in names:
            there = rf"({re.escape(module)}\.{name}\n|\[{name}\]|`{name} <|## {name}\n)"
            assert re.search(there, pages[module])


@pytest.mark.parametrize("lesson", [page.stem for page in edition.NOTEBOOKS.glob("*.ipynb")])
def test_what_a_lesson_ends_with_is_explained_in_the_reference(lesson):
    pages = edition.reference()
    notebook = nbformat.read(edition.NOTEBOOKS / f"{lesson}.ipynb", as_version=4)
    read = edition.for_reading(notebook, f"{lesson}.ipynb", {})
    ends = [cell.source for cell in read.cells if cell.source.startswith("## What you can do")]
    paths = re.findall(r"py:obj}`\w+ <([\w.]+)>`: \w", "".join(ends))
    assert lesson != "18_balanced_network" or "snn_edu.network.Sparse" in paths
    assert lesson != "after_the_course" or paths == []
    for path in paths:
        module = path.rpartition(".")[0]
        assert re.search(rf"auto(class|function):: {re.escape(path)}\n", pages[module])


def test_a_lesson_ends_with_what_its_cells_call_however_they_call_it():
    cells = [
        "from snn_edu import LIF as Cell, STDP, simulate, training",
        "import snn_edu as s",
        "1 +",
    ]
    called = linked.called_in(
        [*cells, "simulate(Cell(), s.poisson(9, 9, rng), 0.1)", "training.SGD"]
    )
    rooms = "neurons.LIF", "spikes.poisson", "training.SGD", "simulation.simulate"
    assert called == [f"snn_edu.{name}" for name in rooms]  # and no STDP: that is not used


@pytest.mark.parametrize(
    ("line", "own", "read"),
    [
        ("a `LIF`, say", (), "a :py:obj:`LIF <snn_edu.neurons.LIF>`, say"),
        ("`Network.run`", (), ":py:obj:`Network.run <snn_edu.network.Network.run>`"),
        ("`poisson`", (), ":py:obj:`poisson <snn_edu.spikes.poisson>`"),
        ("`Reset`", (), ":py:obj:`Reset <snn_edu.neurons.Reset>`"),
        ("`poisson`", {"poisson"}, "`poisson`"),  # a parameter of it
        ("`LIF.nothing`, `Nothing`, `step`, `int`", (), "`LIF.nothing`, `Nothing`, `step`, `int`"),
        ("``LIF(tau_m=20)`` and `a + b`", (), "``LIF(tau_m=20)`` and `a + b`"),
    ],
)
def test_a_name_in_a_docstring_leads_to_where_it_is_explained(line, own, read):
    assert linked.linked(line, "snn_edu.neurons.AdEx", own) == read


def test_parameters_that_stand_in_comments_are_explained():
    lines = ["A neuron.", "", "Raises", "------", "ValueError", "    Bad."]
    model = import_module("snn_edu.neurons").LIF
    import_module("sphinx_page").commented(None, "class", "LIF", model, None, lines)
    assert lines[2:4] == ["Parameters", "----------"]
    at = lines.index("tau_m : float")
    assert lines[at + 1].startswith("    ms, membrane time constant")
    assert lines.index("Raises") > at
