"""SQLAlchemy tables, sessions and migrations. SQLite in WAL by default, PostgreSQL by `NAAST_DATABASE_URL`."""
