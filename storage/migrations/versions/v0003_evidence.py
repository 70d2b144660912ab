"""The chain of custody of evidence.

Revision ID: 0003
Revises: 0002
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0003_evidence")


def downgrade() -> None:
    refuse_downgrade("the custody of evidence is not taken back")
