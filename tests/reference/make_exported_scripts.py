"""Write exported_nest.json and exported_brian2.json: scripts, and their spikes in the simulator.

Run: python tests/reference/make_exported_scripts.py nest (or brian2), where that is installed.
Each network is that of `export_cases.network_and_run`; script, a fingerprint of its arrays and the
spikes are stored together, so that a script that changes must be run anew.
"""

import importlib.metadata
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from export_cases import (  # noqa: E402
    CASES,
    balanced_network_and_run,
    digest,
    digest_of_arrays,
    network_and_run,
    spikes_of_script,
)

from snn_edu import export  # noqa: E402

PACKAGE = {"nest": "nest-simulator", "brian2": "brian2"}


def stored(peer, name):
    """A case as it is stored."""
    network, run = network_and_run(name)
    script = getattr(export, f"to_{peer}")(network, **run)
    return {
        "id": name,
        "script": script.text.splitlines(),
        "arrays": digest_of_arrays(script),
        "expected": spikes_of_script(script, run["dt"]),
        "source": f"{PACKAGE[peer]} {importlib.metadata.version(PACKAGE[peer])}, "
        "tests/reference/make_exported_scripts.py",
    }


def balanced(peer):
    """The balanced network as it is stored: fingerprints of what is large."""
    network, run = balanced_network_and_run()
    script = getattr(export, f"to_{peer}")(network, **run)
    rows = spikes_of_script(script, run["dt"])["cells"]
    return {
        "script": script.text.splitlines(),
        "arrays": digest_of_arrays(script),
        "spikes": len(rows),
        "rows": digest(rows),
    }


if __name__ == "__main__":
    (peer,) = sys.argv[1:]
    cases = [stored(peer, name) for name in CASES]
    made = {"topic": f"exported_{peer}", "cases": cases, "balanced": balanced(peer)}
    text = json.dumps(made)
    (HERE / f"exported_{peer}.json").write_text(text + "\n")
