"""Alembic's entry: `Database.migrate` passes the connection in, so there is no configuration file to drift."""

from __future__ import annotations

from alembic import context

from naast.store import channel_tables, support_tables  # noqa: F401  (their tables belong to the metadata)
from naast.store.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
