"""What staff typed as the outcome of a request is sealed; client ids become hashes; languages become codes.

Old outcomes can't be sealed here (a migration has no keys) and go; the reason stays in the request's history.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("support_request", sa.Column("sealed_outcome", sa.LargeBinary(), nullable=True))
    op.drop_column("support_request", "outcome")
    op.execute("UPDATE message SET client_message_id = NULL")
    op.execute(
        "UPDATE conversation SET language = NULL WHERE language NOT IN ('nl', 'en', 'tr', 'ar', 'pl', 'uk')"
    )
