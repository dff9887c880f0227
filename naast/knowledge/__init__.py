"""The content: load it, check it, turn it into answers. The content is data; see docs/redacteuren.md."""
