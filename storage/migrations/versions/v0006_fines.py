"""The fines that decisions impose, by party, so that no act is fined twice (处罚法 29).

Revision ID: 0006
Revises: 0005
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0006_fines")


def downgrade() -> None:
    refuse_downgrade("what other cases are held against is not taken back")
