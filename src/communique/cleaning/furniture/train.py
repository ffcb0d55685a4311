"""Train the furniture model from made-up pages: `python -m communique.cleaning.furniture.train [PAGES] [OUT]`."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import numpy as np

from communique.cleaning.furniture import features, generate, model, phrases
from communique.cleaning.furniture.lines import Line

PAGES = 2_000
# Phrases are hidden from this share of the training pages: real pages word things in ways that no table has.
_HIDDEN = 0.3
# A change between body and furniture costs this much log odds. The second pass sees its neighbours, so that little is
# left to smooth: on the development pages .25 gives .893, .5 .889, 1 .890, 3 .848.
_PRICE = 0.25
# Made-up pages are alike in ways that real ones are not. Noise of this size (in standard deviations) keeps the networks
# from learning those: on the development pages none gives .856, .5 .877, .7 .886, 1 .874.
_NOISE = 0.7
_ROUNDS = 8
# Of lines that weigh less than this and are no body, this share is learned from: four fifths of all lines are such.
_EASY, _SHARE = 2.0, 0.3
_NETWORKS = 3


Look = tuple[Any, Any, Any, Any]


def as_lines(page: generate.Page, rng: random.Random) -> list[Line]:
    """The page's lines with spans, some pages with empty lines between paragraphs."""
    gap = rng.choice([0, 0, 1])
    found: list[Line] = []
    position = 0
    for text in page.lines:
        found.append(Line(position, position + len(text), text, gap if found else 0))
        position += len(text) + 1 + gap
    return found


def train(count: int = PAGES, seed: int = 20) -> dict[str, Any]:
    """The weights of both passes, as `model` reads them. The second pass learns from a first that has not seen it."""
    pages = generate.pages(count, seed)
    rng = random.Random(seed)
    seen = [_features(page, rng) for page in pages]
    half = count // 2
    firsts = [_fit(seen[:half], "first", seed), _fit(seen[half:], "first", seed)]
    looks = []
    for number, (base, topics, body, weight) in enumerate(seen):
        chances = model.layers(firsts[0 if number >= half else 1], "first", base)
        looks.append((features.second_look(chances, base, topics), topics, body, weight))
    return {**_fit(seen, "first", seed), **_fit(looks, "second", seed), "price": np.float32(_PRICE)}


def _features(page: generate.Page, rng: random.Random) -> Look:
    lines = as_lines(page, rng)
    base, topics = features.of_lines(lines, page.repeated)
    features.set_title(base, lines, topics, page.title)
    if rng.random() < _HIDDEN:
        names = features.SINGLE - len(phrases.KINDS)
        base[:, names : features.SINGLE] *= np.array([[rng.random() < 0.5] for _ in page.lines], dtype=np.float32)
    # What counts is words, not lines; a short line still counts for something.
    weight = 1.0 + np.minimum(np.expm1(base[:, 0]), 80) / 8
    return base, topics, np.array(page.body), weight


def _thinned(look: Look, seed: int) -> Look:
    """A page with some of its easy lines left out (short ones of long menus), the others weighing more for them."""
    base, topics, body, weight = look
    easy = ~body & (weight < _EASY)
    kept = ~easy | (np.random.default_rng([seed, len(body)]).random(len(body)) < _SHARE)
    return base[kept], topics, body[kept], np.where(easy, weight / _SHARE, weight)[kept]


def _fit(seen: list[Look], part: str, seed: int) -> dict[str, Any]:
    """Networks for one pass, several whose odds are averaged, as the arrays that `model` reads."""
    from sklearn.neural_network import MLPClassifier

    seen = [_thinned(look, seed) for look in seen]
    matrix = np.vstack([base for base, _, _, _ in seen])
    answers = np.concatenate([body for _, _, body, _ in seen])
    weights = np.concatenate([weight for _, _, _, weight in seen])
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0) + 1e-3
    inputs = np.clip((matrix - mean) / scale, -6, 6).astype(np.float32)
    networks = []
    for number in range(_NETWORKS):
        rng = np.random.default_rng([seed, number])
        network = MLPClassifier(
            (24,), alpha=1e-2, batch_size=512, max_iter=1, random_state=seed + number, learning_rate_init=2e-3,
            warm_start=True,
        )  # fmt: skip
        for _ in range(_ROUNDS):
            noisy = inputs + rng.normal(0, _NOISE, inputs.shape).astype(np.float32)
            network.fit(noisy, answers, sample_weight=weights / weights.mean())
        networks.append(network)
    return {
        f"{part}_mean": mean.astype(np.float32),
        f"{part}_scale": scale.astype(np.float32),
        f"{part}_w0": np.stack([network.coefs_[0] for network in networks]).astype(np.float32),
        f"{part}_b0": np.stack([network.intercepts_[0] for network in networks]).astype(np.float32),
        f"{part}_w1": np.stack([network.coefs_[1][:, 0] for network in networks]).astype(np.float32),
        f"{part}_b1": np.array([network.intercepts_[1][0] for network in networks], dtype=np.float32),
    }


def main(arguments: list[str]) -> None:
    """Train and write the weights where the program reads them, or to the path given."""
    import warnings

    # One round at a time is meant: the warning that a round did not converge says nothing.
    warnings.simplefilter("ignore")
    count = int(arguments[0]) if arguments else PAGES
    default = Path(__file__).parent.parent / "model" / "furniture.npz"
    out = Path(arguments[1]) if len(arguments) > 1 else default
    np.savez_compressed(out, **train(count))
    print(f"{out}: trained on {count} made-up pages", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
