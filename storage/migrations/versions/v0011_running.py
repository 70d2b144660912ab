"""Running terms are counted from an index alone, and replays of published cases are found by one.

Revision ID: 0011
Revises: 0010
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0011_running")


def downgrade() -> None:
    refuse_downgrade("nothing is gained by dropping indexes")
