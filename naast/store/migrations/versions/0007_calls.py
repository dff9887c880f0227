"""Who calls a family back, and how often nobody answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("callback") as callback:
        callback.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        callback.add_column(sa.Column("missed", sa.Integer(), nullable=False, server_default="0"))
        callback.create_foreign_key("fk_callback_staff", "staff", ["staff_id"], ["id"])
