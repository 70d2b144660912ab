"""The watch over open terms: when each is looked at, the warnings that fired, whom they reached, what is to be sent, and who handles a case.

Revision ID: 0009
Revises: 0008
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0009_watch")


def downgrade() -> None:
    refuse_downgrade("warnings that fired are not taken back")
