"""Lists of what waits are read from indexes alone.

Revision ID: 0023
Revises: 0022
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0023_lists_from_indexes")


def downgrade() -> None:
    refuse_downgrade("lists would be as slow as they were")
