"""Seals that the register of an agency names, and a real seal that takes the place of a wrong one.

Revision ID: 0016
Revises: 0015
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0016_agency_seals")


def downgrade() -> None:
    refuse_downgrade("which seals are the agency's own would be forgotten")
