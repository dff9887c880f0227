"""Where the files of the pages are."""

from pathlib import Path

STATIC = Path(__file__).with_name("static")
