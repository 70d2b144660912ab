"""The tables and locks of a case from report to archive.

Revision ID: 0001
Revises: nothing
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0001_spine")


def downgrade() -> None:
    refuse_downgrade("the record of a case is not taken back")
