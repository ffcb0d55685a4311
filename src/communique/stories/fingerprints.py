"""What a report leaves in the index: under a kilobyte by which copies, retellings and reports of one event are found.

Three sorts of keys, all 64-bit numbers. Bands of a MinHash over word shingles (rensa) find near-identical texts. A
sample of the shingles themselves, chosen by their hash alone, finds texts that contain each other however much was cut
off or put around: the sample of a part is a part of the sample. The rarest topic words find retellings.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.records import Frozen, Report
from communique.stories.batches import Batch, batches, rank
from communique.stories.topics import LEAD_WORDS
from communique.stories.topics import terms as terms_of
from communique.stories.words import Hashes, Places, mix, shingles

__all__ = ["Fingerprint", "fingerprint", "fingerprints", "marks"]

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


def fingerprints(reports: Iterable[Report], *, topics: bool = True, batch: int = 16) -> Iterable[Fingerprint]:
    """Fingerprints in the order of the reports, `batch` of them at a time.

    Without `topics` copies are found, but neither retellings nor reports of one event.
    """
    for some in batches(reports, batch):
        yield from marks(some, topics=topics)


def marks(batch: Batch, *, topics: bool = True) -> Iterable[Fingerprint]:
    """Fingerprints of the reports of a batch, in their order."""
    reports, found, owner = batch
    runs, whose = shingles(found.hashes, SHINGLE), owner[: max(0, len(owner) - SHINGLE + 1)]
    # A shingle that begins in one text and ends in the next is in neither.
    within = whose == owner[SHINGLE - 1 :]
    runs, whose = runs[within], whose[within]
    sampled = (runs & np.uint64(_SAMPLE - 1)) == 0
    samples = _by_owner(whose[sampled], runs[sampled], len(reports))
    terms: list[tuple[int, ...]] = [()] * len(reports)
    if topics:
        lead = rank(owner, len(reports)) < LEAD_WORDS
        terms = _best_terms(*terms_of(found, np.ones(len(owner), dtype=bool), lead, owner, len(reports)), len(reports))
    for at, bands in enumerate(_bands(runs, whose, len(reports))):
        yield Fingerprint(report_id=reports[at].report_id, bands=bands, samples=samples[at], terms=terms[at])


def _by_owner(owner: Places, keys: Hashes, count: int) -> list[tuple[int, ...]]:
    """For each owner its keys, sorted, each once."""
    order = np.lexsort((keys, owner))
    owner, keys = owner[order], keys[order]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]) | (owner[1:] != owner[:-1])
    owner, listed = owner[new], keys[new].tolist()
    bounds = np.searchsorted(owner, np.arange(count + 1)).tolist()
    return [tuple(listed[start:end]) for start, end in itertools.pairwise(bounds)]


def _best_terms(owner: Places, stems: Hashes, values: NDArray[np.float64], count: int) -> list[tuple[int, ...]]:
    """For each owner the stems that say most."""
    # Entries come sorted by owner and stem, so of equal values the smaller stem goes first.
    order = np.argsort(owner * 1000.0 - np.minimum(np.round(values, 6), 999.0), kind="stable")
    kept = np.sort(order[rank(owner, count) < _TERMS])
    listed = stems[kept].tolist()
    bounds = np.searchsorted(owner[kept], np.arange(count + 1)).tolist()
    return [tuple(listed[start:end]) for start, end in itertools.pairwise(bounds)]


def _bands(runs: Hashes, whose: Places, count: int) -> list[tuple[int, ...]]:
    """The band keys of each text; none for one without shingles."""
    import rensa

    offsets = np.searchsorted(whose, np.arange(count + 1)).astype(np.uint64)
    matrix: Any = rensa.RMinHash.digest_matrix_from_flat_token_hashes(runs, offsets, _ROWS * _BANDS, _SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(count, _BANDS, _ROWS)
    keys = np.arange(_BANDS, dtype=np.uint64) + np.zeros((count, 1), dtype=np.uint64)
    for row in range(_ROWS):
        keys = mix(keys ^ (rows[:, :, row] + np.uint64(row + 1)))
    return [tuple(key) if full else () for key, full in zip(keys.tolist(), np.diff(offsets) > 0, strict=True)]
