"""A release: one version, one owner, a page on PyPI, true minimums, and what the judges say."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
from installing import (
    PROJECT,
    PYPROJECT,
    build_wheel,
    copy_project,
    execute,
    free_environment,
    metadata,
    new_environment,
    python_of,
    run,
)
from new_lesson import counted
from packaging.requirements import Requirement

import snn_edu
from snn_edu.command.lesson_files import read_lessons

NOBODY = "OWN" + "ER"  # in parts, so that the line that fills a name in does not change it here
UNPUBLISHED = "<!-- " + "unpublished -->"
AUTHORS = "The snn_edu " + "authors"
MISSING = re.compile(f"{NOBODY}|{UNPUBLISHED}|{AUTHORS}|TO FILL " + "IN")
TEXTS = {".bib", ".cff", ".ipynb", ".md", ".py", ".toml", ".yml"}


def read(name, folder=PROJECT):
    return (folder / name).read_text(encoding="utf-8")


def texts(folder):
    """Path and text of each file that people read, but of those that say what to fill in."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        ours = ("CONTRIBUTING.md", ".github/publish.py")
        if path.is_file() and path.suffix in TEXTS and name not in ours:
            yield name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("CITATION.cff", r"^version: (.+)$"),
        ("CHANGELOG.md", r"^## (\S+)"),
        ("CONTRIBUTING.md", r"and the tag `v(\S+)`"),
    ],
)
def test_what_names_the_version_names_this_one(file, line):
    assert re.search(line, read(file), re.MULTILINE)[1] == snn_edu.__version__


def tags(*options):
    """The version tags of this repository; none where it is no repository."""
    command = ("git", "tag", "--list", "v*", *options)
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return done.stdout.split()


def test_a_tag_is_of_this_version_and_every_tag_is_in_the_changelog():
    if not tags():
        pytest.skip("nothing is tagged yet")
    versions = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert {tag.removeprefix("v") for tag in tags()} <= set(versions)
    assert tags("--points-at", "HEAD") in ([], [f"v{snn_edu.__version__}"])


ADDRESS = re.compile(
    r"(?:github\.com(?:/|%2F)|mybinder\.org/v2/gh/|colab\.research\.google\.com/github/|"
    r"raw\.githubusercontent\.com/)([\w-]+)(?:/|%2F)snn_edu|\b([\w-]+)\.github\.io/snn_edu"
)


def owner(folder=PROJECT):
    """Who publishes this, as one line of pyproject.toml says."""
    line = r'^Repository = "https://github.com/([\w-]+)/snn_edu"$'
    return re.search(line, read("pyproject.toml", folder), re.MULTILINE)[1]


def to_fill_in(folder):
    """Where something is missing that only the one who publishes knows: file, line, what."""
    return [
        f"{name}:{number} {found}"
        for name, text in texts(folder)
        for number, line in enumerate(text.splitlines(), 1)
        for found in sorted(set(MISSING.findall(line)))
    ]


def test_a_tagged_version_has_nothing_left_to_fill_in(clone):
    missing = to_fill_in(clone)
    if missing and not tags("--points-at", "HEAD"):
        pytest.skip(f"before a release, fill in {'; '.join(missing)}")
    assert missing == []


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A clone whose owner and authors were filled in by the line that CONTRIBUTING gives."""
    if shutil.which("git") is None:
        pytest.skip("git says which files there are")
    (line,) = re.findall(r"`python (\.github/publish\.py .+?)`", read("CONTRIBUTING.md"))
    target = copy_project(tmp_path_factory.mktemp("published") / "snn_edu")
    run("git", "init", "--quiet", cwd=target)
    run("git", "add", "--all", cwd=target)
    run(sys.executable, *shlex.split(line), cwd=target)
    return target


def test_one_line_fills_the_owner_in_and_every_address_of_the_repository_names_its_owner(published):
    assert owner(published) == ("your-name" if owner() == NOBODY else owner())
    addresses = [
        ("".join(found), name) for name, text in texts(published) for found in ADDRESS.findall(text)
    ]
    assert len(addresses) >= 10
    assert [each for each in addresses if each[0] != owner(published)] == []
    assert not [line for line in to_fill_in(published) if not line.endswith("TO FILL " + "IN")]
    if owner() == NOBODY:
        assert "  - name: Ada Lovelace\n  - name: Bo Ng\n" in read("CITATION.cff", published)
        assert "(c) 2026, Ada Lovelace, Bo Ng" in read("LICENSE", published)


LINK = re.compile(r"\]\(([^)]*)\)")


def test_the_page_on_pypi_has_no_placeholder_and_no_link_that_leads_nowhere_there(wheel):
    page = metadata(wheel).get_payload()
    assert page.startswith("# snn_edu")
    assert page.count("```") == read("README.md").count("```")
    assert not MISSING.search(page)
    assert [link for link in LINK.findall(page) if not link.startswith("https://")] == []


def test_once_there_is_an_owner_every_link_of_the_readme_is_an_address_of_a_file(
    published, tmp_path
):
    page = metadata(build_wheel(tmp_path, published)).get_payload()
    assert len(LINK.findall(page)) == len(LINK.findall(read("README.md", published)))
    links = [link for link in LINK.findall(page) if f"/{owner(published)}/snn_edu/" in link]
    paths = re.findall(r"(?:/blob|/snn_edu)/main/([\w./-]+)", " ".join(links))
    assert len(paths) > 20
    assert [path for path in paths if not (published / path).exists()] == []


def test_the_readme_names_extras_that_there_are():
    named = set(re.findall(r"\[([a-z]+)\]'", read("README.md")))
    assert "lab" in named
    assert named <= set(PYPROJECT["project"]["optional-dependencies"])


PAPER = read("paper/paper.md")
ENTRIES = dict(re.findall(r"@\w+\{(\w+),(.*?)\n\}", read("paper/paper.bib"), re.DOTALL))
TOOLS = {"gewaltig2007nest", "harris2020numpy", "kluyver2016jupyter", "manz2024anywidget"}
TOOLS |= {"stimberg2019brian2", "thart2022neuromatch"}  # no lesson cites these


def test_the_paper_counts_the_lessons_and_their_minutes_right():
    lessons = read_lessons(PROJECT / "notebooks")
    assert counted(len(lessons)) in PAPER
    minutes = [lesson.minutes for lesson in lessons]
    assert f"from {min(minutes)} to {max(minutes)} minutes each" in " ".join(PAPER.split())


def test_what_the_paper_cites_is_in_its_list_and_the_lessons_give_the_same_doi():
    cited = set(re.findall(r"@(\w+)", PAPER))
    assert cited == ENTRIES.keys()
    library = " ".join(text for name, text in texts(PROJECT / "snn_edu"))
    library += " ".join(text for name, text in texts(PROJECT / "notebooks" / "source"))
    for key, entry in ENTRIES.items():
        doi = re.search(r"doi = \{(.+)\}", entry)[1]
        assert key in TOOLS or f"doi:{doi}" in library, f"{key}: {doi}"


@pytest.mark.index
@pytest.mark.slow
def test_twine_pyroma_cffconvert_repo_review_and_zizmor_find_nothing(clone, wheel, tmp_path):
    environment = free_environment(tmp_path)
    judges = ("twine", "pyroma", "cffconvert", "sp-repo-review[cli]", "zizmor")
    python = new_environment(tmp_path / "judges", *judges)
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=clone)
    (source,) = tmp_path.glob("*.tar.gz")
    tools = python.parent
    run(python, "-m", "twine", "check", "--strict", wheel, source, env=environment)
    assert "Final rating: 10/10" in run(tools / "pyroma", source, env=environment)
    run(tools / "cffconvert", "--validate", cwd=clone, env=environment)
    run(tools / "sp-repo-review", clone, env=environment)
    run(tools / "zizmor", "--offline", clone / ".github", env=environment)


@pytest.mark.index
@pytest.mark.slow
@pytest.mark.parametrize("runner", ["uvx --from", "pipx run --spec"])
def test_the_readme_line_starts_the_course_where_nothing_is_installed(runner, wheel, tmp_path):
    environment = free_environment(tmp_path)
    tool = runner.split()[0]
    name = {"uvx": "uv"}.get(tool, tool)
    python = new_environment(tmp_path / "tool", name)
    line = f"{runner} 'snn-edu[lab]' snn-edu start"
    assert line in read("README.md")
    for said, meant in (("snn-edu[lab]", f"snn-edu[lab] @ {wheel.as_uri()}"), (tool, "TOOL")):
        line = line.replace(said, meant, 1)
    line = line.replace("TOOL", str(python.parent / tool))
    said = run("sh", "-c", f"{line} mine --no-lab", cwd=tmp_path, env=environment)
    assert "Your lessons are in" in said
    assert len(list((tmp_path / "mine").glob("*.ipynb"))) >= 14
    doctor = line.removesuffix("start") + "doctor"
    assert "All is well." in run("sh", "-c", doctor, cwd=tmp_path, env=environment)


@pytest.mark.index
@pytest.mark.slow
def test_the_lowest_versions_that_are_allowed_run_lessons(clone, tmp_path):
    python = python_of("3.11") or python_of("3.12")  # for these there are wheels of the lowest
    if python is None:
        pytest.skip("neither Python 3.11 nor 3.12 is here")
    environment = free_environment(tmp_path)
    project = PYPROJECT["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["lab"]
    lowest = {r.name: lower_bound(r) for r in map(Requirement, wanted)}
    pins = [f"{name}=={version}" for name, version in lowest.items()]
    python = new_environment(tmp_path / "lowest", f"{clone}[lab]", *pins, python=python)
    command = python.parent / "snn-edu"
    said = run(command, "doctor", cwd=tmp_path, env=environment)
    assert "All is well." in said
    for name in ("numpy", "matplotlib"):
        assert f"{name} {lowest[name]}" in said
    run(command, "start", "mine", "--no-lab", cwd=tmp_path, env=environment)
    for number in ("01", "09", "10", "17"):
        (lesson,) = (tmp_path / "mine").glob(f"{number}_*.ipynb")
        execute(python, lesson, environment)


def lower_bound(requirement):
    """The one lower bound of a requirement, in full: 2.0 is 2.0.0."""
    (bound,) = (each.version for each in requirement.specifier if each.operator in (">=", "~="))
    return bound + ".0" * (2 - bound.count("."))


def test_every_requirement_has_one_lower_bound():
    for extra in (PYPROJECT["project"]["dependencies"], PYPROJECT["build-system"]["requires"]):
        assert [lower_bound(each) for each in map(Requirement, extra)]
