"""Fuzzing of all that reads foreign bytes, led by coverage: `python -m tests.fuzz SECONDS`.

Inputs grow from the hostile corpus; what breaks a rule of `tests.fuzz.rules` ends the run and is kept in build/fuzz,
where `python -m tests.fuzz FILE` runs it again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

FOLDER = Path("build/fuzz")
_LONGEST = 32_768


def main(argument: str) -> None:
    """Fuzz for so many seconds, or run the one input of a file."""
    with atheris.instrument_imports(include=["communique.sources", "communique.cleaning", "feedparser", "protego"]):
        from tests.fuzz import rules
    rules.inside()
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    if argument.isdecimal():
        for name, data in rules.seeds(_LONGEST):
            (corpus / f"seed-{name}").write_bytes(data)
        options = [
            str(corpus), f"-max_total_time={argument}", f"-max_len={_LONGEST}", "-timeout=900", "-rss_limit_mb=4096",
            f"-artifact_prefix={FOLDER}/", "-print_final_stats=1", "-verbosity=1",
        ]  # fmt: skip
    else:
        options = [argument]
    atheris.Setup([sys.argv[0], *options], rules.hold)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
