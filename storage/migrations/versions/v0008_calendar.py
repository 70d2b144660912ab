"""The calendar files of an agency, and the runs that counted its open terms anew by them.

Revision ID: 0008
Revises: 0007
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0008_calendar")


def downgrade() -> None:
    refuse_downgrade("terms were reckoned by these calendars")
