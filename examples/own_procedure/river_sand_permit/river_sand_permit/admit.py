"""What the host's migration does once: its decisions may rest on the catalogue's answer that they need no review.

``python -m river_sand_permit.admit sqlite:///cases.db``, as the owner of the tables. Running it again changes nothing.
"""

from __future__ import annotations

import sys

from river_sand_permit import RIVER_SAND_PERMIT
from zhifa.storage.database import Database
from zhifa.storage.migrate import admit_assessed_kind


def admit(url: str) -> None:
    """Admit every kind of decision of the procedure in the database."""
    database = Database.open(url)
    try:
        with database.connection() as connection:
            for step in RIVER_SAND_PERMIT.transitions:
                if step.decides:
                    admit_assessed_kind(
                        connection,
                        workflow=RIVER_SAND_PERMIT.name,
                        version=RIVER_SAND_PERMIT.version,
                        kind=step.decides.name,
                    )
    finally:
        database.close()


if __name__ == "__main__":
    admit(sys.argv[1])
