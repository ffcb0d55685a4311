"""What a report leaves in the index: under a kilobyte by which copies, retellings and reports of one event are found.

Three sorts of keys, all 64-bit numbers. Bands of a MinHash over word shingles (rensa) find near-identical texts. A
sample of the shingles themselves, chosen by their hash alone, finds texts that contain each other however much was cut
off or put around: the sample of a part is a part of the sample. The rarest topic words find retellings.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from communique.records import Frozen, Report
from communique.stories.texts import weights
from communique.stories.topics import terms
from communique.stories.words import Hashes, Words, mix, shingles, words

__all__ = ["Fingerprint", "fingerprint", "fingerprints"]

SHINGLE = 5
_ROWS = 4
_BANDS = 16
_SEED = 20_210_711
# One shingle in eight: a text of 50 words leaves 6, one of 400 words 50.
_SAMPLE = 8
# The topic words that say most.
_TERMS = 32


class Fingerprint(Frozen, frozen=True, kw_only=True):
    """The keys of one report, each sorted; plain unsigned 64-bit numbers."""

    report_id: str
    bands: tuple[int, ...] = ()
    samples: tuple[int, ...] = ()
    terms: tuple[int, ...] = ()


def fingerprint(report: Report) -> Fingerprint:
    """The fingerprint of one report; see `fingerprints`."""
    return next(iter(fingerprints([report])))


def fingerprints(reports: Iterable[Report], *, batch: int = 512) -> Iterable[Fingerprint]:
    """Fingerprints in the order of the reports, `batch` of them at a time in memory."""
    pending: list[tuple[str, Words]] = []
    for report in reports:
        pending.append((report.report_id, words(report.text)))
        if len(pending) == batch:
            yield from _batch(pending)
            pending = []
    yield from _batch(pending)


def _batch(pending: list[tuple[str, Words]]) -> Iterable[Fingerprint]:
    sets = [shingles(text.hashes, SHINGLE) for _, text in pending]
    for (report_id, text), found, bands in zip(pending, sets, _bands(sets), strict=True):
        yield Fingerprint(
            report_id=report_id,
            bands=bands,
            samples=tuple(np.unique(found[found % np.uint64(_SAMPLE) == 0]).tolist()),
            terms=_terms(text),
        )


def _bands(sets: list[Hashes]) -> list[tuple[int, ...]]:
    """The band keys of each set of shingles; none for an empty set."""
    import rensa

    if not sets:
        return []
    offsets = np.concatenate(([0], np.cumsum([len(found) for found in sets]))).astype(np.uint64)
    flat = np.concatenate(sets).astype(np.uint64)
    matrix: Any = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, _ROWS * _BANDS, _SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(sets), _BANDS, _ROWS)
    keys = np.arange(_BANDS, dtype=np.uint64) + np.zeros((len(sets), 1), dtype=np.uint64)
    for row in range(_ROWS):
        keys = mix(keys ^ (rows[:, :, row] + np.uint64(row + 1)))
    return [tuple(key) if len(found) else () for key, found in zip(keys.tolist(), sets, strict=True)]


def _terms(found: Words) -> tuple[int, ...]:
    """The topic words of a text that say most."""
    stems, values = terms(found, weights(found.hashes), np.ones(len(found), dtype=bool))
    best = np.lexsort((stems, -np.round(values, 6)))[:_TERMS]
    return tuple(sorted(stems[best].tolist()))
