"""Other places than the web chat where a visitor writes, such as WhatsApp. See docs/kanalen.md."""
