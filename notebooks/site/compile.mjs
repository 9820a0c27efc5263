// Compiles the kernel's packages with the Python that will run them: node compile.mjs PYODIDE PLACE
// PLACE/packages loses its sources; PLACE/course keeps them, for a learner who looks.
import { pathToFileURL } from "node:url";

const [pyodideFolder, place] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: pyodideFolder });
python.FS.mkdirTree("/place");
python.FS.mount(python.FS.filesystems.NODEFS, { root: place }, "/place");
await python.runPythonAsync(`
import compileall, json, os, pathlib, py_compile, sys, sysconfig

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
AT = sysconfig.get_path("purelib")
for part, alone in (("packages", True), ("course", False)):
    folder = f"/place/{part}"
    done = compileall.compile_dir(folder, ddir=AT, quiet=1, legacy=alone, invalidation_mode=UNCHECKED)
    assert done, f"{part} cannot be compiled"
for file in pathlib.Path("/place/packages").rglob("*.py"):
    file.unlink()

# matplotlib looks through its fonts at the first start: let that have been here
os.environ |= {"MPLCONFIGDIR": "/place/packages/matplotlib/found", "MPLBACKEND": "agg"}
sys.path.insert(0, "/place/packages")
import matplotlib.font_manager

(found,) = pathlib.Path("/place/packages/matplotlib/found").glob("fontlist*.json")
told = json.loads(found.read_text())
letters = [font for font in told["ttflist"] if not font["fname"].startswith("/")]
told.update(ttflist=letters, afmlist=[])
found.write_text(json.dumps(told))
`);
process.exit(0);
