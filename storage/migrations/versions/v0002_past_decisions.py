"""Past decisions taken over from tables, with the imports that brought them.

Revision ID: 0002
Revises: 0001
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0002_past_decisions")


def downgrade() -> None:
    refuse_downgrade("imported decisions are not taken back")
