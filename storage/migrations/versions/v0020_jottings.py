"""What officers have typed and not handed in yet.

Revision ID: 0020
Revises: 0019
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0020_jottings")


def downgrade() -> None:
    refuse_downgrade("what officers have typed would be forgotten")
