"""Uploads that go on where they were cut, and events for receivers outside.

What happened before this migration is told to nobody: the feed of an agency begins with it.

Revision ID: 0021
Revises: 0020
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0021_uploads_events")


def downgrade() -> None:
    refuse_downgrade("which events were told to whom would be forgotten")
