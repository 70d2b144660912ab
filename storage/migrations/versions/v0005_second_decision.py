"""A decision made anew (责令重作) needs a review round of its own: no round clears two decisions (处罚法 58).

Revision ID: 0005
Revises: 0004
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0005_second_decision")


def downgrade() -> None:
    refuse_downgrade("a lock is not taken off")
