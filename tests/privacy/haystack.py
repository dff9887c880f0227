"""Searching everything a running Naast leaves behind for words that somebody typed."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

_CHUNK = 1 << 22


def disguises(phrase: str) -> tuple[bytes, ...]:
    """The phrase as it is, in capitals, as hex, in UTF-16, and as base64 at each of its three alignments."""
    plain = phrase.encode()
    encoded = [base64.b64encode(b" " * shift + plain) for shift in range(3)]
    whole = [part[(0, 2, 3)[shift] : -4] for shift, part in enumerate(encoded)]  # the edges mix with neighbours
    urlsafe = [part.translate(bytes.maketrans(b"+/", b"-_")) for part in whole]
    other = [plain.upper(), plain.hex().encode(), plain.decode().encode("utf-16-le"), plain.replace(b" ", b"%20")]
    return tuple(dict.fromkeys([plain, *other, plain.replace(b" ", b"+"), *whole, *urlsafe]))


def found_in(folder: Path, phrases: Iterable[str], *, skip: Iterable[str] = ()) -> list[str]:
    """Files under `folder` that hold one of the phrases; folders named in `skip` are left out."""
    needles = [needle for phrase in phrases for needle in disguises(phrase)]
    left_out = set(skip)
    files = (file for file in folder.rglob("*") if not left_out & set(file.parts))
    return [str(file) for file in files if file.is_file() and holds(file, needles)]


def holds(file: Path, needles: Iterable[bytes]) -> bool:
    """Does the file hold one of these? A file that vanished meanwhile holds nothing."""
    wanted = list(needles)
    try:
        return any(needle in part for part in _overlapping(file, max(map(len, wanted))) for needle in wanted)
    except FileNotFoundError:
        return False


def open_files(pid: int) -> list[Path]:
    """Regular files that a process holds open, also those without a name any more."""
    folder = Path(f"/proc/{pid}/fd")
    return [link for link in folder.iterdir() if link.is_file()]


def _overlapping(file: Path, longest: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        before = b""
        while chunk := opened.read(_CHUNK):
            yield before + chunk
            before = chunk[-longest:]
