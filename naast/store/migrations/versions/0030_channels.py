"""Channels: links to addresses, what came in, what goes out, one-time passes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from naast.store.columns import UtcDateTime

revision = "0030"
down_revision = "0020"


def _conversation() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "channel_link",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=True),
        sa.Column("alias_hash", sa.String(length=64), nullable=True),
        sa.Column("person_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_options", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_step", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sent_seq", sa.Integer(), nullable=False),
        sa.Column("heard_at", UtcDateTime(), nullable=True),
        _conversation(),
        sa.PrimaryKeyConstraint("conversation_id"),
        sa.UniqueConstraint("channel", "address_hash"),
        sa.UniqueConstraint("channel", "alias_hash"),
    )
    op.create_index("ix_channel_link_person_hash", "channel_link", ["person_hash"])
    op.create_table(
        "channel_inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _conversation(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_channel_inbox_conversation_id", "channel_inbox", ["conversation_id"])
    op.create_table(
        "channel_seen",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("ix_channel_seen_at", "channel_seen", ["at"])
    op.create_table(
        "channel_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("provider_hash", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        _conversation(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_channel_outbox_conversation", "channel_outbox", ["conversation_id"])
    op.create_index("ix_channel_outbox_provider_hash", "channel_outbox", ["provider_hash"])
    op.create_index("ix_channel_outbox_state", "channel_outbox", ["state", "due_at"])
    op.create_table(
        "channel_pass",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        _conversation(),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_channel_pass_conversation_id", "channel_pass", ["conversation_id"])
