"""Numbers that were voided because their printed form was spoilt; no paper may bear one.

Revision ID: 0013
Revises: 0012
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0013_voided_numbers")


def downgrade() -> None:
    refuse_downgrade("the numbers that were voided would be lost")
