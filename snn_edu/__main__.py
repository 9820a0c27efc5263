"""`python -m snn_edu` is the `snn-edu` command."""

import sys

from snn_edu.command.cli import main

sys.exit(main())
