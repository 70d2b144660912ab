"""The chain of custody of evidence.

Revision ID: 0003
Revises: 0002
"""

from zhifa.storage.migrations.script import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0003_evidence")


def downgrade() -> None:
    raise NotImplementedError("the custody of evidence is not taken back; restore a backup instead")
