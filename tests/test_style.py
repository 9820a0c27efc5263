"""Lint, format and types are tests like any other; types (20 s of CPU) in the long half."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


TYPES = pytest.param(("mypy",), marks=[pytest.mark.slow, pytest.mark.computes])  # NumPy's newest


@pytest.mark.parametrize(
    "command", [("ruff", "check"), ("ruff", "format", "--check"), TYPES], ids=" ".join
)
def test_the_code_is_clean_under(command):
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if run.returncode:
        pytest.fail(run.stdout + run.stderr, pytrace=False)
