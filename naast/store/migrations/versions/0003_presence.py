"""Presence, teams, familiar faces, read marks, transfers, the alarm for who waits too long."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from naast.store.columns import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("team", sa.String(length=60), nullable=True))
        staff.add_column(sa.Column("max_chats", sa.Integer(), nullable=True))
        staff.add_column(
            sa.Column("availability", sa.String(length=10), nullable=False, server_default="available")
        )
        staff.add_column(sa.Column("last_seen_at", UtcDateTime(), nullable=True))
        staff.add_column(sa.Column("last_active_at", UtcDateTime(), nullable=True))
    with op.batch_alter_table("conversation") as conversation:
        conversation.add_column(sa.Column("owned_since", UtcDateTime(), nullable=True))
        conversation.add_column(sa.Column("regular_id", sa.Integer(), nullable=True))
        conversation.add_column(sa.Column("prefers_id", sa.Integer(), nullable=True))
        conversation.add_column(sa.Column("age_band", sa.String(length=10), nullable=True))
        conversation.add_column(sa.Column("language", sa.String(length=20), nullable=True))
        conversation.add_column(sa.Column("alarmed_at", UtcDateTime(), nullable=True))
        conversation.create_foreign_key("fk_conversation_regular", "staff", ["regular_id"], ["id"])
        conversation.create_foreign_key("fk_conversation_prefers", "staff", ["prefers_id"], ["id"])
    op.create_table(
        "transfer",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index("ix_transfer_to_id", "transfer", ["to_id"])
    op.create_table(
        "read_mark",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("conversation_id", "staff_id"),
    )
