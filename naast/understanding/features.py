"""A line as numbers: its words and letters, its word fields, and its meaning as a vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from naast.understanding.encoder import Vectors
from naast.understanding.text import normalise
from naast.understanding.word_fields import WordFields

_WORD = r"\w+(?:['-]\w+)*"


@dataclass(frozen=True, slots=True)
class Lexical:
    """Words, pairs of words, parts of words and word fields; each group has length one. Fitted on examples."""

    word: Any
    parts: Any
    fields: WordFields
    field_weights: NDArray[np.float32]

    @classmethod
    def learnt(cls, texts: Sequence[str], fields: WordFields) -> tuple[Lexical, Any]:
        """What `texts` teach, and their own features."""
        common = {"preprocessor": normalise, "sublinear_tf": True, "dtype": np.float32}
        word = TfidfVectorizer(token_pattern=_WORD, ngram_range=(1, 2), **common)
        parts = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, **common)
        counts = fields.features(texts)
        rarity = (np.log((len(texts) + 1) / ((counts > 0).sum(axis=0) + 1)) + 1).astype(np.float32)
        groups = (word.fit_transform(texts), parts.fit_transform(texts), unit_rows(counts * rarity))
        return cls(word, parts, fields, rarity), _side_by_side(*groups)

    def features(self, texts: Sequence[str]) -> Any:
        """Sparse (lines, features), float32."""
        fields = unit_rows(self.fields.features(texts) * self.field_weights)
        return _side_by_side(self.word.transform(texts), self.parts.transform(texts), fields)


def _side_by_side(word: Any, parts: Any, fields: NDArray[np.float32]) -> Any:
    return sparse.hstack([word, parts, sparse.csr_matrix(fields)], format="csr", dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors around their middle: e5's vectors all point the same way, the difference is what tells."""

    middle: NDArray[np.float32]

    @classmethod
    def fitted(cls, vectors: Vectors) -> Meaning:
        return cls(vectors.mean(axis=0))

    def features(self, vectors: Vectors) -> Vectors:
        return unit_rows(vectors - self.middle)


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row at length one; a row of zeros stays so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
