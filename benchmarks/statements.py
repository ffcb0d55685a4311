"""What finding statements costs beside the parse alone, on the reports of the project's own test set.

    python benchmarks/statements.py [TEXT FILES]

The test set is the worst case: nearly every sentence is a statement, half of them with sources stacked at their end.
The peers in the same run: the parse that the reading makes, without which nothing can be found, and spaCy's own
pipeline over the same sentences, which is what a parse costs to whoever does not have our kernels.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

# As in our workers, and before numpy is loaded: threads of one process would count twice.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from communique import language
from communique.actors import find as find_actors
from communique.records import Report
from communique.statements import find

REPORTS = Path(__file__).parents[1] / "tests" / "data" / "statements_reports.jsonl"
ROUNDS = 3


def main() -> None:
    rows = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    if sys.argv[1:]:
        rows = [{"id": name, "text": Path(name).read_text(encoding="utf-8")} for name in sys.argv[1:]]
    language.parse("warm", "The tables are read and the model is loaded.")
    best_parse = best_find = best_spacy = float("inf")
    found = 0
    for _ in range(ROUNDS):
        language._cache.clear()
        began = time.process_time()
        parsed = [language.parse(row["id"], row["text"]) for row in rows]
        best_parse = min(best_parse, time.process_time() - began)
        sentences = [sentence.text for one in parsed for sentence in one.sentences]
        began = time.process_time()
        for _doc in language.pipeline().pipe(sentences):
            pass
        best_spacy = min(best_spacy, time.process_time() - began)
        reports = [Report(report_id=r["id"], source=r["id"], content_hash=r["id"], text=r["text"]) for r in rows]
        mentions = [find_actors(one, report) for one, report in zip(parsed, reports, strict=True)]
        began = time.process_time()
        found = sum(len(find(*one)) for one in zip(parsed, mentions, reports, strict=True))
        best_find = min(best_find, time.process_time() - began)
    words = sum(len(row["text"].split()) for row in rows)
    print(f"reports {len(rows)}, words {words}, statements {found}")
    print(f"statements {best_find:.2f} s")
    print(f"our parse {best_parse:.2f} s, ratio {best_find / best_parse:.3f} (target 0.3)")
    print(f"spaCy's own {best_spacy:.2f} s, ratio {best_find / best_spacy:.3f}")


if __name__ == "__main__":
    main()
