"""The command line: arguments to commands of the office, and answers to text or JSON. No rule of law or procedure lives here.

Exit codes: 0 done; 1 refused, or something found that should not be, or the database failed; 2 the input cannot be used. What went wrong is
said on the error stream. The office and everything below it are imported by the commands that need them, so that help comes at once.
"""

from __future__ import annotations

import gc
import sys

from zhifa.cli.app import app
from zhifa.cli.faults import run

__all__ = ["main"]


def main() -> None:
    """Run the command line given to this process and leave with its exit code."""
    # What a command loads lives as long as it does: to look for garbage among it every 700 objects takes a tenth of its time or more, and to
    # look through all of it again and again, a fifth where that is a large register.
    gc.set_threshold(50_000, 50)
    sys.exit(run(app))
