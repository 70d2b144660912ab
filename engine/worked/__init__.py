"""Worked examples: files that say what terms come to, worked by the engine's own reckoning and compared.

`docs/terms.md` describes the format. `work_file` works every example of a file.
"""

from zhifa.engine.worked.file import WorkedFileFaulty
from zhifa.engine.worked.results import Check, Worked
from zhifa.engine.worked.work import work_file

__all__ = ["Check", "Worked", "WorkedFileFaulty", "work_file"]
