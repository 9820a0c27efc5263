"""The course in a tab as files; tests/browser/test_lite.py opens it in a browser."""

import importlib.util
import json
import re
import zipfile
from pathlib import Path

import edition
import lite
import pytest
from packaging.requirements import Requirement

PROJECT = Path(__file__).parents[1]
spec = importlib.util.spec_from_file_location("notebooks_build", PROJECT / "notebooks" / "build.py")
build = importlib.util.module_from_spec(spec)
spec.loader.exec_module(build)


def write_wheel(folder, name, version, requires=(), files=("{name}/__init__.py",)):
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {each}" for each in requires]
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
        for file in files:
            wheel.writestr(file.format(name=name), "")
    return path


def test_a_wheel_is_listed_with_what_it_needs_in_a_browser(tmp_path):
    wheel = write_wheel(
        tmp_path,
        "Some_Thing",
        "1.2",
        requires=[
            "numpy>=2",
            "Other_Part ; python_version < '3.13'",
            "pexpect ; sys_platform != 'emscripten'",
            "pytest ; extra == 'test'",
        ],
        files=["some_thing/__init__.py", "single.py", "some_thing.libs/x.so"],
    )
    listed = lite.entry(wheel)
    assert (listed["name"], listed["version"]) == ("some-thing", "1.2")
    assert listed["depends"] == ["numpy", "other-part"]
    assert listed["imports"] == ["single", "some_thing"]


def test_the_kernels_list_names_only_what_is_there_and_stand_ins_for_what_it_asks_for(tmp_path):
    pyodide, wheels, target = (tmp_path / name for name in ("pyodide", "wheels", "target"))
    for folder in (pyodide, wheels):
        folder.mkdir()
    write_wheel(wheels, "matplotlib", "3.10.8", requires=["numpy", "contourpy"])
    write_wheel(wheels, "numpy", "2.2.6")
    lock = {"info": {"python": "3.12.7"}, "packages": {"rich": {}}}
    (pyodide / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    (pyodide / "pyodide.js").touch()
    lite.bring_kernel(target, pyodide, wheels)
    listed = json.loads((target / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert listed["info"] == lock["info"]
    assert listed["packages"].keys() == {"matplotlib", "numpy", "ssl", "sqlite3"}
    assert listed["packages"]["matplotlib"]["depends"] == ["numpy"]
    for package in listed["packages"].values():
        assert (target / package["file_name"]).is_file()
    assert (target / "pyodide.js").is_file()


def test_a_wheel_that_is_not_there_is_named(tmp_path):
    wheel = write_wheel(tmp_path, "comm", "0.2.3")
    assert lite.chosen(tmp_path, ["comm==0.2.3"]) == [wheel]
    with pytest.raises(FileNotFoundError, match=r"there is no wheel of comm==0\.2\.4"):
        lite.chosen(tmp_path, ["comm==0.2.4"])


def test_a_kernel_of_ones_own_needs_its_packages(tmp_path):
    with pytest.raises(ValueError, match="needs its packages too"):
        lite.build(tmp_path / "site", pyodide=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_build_says_when_it_fails_is_in_the_error(tmp_path):
    with pytest.raises(RuntimeError, match="No module named no_such_module"):
        lite.run("no_such_module", "--flag", at=tmp_path)


def test_both_halves_of_a_widget_are_of_one_version_and_the_kernel_is_the_one_that_is_tested():
    assert {pin for pin in lite.IN_THE_KERNEL if pin in lite.ON_THE_PAGE} == {"anywidget==0.11.0"}
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    version = re.search(r"pyodide@(\S+) ", ci)[1]
    assert f"/v{version}/" in lite.PUBLIC_HOME


def test_the_build_command_writes_each_part_to_its_folder(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr(lite, "build", lambda *given: built.append(given))
    monkeypatch.setattr(edition, "build_edition", lambda *given: built.append(given))
    assert build.main(["--site", str(tmp_path), "--pyodide", "kernel", "--wheels", "few"]) == 0
    assert built == [(tmp_path,), (tmp_path / "lite", Path("kernel"), Path("few"))]


def test_the_site_is_published_as_the_build_makes_it():
    steps = (PROJECT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert re.findall(r"run: (.+)", steps) == [
        'python -m pip install --editable ".[site]"',
        "python notebooks/build.py --site public",
    ]
    assert re.search(r"upload-pages-artifact@v\d+\n\s+with:\n\s+path: public\n", steps)


@pytest.mark.index
@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="pip is not installed here")
def test_the_public_site_has_its_kernel_from_home_and_the_rest_of_the_first_cell_itself(tmp_path):
    lite.build(tmp_path / "site")
    said = json.loads((tmp_path / "site" / "jupyter-lite.json").read_text(encoding="utf-8"))
    settings = said["jupyter-config-data"]["litePluginSettings"][f"{lite.KERNEL}:kernel"]
    assert settings["pyodideUrl"] == lite.PUBLIC_HOME
    index = json.loads((tmp_path / "site" / "pypi" / "all.json").read_text(encoding="utf-8"))
    pinned = {Requirement(pin).name for pin in lite.IN_THE_KERNEL}
    assert index.keys() == {"snn-edu"} | pinned
    extensions = said["jupyter-config-data"]["federated_extensions"]
    assert {extension["name"] for extension in extensions} == {
        "@jupyter-widgets/jupyterlab-manager",
        "anywidget",
        lite.KERNEL,
    }
    lessons = {path.name for path in (tmp_path / "site" / "files").glob("*.ipynb")}
    assert lessons == {path.name for path in (PROJECT / "notebooks").glob("[0-9]*.ipynb")}
