"""Fill in who publishes this: `python .github/publish.py your-name "Ada Lovelace" "Bo Ng"`.

The name on GitHub and the authors are written everywhere, on any system, and what is true only
before the first release goes. What it cannot know stays marked: `pytest tests/test_release.py -rs`
lists it.
"""

import subprocess
import sys
from pathlib import Path

NOBODY, AUTHORS, UNPUBLISHED = "OWNER", "The snn_edu authors", "<!-- unpublished -->"
KEPT = (
    "CONTRIBUTING.md",
    "tests/",
    ".github/publish.py",
    "snn_edu/lessons/",
)  # other owners, or us


def filled(line: str, owner: str, authors: list[str]) -> str:
    """A line with the names in it; nothing of one that says that all is unpublished."""
    if UNPUBLISHED in line:
        return ""
    if line.rstrip() == f"  - name: {AUTHORS}":  # CITATION.cff has a line for each
        return "".join(f"  - name: {each}\n" for each in authors)
    return line.replace(NOBODY, owner).replace(AUTHORS, ", ".join(authors))


def main(owner: str, *authors: str) -> None:
    """Write the names into each text file that git knows."""
    names = subprocess.check_output(("git", "ls-files"), text=True).splitlines()
    for path in (Path(name) for name in names if not name.startswith(KEPT)):
        before = path.read_bytes()
        if b"\0" not in before:
            lines = before.decode().splitlines(keepends=True)
            path.write_bytes("".join(filled(line, owner, [*authors]) for line in lines).encode())


if __name__ == "__main__":
    if len(sys.argv) < 3 or not sys.argv[1].replace("-", "").isalnum():
        sys.exit(__doc__)
    main(*sys.argv[1:])
