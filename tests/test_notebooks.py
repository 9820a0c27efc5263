"""The lessons as files: built from their sources, in step with them, and all of them tested."""

import ast
import base64
import builtins
import io
import os
import random
import re
import runpy
import shutil
import sys
from functools import cache

import build
import nbformat
import numpy as np
import pytest
from installing import PROJECT, PYPROJECT, copy_project, run
from matplotlib.figure import Figure
from nbval.plugin import IPyNbFile
from packaging.requirements import Requirement
from PIL import Image

from snn_edu.command.lesson_files import read_lesson

FOLDER = PROJECT / "notebooks"
LESSONS = sorted(FOLDER.glob("[0-9]*.ipynb"))
RECIPES = FOLDER / "after_the_course.ipynb"  # no lesson: no minutes, no exercises, no row


@cache
def notebooks():
    return {path: nbformat.read(path, as_version=4) for path in (*LESSONS, RECIPES)}


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def each_code_cell():
    """Each code cell of each lesson, and where it is."""
    for path, notebook in notebooks().items():
        yield from ((cell, f"{path.stem}: {cell.source}") for cell in code_of(notebook))


def test_a_lesson_opens_with_title_minutes_and_objectives_and_the_readme_has_its_row():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for path in LESSONS:
        lesson = read_lesson(path)
        row = f"| {lesson.number} | [{lesson.title}](notebooks/{path.name}) | {lesson.minutes} |"
        assert row in readme
        assert path.name.startswith(f"{lesson.number}_")
        assert 1 <= len(lesson.objectives) <= 6


def test_a_lesson_is_as_the_build_writes_it():
    for path, lesson in notebooks().items():
        as_written = path.read_text(encoding="utf-8") == build.text(build.normalised(lesson))
        assert as_written, path.name  # apart: pytest compares long texts for minutes
        assert build.blemishes(lesson) == [], path.name


INSTALLS = """\
from importlib.util import find_spec

if not find_spec("snn_edu"):  # in Colab, or in a browser tab: install what is missing there
    %pip install --quiet --no-deps snn-edu anywidget ipywidgets psygnal matplotlib"""


def test_a_lesson_first_installs_what_is_missing_in_a_folded_cell_that_shows_nothing():
    for path, lesson in notebooks().items():
        first = lesson.cells[1]
        assert first.source.startswith(INSTALLS), path.name  # and then come the imports
        assert first.metadata == {"jupyter": {"source_hidden": True}, "tags": ["remove-cell"]}
        assert first.outputs == []
        magic = re.findall(r"^\s*[%!].*", "\n".join(c.source for c in code_of(lesson)), re.M)
        assert len(magic) == 1, f"{path.name}: plain Python runs anywhere"


def test_what_is_installed_is_all_that_colab_or_a_browser_may_lack():
    """Pyodide loads what its matplotlib needs, NumPy and Pillow; anywidget's psygnal it lacks."""
    needed = {Requirement(each).name for each in PYPROJECT["project"]["dependencies"]}
    named = set(INSTALLS.partition("%pip install --quiet --no-deps ")[2].split())
    assert named - {"snn-edu", "psygnal"} == needed - {"numpy", "pillow"}


def test_ten_recipes_each_show_something_and_say_one_thing_to_change():
    told = "\n".join(cell.source for cell in notebooks()[RECIPES].cells)
    recipes = re.split(r"^## (\d+) · ", told, flags=re.M)[1:]
    assert recipes[::2] == [str(k) for k in range(1, 11)]
    assert [text.count("**Change**") for text in recipes[1::2]] == [1] * 10
    shown = []
    for cell in notebooks()[RECIPES].cells:
        if cell.source.startswith("## "):
            shown.append(set())
        for output in cell.get("outputs", []) if shown else []:
            shown[-1] |= output.get("data", {}).keys()
    assert all(kinds & {"image/png", "text/html"} for kinds in shown)
    assert len(shown) == 10


def test_a_recipe_needs_no_name_from_the_folded_cell_which_nobody_copies():
    seen = [cell for cell in code_of(notebooks()[RECIPES]) if not cell.metadata.get("tags")]
    nodes = [*ast.walk(ast.parse("\n".join(cell.source for cell in seen)))]
    names = [node for node in nodes if isinstance(node, ast.Name)]
    given = {node.id for node in names if isinstance(node.ctx, ast.Store)} | {*vars(builtins)}
    given |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    given |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            given |= {(each.asname or each.name).partition(".")[0] for each in node.names}
    assert {node.id for node in names} - given == set()


def test_code_cells_fit_in_fifteen_lines_and_none_is_excused_from_strict_nbval():
    for cell, where in each_code_cell():
        tags = [tag.lower() for tag in cell.metadata.get("tags", [])]
        # the folded first cell has a line for each name that it imports
        assert len(cell.source.splitlines()) <= 15 or "remove-cell" in tags, where
        assert not [tag for tag in tags if tag.startswith(("nbval", "raises-exception"))], where
        assert not re.search(r"#\s*(NBVAL|PYTEST_VALIDATE)", cell.source), where


def test_no_output_tells_a_solution_or_praises_work_that_was_not_done():
    for cell, where in each_code_cell():
        for output in cell.outputs:
            assert "✔ Right" not in build._words(output), where
            if cell.source.startswith("solution("):
                assert output.data["text/html"].startswith("<details><summary>")
                assert "def " not in output.data["text/plain"]


def test_every_link_of_a_lesson_or_a_page_leads_to_a_file_and_to_its_heading():
    folders = PROJECT, FOLDER, FOLDER / "guide", PROJECT / "paper", PROJECT / "tests" / "benchmarks"
    pages = [
        PROJECT / ".github" / "WHY.md",
        *(path for each in folders for path in each.glob("*.md")),
    ]
    texts = [(path, path.read_text("utf-8")) for path in pages]
    for path, lesson in notebooks().items():
        texts += [(path, cell.source) for cell in lesson.cells if cell.cell_type == "markdown"]
    for path, text in texts:
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            page = path.parent / file if file else path
            assert page.exists(), f"{path.name}: {target}"
            if anchor:
                headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
                made = [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings]
                assert anchor.lower() in made, f"{path.name}: {target}"


def test_no_line_of_prose_begins_as_an_item_of_a_list():
    """Markdown would make it one: a sum broken before its +, a sentence that ends with 1."""
    texts = [path.read_text("utf-8") for path in (*FOLDER.glob("*.md"), *FOLDER.glob("guide/*.md"))]
    for lesson in notebooks().values():
        texts += [cell.source for cell in lesson.cells if cell.cell_type == "markdown"]
    item = re.compile(r"[ ]*([+*-]|1[.)])[ ]")
    for paragraph in re.split(r"\n[ ]*\n", "\n\n".join(texts)):
        first, *others = paragraph.strip("\n").split("\n")
        if not item.match(first) and not first.startswith(("#", "|", "$$", "```")):
            assert not [line for line in others if item.match(line)], paragraph


def test_strict_nbval_runs_every_code_cell_of_every_lesson_in_order(request):
    """Each cell is collected, and goes where the cells of its notebook, shuffled, have been."""
    assert "notebooks" in request.config.getini("testpaths")
    assert request.config.option.nbval
    assert not request.config.option.nbval_lax
    cells = []
    for path, lesson in notebooks().items():
        found = list(IPyNbFile.from_parent(request.session, path=path).collect())
        assert [cell.cell.source for cell in found] == [cell.source for cell in code_of(lesson)]
        cells += found
    shuffled = [request.node, *random.sample(cells, len(cells)), request.node]
    runpy.run_path(FOLDER / "conftest.py")["pytest_collection_modifyitems"](shuffled)
    assert shuffled == [request.node, *cells, request.node]


SOURCE = """\
# %% [markdown]
# # 01 · A try

# %%
import io

import ipywidgets
from IPython.display import Image
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

print("one", flush=True)
print("two")

# %%
figure = Figure(figsize=(2, 1))
FigureCanvasAgg(figure)
figure.subplots().plot([0, 1])
picture = io.BytesIO()
figure.savefig(picture)
Image(picture.getvalue())

# %%
ipywidgets.IntSlider(3)

# %% jupyter={"source_hidden": true} tags=["solution"]
# BEGIN SOLUTION
6 * 7
# END SOLUTION
"""


@pytest.fixture
def course(tmp_path):
    """A course of one lesson, not built yet: the path its notebook will have."""
    notebook = tmp_path / "notebooks" / "01_try.ipynb"
    build.source_of(notebook).parent.mkdir(parents=True)
    build.source_of(notebook).write_text(SOURCE, encoding="utf-8")
    return notebook


@pytest.mark.slow
def test_building_an_unchanged_source_again_gives_the_same_bytes(course):
    build.build(course)
    first = course.read_bytes()
    course.unlink()
    build.build(course)
    assert course.read_bytes() == first
    assert build.disagreements(course) == []

    lesson = nbformat.read(course, as_version=4)
    printing, drawing, sliding, solving = (c for c in lesson.cells if c.cell_type == "code")
    assert [o.text for o in printing.outputs] == ["one\ntwo\n"]
    assert "image/png" in drawing.outputs[0].data
    assert sliding.outputs[0].data == {"text/plain": "IntSlider(value=3)"}
    assert solving.metadata == {"jupyter": {"source_hidden": True}, "tags": ["solution"]}
    assert [c.execution_count for c in lesson.cells[1:]] == [1, 2, 3, 4]
    assert lesson.metadata.kernelspec.name == "python3"
    assert "widgets" not in lesson.metadata
    assert "version" not in lesson.metadata.language_info


def test_what_pyplot_drew_is_stored_in_fewer_bytes_and_looks_the_same():
    figure = Figure(figsize=(3, 2), dpi=100)
    figure.subplots().plot(np.sin(np.arange(0.0, 9.0, 0.1)))
    file = io.BytesIO()
    figure.savefig(file, format="png")
    before = base64.b64encode(file.getvalue()).decode()
    output = nbformat.v4.new_output("display_data", data={"image/png": before, "text/plain": "x"})
    build.smaller(lesson_of(nbformat.v4.new_code_cell("x", outputs=[output])))
    after = output.data["image/png"]
    assert len(after) < 0.7 * len(before)
    pixels = [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), float)
        for png in (before, after)
    ]
    assert pixels[0].shape == pixels[1].shape == (200, 300, 3)
    assert np.abs(pixels[0] - pixels[1]).mean() < 1.0  # of 255


@pytest.mark.parametrize(
    ("new", "said"),
    [("6 / 0", "ZeroDivisionError"), ("import warnings\nwarnings.warn('oh')", "writes to stderr")],
)
def test_a_lesson_that_fails_or_warns_is_refused_and_not_written(course, new, said):
    build.source_of(course).write_text(f"# %%\n{new}\n", encoding="utf-8")
    with pytest.raises(build.LessonError, match=said):
        build.build(course)
    assert list(course.parent.iterdir()) == [course.parent / "source"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text/plain": "<object object at 0x7f2bd997a4d0>"}, "differs on other machines"),
        ({"text/plain": "/home/ann/lessons/01.csv"}, "differs on other machines"),
        ({"text/plain": "", "text/html": "C:\\Users\\ann"}, "differs on other machines"),
        ({"text/plain": "x" * 400_000}, "the limit is 400 kB"),
        ({"image/png": "iVBO"}, "without text: image/png"),
        ({"text/plain": "0x7f spikes at 0.1 ms / home"}, None),
        ({"text/plain": "a picture", "image/png": "iVBO/tmp/7"}, None),
        ({"text/plain": "", "text/html": '<img src="data:image/png;base64,iVBO/tmp/7">'}, None),
        ({"text/plain": "", "text/html": '<img alt="/tmp/7" src="data:,a">'}, "other machines"),
    ],
)
def test_what_other_machines_would_not_show_is_a_blemish(data, said):
    output = nbformat.v4.new_output("display_data", data=data)
    found = build.blemishes(
        build.normalised(lesson_of(nbformat.v4.new_code_cell("x", outputs=[output])))
    )
    assert [said in blemish for blemish in found] == ([True] if said else [])


def lesson_of(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def test_an_id_follows_the_text_of_its_cell_so_that_others_keep_theirs():
    cells = [nbformat.v4.new_code_cell(source) for source in ("a", "b", "a", "c")]
    before = [cell.id for cell in build.normalised(lesson_of(*cells)).cells]
    assert len(set(before)) == 4
    between = nbformat.v4.new_markdown_cell("new")
    after = [c.id for c in build.normalised(lesson_of(cells[0], between, *cells[1:])).cells]
    assert after[:1] + after[2:] == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lesson: lesson.cells.pop(), "4 cells, but 5 in the source"),
        (lambda lesson: lesson.cells[1].update(source="other"), "cell 1"),
        (lambda lesson: lesson.cells[4].metadata.pop("jupyter"), "cell 4"),
        (lambda lesson: lesson.cells[0].update(cell_type="raw"), "cell 0"),
    ],
)
def test_a_pair_out_of_step_is_found(course, change, said):
    lesson = build.read_source(build.source_of(course))
    course.write_text(build.text(lesson), encoding="utf-8")
    assert build.disagreements(course) == []
    change(lesson)
    course.write_text(nbformat.writes(lesson), encoding="utf-8")
    assert any(said in disagreement for disagreement in build.disagreements(course))


def test_half_a_pair_is_out_of_step(course):
    assert build.disagreements(course) == ["01_try.ipynb is missing"]
    course.write_text("{}", encoding="utf-8")
    build.source_of(course).unlink()
    assert build.disagreements(course) == ["01_try.py is missing"]
    with pytest.raises(build.LessonError, match=r"its source 01_try\.py is missing"):
        build.build(course)


def test_the_command_checks_all_lessons_or_those_that_are_named(capsys):
    assert build.main(["--check"]) == 0
    assert capsys.readouterr().out.count(": in step") == len([*LESSONS, RECIPES]) > 1
    assert build.main(["--check", "01", "02"]) == 0
    assert capsys.readouterr().out.count(": in step") == 2
    assert build.main(["--check", "99"]) == 1
    assert "There is no lesson '99', only 00_" in capsys.readouterr().err


def test_a_new_lesson_builds_at_once_and_is_told_what_it_lacks(tmp_path, monkeypatch, capsys):
    room = tmp_path / "snn_edu" / "lessons" / "try_out"
    shutil.copytree(FOLDER / "source", tmp_path / "notebooks" / "source")
    pages = ("README.md", "notebooks/guide/README.md", "notebooks/glossary.md")
    for path in (*pages, "paper/paper.md", "CHANGELOG.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / path, tmp_path / path)
    monkeypatch.setattr(build, "NOTEBOOKS", tmp_path / "notebooks")
    number = f"{len(LESSONS)}"
    assert build.main(["--new", number, "try_out"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "snn_edu/lessons/try_out/views.py has 2 TODO left." in said
    assert "notebooks/guide/README.md has 2 TODO left." in said
    before, now = (build.new_lesson.counted(len(LESSONS) + k) for k in (0, 1))
    assert [each for each in said if "counts other" in each] == [
        f"CHANGELOG.md counts other lessons than there are: expected {now!r}."
    ]
    assert now in (tmp_path / "paper" / "paper.md").read_text("utf-8")
    assert not [each for each in said if "missing" in each]
    for page in pages[:2]:
        text = (tmp_path / page).read_text("utf-8")
        (row,) = [line for line in text.splitlines(keepends=True) if f"{number}_try_out" in line]
        above, _, below = text.replace(now, before).partition(row)
        assert above + below == (PROJECT / page).read_text("utf-8")
        assert LESSONS[-1].stem in above.splitlines()[-1]

    for path in room.glob("*.py"):
        compile(path.read_text(encoding="utf-8"), str(path), "exec")
    (room / "views.py").unlink()
    missing = build.new_lesson.missing(f"{number}_try_out", tmp_path)
    assert "snn_edu/lessons/try_out/views.py is missing." in missing
    for new, why in (
        (f"{number} try_out", f"{number}_try_out has it"),
        ("7 try_out", "two digits"),
        ("98 no-name", "lower-case words"),
    ):
        assert build.main(["--new", *new.split()]) == 1
        assert why in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_stub_of_a_lesson_is_green_from_its_first_minute(tmp_path):
    """In a copy: what is asked of each lesson, but for the words that make an hour of it."""
    project, number = copy_project(tmp_path / "snn_edu"), f"{len(LESSONS)}"
    environment = {**os.environ, "PYTHONPATH": str(project)}
    for arguments in (["--new", number, "try_out"], [number]):
        run(sys.executable, "notebooks/build.py", *arguments, cwd=project, env=environment)
    tests = [*(project / "tests" / "lessons").glob("test_*.py"), "tests/lessons/try_out"]
    tests += [f"tests/test_{each}.py" for each in ("guide", "imports", "release")]
    tests += ["tests/command/test_class_votes.py", f"notebooks/{number}_try_out.ipynb"]
    chosen = f"try_out or imports or guide or release or code_of_one or {number}]"
    chosen = ["-k", f"({chosen}) and not 2000_words and not left_to", "-p", "no:randomly"]
    said = run(sys.executable, "-m", "pytest", *tests, *chosen, cwd=project, env=environment)
    assert int(re.search(r"(\d+) passed", said)[1]) > 40
    folders = (f"{folder}/lessons/try_out" for folder in ("snn_edu", "tests"))
    run(sys.executable, "-m", "ruff", "check", *folders, cwd=project)


def test_the_pair_that_jupytext_keeps_in_jupyterlab_is_the_pair_that_we_build(course, tmp_path):
    """A teacher edits the notebook; jupytext, as configured, writes our source and no header."""
    from jupytext import TextFileContentsManager
    from nbformat.sign import MemorySignatureStore, NotebookNotary

    (tmp_path / "pyproject.toml").write_bytes((PROJECT / "pyproject.toml").read_bytes())
    source = build.source_of(course)
    course.write_text(build.text(build.read_source(source)), encoding="utf-8")
    os.utime(source, (0, 0))  # a clone writes the two files in any order
    notary = NotebookNotary(data_dir=str(tmp_path), store_factory=MemorySignatureStore)
    manager = TextFileContentsManager(root_dir=str(tmp_path), notary=notary)  # not the user's own
    opened = manager.get("notebooks/01_try.ipynb")
    opened["content"]["cells"][-1]["source"] = "# BEGIN SOLUTION\n43\n# END SOLUTION"
    opened["content"]["cells"][-1]["metadata"]["collapsed"] = True
    manager.save(opened, "notebooks/01_try.ipynb")

    assert source.read_text(encoding="utf-8") == SOURCE.replace("6 * 7", "43")
    assert build.disagreements(course) == []
    assert [path.name for path in source.parent.iterdir()] == ["01_try.py"]
