"""The ends of fines that fell on a remedy, and what cases say of one another (关联案件).

Revision ID: 0007
Revises: 0006
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0007_fine_ends_and_links")


def downgrade() -> None:
    refuse_downgrade("what the record says of fines and of other cases is not taken back")
