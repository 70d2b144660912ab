"""Who is who: accounts, sessions, failed sign-ins, tokens, the journal of their changes, and links to OIDC providers.

Revision ID: 0019
Revises: 0018
"""

from zhifa.storage.migrations.script import refuse_downgrade, run_script

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("v0019_accounts")


def downgrade() -> None:
    refuse_downgrade("who had which account would be forgotten")
