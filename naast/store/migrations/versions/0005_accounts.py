"""Second factor, invitations, lock-out, sessions that end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from naast.store.columns import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))
        staff.add_column(sa.Column("totp_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
        staff.add_column(sa.Column("totp_counter", sa.Integer(), nullable=False, server_default="0"))
        staff.add_column(sa.Column("oidc_subject", sa.String(length=255), nullable=True))
        staff.create_unique_constraint("uq_staff_oidc_subject", ["oidc_subject"])
    op.execute("DELETE FROM staff_session")  # everybody logs in once more
    with op.batch_alter_table("staff_session") as session:
        session.add_column(sa.Column("used_at", UtcDateTime(), nullable=False))
        session.add_column(sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "login_throttle",
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("email_hash"),
    )
