"""A course of two small lessons, for tests of pages: what they have does not change with ours."""

import nbformat
from lesson_pages import run_cell

HEAD = """# {number} · {title}

**10 minutes** · You need: nothing.

*What is it?*

By the end you can say what $v$ is made of, and when it is refractory."""
SETUP = """import numpy as np
from snn_edu.exercises import Prediction, check, predict, quiz, solution
from snn_edu.live import animate, explore, slider, toggle"""
VIEW = """def view(level, at, wide):
    return {"line": ([0, 1], [level, level + 2 * wide]), "dot": ([at], [1]),
            "text": f"level {level:g} mV at {at:g} ms, {'wide' if wide else 'narrow'}"}

def draw(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 1), ylim=(0, 12), ylabel="level (mV)")
    right.set(xlim=(1, 100), ylim=(0, 2), xscale="log", xlabel="at (ms)")
    return {"line": left.plot([], [], "b")[0], "dot": right.plot([], [], "ko")[0]}"""
PICTURE = """explore(
    view, draw, level=slider("level", 0, 10, start=5, step=0.1, unit="mV"),
    at=slider("at", 1, 100, start=10, log=True, unit="ms"), wide=toggle("wide"),
    tries={"high": {"level": 9.0, "at": 100}}, handles={"dot": {"x": "at"}})"""
CHOICE = """predict(Prediction(
    name="rises", question="What rises?", choices=("the level", "the time"), answer="a",
    why="It is a level."))"""
NUMBER = """predict(Prediction(
    name="much", question="How much?", answer=6.84, unit="mV", tolerance=0.35,
    because="read off a picture", why="So it is.", wrong=(Wrong(10.0, "No leak."),)))"""
ASKED = """answer = None

check("leaky_bucket.read_tau", answer)"""
FRAMES = """def frames(controls):
    for k in range(40):
        yield view(k / 4, 10, False)"""
FILM = """predict(
    Prediction(name="ends", question="Where does it end?", choices=("up", "down"), answer="a",
               why="It rises."),
    then=animate(frames, draw, button="Learn", still=39, fps=4))"""
CLOCK = """explore(
    lambda time: view(time, 10, False), draw,
    time=slider("time", 0, 10, start=10, step=0.5, unit="ms", clock=True),
    size=(4.6, 3.0))"""

GREYS = """def draw_greys(figure):
    ax = figure.subplots()
    ax.set_axis_off()
    return {"grey": ax.imshow([[0]], cmap="gray", vmin=0, vmax=1, extent=(0, 2, 0, 1))}

explore(
    lambda grey: {
        "grey": np.array([[grey, 1 - grey]]), "text": f"greys of {grey:g} and {1 - grey:g}"},
    draw_greys, grey=slider("grey", 0, 1, start=0, step=1), size=(4.0, 2.0), light=True)"""

WIDE = """def draw_wide(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 12), xlabel="time (s)", ylabel="height (m)")
    return {"rope": ax.plot([], [])[0]}

explore(
    lambda height: {"rope": ([0, 1], [0, height]), "text": f"up to {height:g} m"},
    draw_wide, height=slider("height", 0, 10, start=5, step=1, unit="m"), size=(8.0, 3.0))"""


def write_course(folder):
    """Write the lessons, a glossary, a ledger and a guide into `folder`."""
    lessons = {
        "00_first": ("First", [
            SETUP + "\nfrom snn_edu.exercises import Wrong", VIEW, PICTURE, CHOICE, NUMBER,
            ASKED, 'solution("leaky_bucket.read_tau")', 'quiz("leaky_bucket")',
            "print('the end')",
        ]),
        "01_second": ("Second", [SETUP, VIEW, FRAMES, FILM, CLOCK, GREYS, WIDE]),
    }  # fmt: skip
    for name, (title, cells) in lessons.items():
        write_lesson(folder / f"{name}.ipynb", HEAD.format(number=name[:2], title=title), cells)
    write_lesson(folder / "after_the_course.ipynb", "# After the course", ["print('a recipe')"])
    (folder / "glossary.md").write_text("# Glossary\n\n**Refractory**: silent for a while.\n")
    (folder / "beside_others.md").write_text("# Beside others\n\n|  | b |\n|---|---|\n| 1 | 2 |\n")
    tables = "|  | b |\n|---|---|\n| 1 | 2 |\n\n|  | b |\n|--:|---|\n| 1 | 2 |\n"
    (folder / "ledger.md").write_text(f"# Ledger\n\n{tables}")
    (folder / "guide").mkdir()
    (folder / "guide" / "README.md").write_text("# Guide\n\nFor teachers.\n")
    (folder / "guide" / "00_first.md").write_text("# 00\n\nRefractory, in the guide.\n")


def write_lesson(path, head, cells):
    """Write a notebook with what its cells show."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.language_info = {"name": "python", "pygments_lexer": "python"}
    notebook.cells = [nbformat.v4.new_markdown_cell(head, id="head")]
    names = {}
    for k, code in enumerate(cells):
        value = run_cell(code, "cell", names)
        cell = nbformat.v4.new_code_cell(code, id=f"c{k}")
        if value is not None:
            cell.outputs = [nbformat.v4.new_output("execute_result", stored(value))]
        notebook.cells.append(cell)
    nbformat.write(notebook, path)


def stored(value):
    """What a notebook keeps of a value."""
    if hasattr(value, "_repr_mimebundle_"):
        data = value._repr_mimebundle_()[0]
        return {kind: data[kind] for kind in ("text/plain", "text/html")}
    data = {"text/plain": repr(value)}
    return {**data, "text/html": value._repr_html_()} if hasattr(value, "_repr_html_") else data
