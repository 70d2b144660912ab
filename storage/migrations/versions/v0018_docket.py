"""What people see of all cases: the docket that lists read, the index that searches read, and who read what.

Docket and index come empty; opening the database, or `zhifa db upgrade`, makes them of the case files (:mod:`zhifa.engine.restoring`).

Revision ID: 0018
Revises: 0017
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0018_docket")


def downgrade() -> None:
    refuse_downgrade("who read what would be forgotten")
