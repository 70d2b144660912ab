"""Where officers are reached with warnings: their e-mail addresses.

Revision ID: 0010
Revises: 0009
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0010_contacts")


def downgrade() -> None:
    refuse_downgrade("addresses would be lost")
