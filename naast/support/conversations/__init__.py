"""The guided conversations about people around you: JIM, maatje, steungezin, and offering to help (ADR 0005)."""
