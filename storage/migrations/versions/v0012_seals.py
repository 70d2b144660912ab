"""Signed files of papers: who may be told that this very file was sealed.

Revision ID: 0012
Revises: 0011
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0012_seals")


def downgrade() -> None:
    refuse_downgrade("what was sealed would be forgotten")
