"""The void of a number asks for the pad it stands on; a series may begin behind numbers that were used before this system.

Revision ID: 0015
Revises: 0014
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0015_number_starts")


def downgrade() -> None:
    refuse_downgrade("a series that began later would begin at 1")
