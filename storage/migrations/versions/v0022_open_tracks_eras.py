"""Which cases wait for the step that closes an open track, by an index; and, on PostgreSQL, the era of every entry among its words, so that a search for
a common one looks at the newest alone.

Revision ID: 0022
Revises: 0021
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0022_open_tracks_eras")


def downgrade() -> None:
    refuse_downgrade("searches would find nothing")
