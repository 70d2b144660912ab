"""The summary procedure: pads of numbered papers, and its decisions exempt from legal review (处罚法 51, 52).

Revision ID: 0004
Revises: 0003
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0004_summary_procedure")


def downgrade() -> None:
    refuse_downgrade("an exemption that decisions rest on is not taken back")
