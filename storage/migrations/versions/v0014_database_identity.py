"""The database's identity, by which a folder of files knows to which database it belongs.

Revision ID: 0014
Revises: 0013
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0014_database_identity")


def downgrade() -> None:
    refuse_downgrade("the files of this database would belong to none")
