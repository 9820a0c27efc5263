"""What the edition adds to Sphinx: formulas as MathML, and parameters that stand in comments.

MathML needs no script, reads aloud and prints; its font, STIX Two Math, comes with the page, cut
down to the letters that formulas use.
"""

from __future__ import annotations

import inspect
import logging
import re
import unicodedata
from contextlib import suppress
from dataclasses import is_dataclass
from importlib.metadata import files
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from latex2mathml.converter import convert
from linked import linked

FONT = "ziamath/fonts/STIXTwoMath-Regular.ttf"  # of a package of which nothing else is needed
SLANTED = [*range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C), 0x210E]  # italic letters
COMMENTED = re.compile(r"^    (\w+): ([^#=\n]+?)(?: = ([^#\n]+?))?  # (.+)$", re.MULTILINE)
MARKUP = re.compile(r"[|*\\]|_(?!\w)")


def write_font(file: Path, letters: set[str]) -> None:
    """Write the font of formulas, with these letters; a browser slants single ones itself."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    options = subset.Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    (source,) = [file for file in files("ziamath") or [] if str(file) == FONT]
    font = TTFont(Path(str(source.locate())))
    chosen = subset.Subsetter(options)
    slanted = {unicodedata.normalize("NFKC", chr(code)): code for code in SLANTED}
    also = {slanted[letter] for letter in letters if letter in slanted}
    chosen.populate(unicodes={ord(letter) for letter in letters} | also)
    chosen.subset(font)
    font.flavor = "woff"
    font.save(file)


def formula(self: Any, node: Any) -> None:
    """Write a formula of a page as MathML; its LaTeX stays as what is copied."""
    from docutils import nodes

    display = "inline" if isinstance(node, nodes.math) else "block"
    written = convert(node.astext().strip(), display=display)
    for said_anyway in (' xmlns="http://www.w3.org/1998/Math/MathML"', ' display="inline"'):
        written = written.replace(said_anyway, "")  # 5 kB of a page with 80 formulas
    self.body.append(f'<div class="math">{written}</div>' if display == "block" else written)
    raise nodes.SkipNode


def plain(app: Any, what: str, name: str, it: Any, options: Any, lines: list[str]) -> None:
    """Keep what stands in a docstring from being markup: |u|, a * b, np.bool_; link its names."""
    own = _names_of(it)
    for k, line in enumerate(lines):
        parts = line.split("`")
        parts[::2] = [MARKUP.sub(r"\\\g<0>", part) for part in parts[::2]]
        lines[k] = linked("`".join(parts), name, own)


def _names_of(it: Any) -> set[str]:
    """What a docstring calls by its own names: parameters and members."""
    own = set(dir(it)) if inspect.isclass(it) else set()
    with suppress(TypeError, ValueError):
        own |= set(inspect.signature(it).parameters)
    return own


def commented(app: Any, what: str, name: str, it: Any, options: Any, lines: list[str]) -> None:
    """Add to a dataclass the parameters that its source explains in comments, with their units."""
    if what != "class" or not is_dataclass(it) or {"Attributes", "Parameters"} & set(lines):
        return
    type_: Any = it
    fields = COMMENTED.findall(inspect.getsource(type_))
    if not fields:
        return
    section = ["Parameters", "----------"]
    for field, kind, default, said in fields:
        section += [
            f"{field} : {kind}",
            f"    {said}" + (f". Default {default}." if default else ""),
        ]
    before = next((k for k, line in enumerate(lines[1:]) if line.startswith("---")), len(lines))
    lines[before:before] = [*section, ""] if before < len(lines) else ["", *section, ""]


def setup(app: Any) -> dict[str, Any]:
    """Tell Sphinx."""
    app.add_html_math_renderer("mathml", (formula, None), (formula, None))
    app.connect("autodoc-process-docstring", commented, priority=300)
    app.connect("autodoc-process-docstring", plain, priority=400)  # napoleon comes at 500
    return {"parallel_read_safe": True, "parallel_write_safe": True}
