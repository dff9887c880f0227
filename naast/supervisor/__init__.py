"""`naast serve`: start web, engine and actions, keep them alive, stop them cleanly."""
