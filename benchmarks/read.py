"""The whole reading beside trafilatura with spaCy's full pipeline: documents a second, memory, growth.

    python benchmarks/read.py [--pages FOLDER | --rows FILE.jsonl] [--sizes 1000,10000] [--processes 2] [--sample 1000]

Every tool gets the same pages of HTML, on as many processes, one tool after the other in one run: (a) trafilatura, then
spaCy's full pipeline over every sentence; (b) the same without names; ours, from the files to the record. `--sizes` are
generated pages (benchmarks/press.py), two in five of them copies; `--rows` are reports as JSON lines with `text`, each
made a page. A row says documents a second by the clock and by processor time (which other work on the machine hardly
touches), ours as a ratio of each, and the peak of memory of any one process; two sizes are followed by how the
cost of a report grew from the first to the second. Prints JSON, and on the error stream where our time went.

The peers look at each page by itself: copies cost them what all others do, and the thousandth page what the first did.
With `--sample` they get only so many pages, spread evenly over all. What they take to start is measured apart, on one
page a process, and what is left is multiplied up to all pages.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import press


def peer(names: bool, paths: list[str]) -> int:
    """Read pages as one process of a peer does; the number of sentences that it parsed."""
    # As in our workers: spaCy would load torch where it is installed, and use it for nothing.
    sys.modules["torch"] = None  # type: ignore[assignment]
    import trafilatura

    from communique import language

    nlp = language.pipeline()
    texts = (trafilatura.extract(Path(path).read_text(encoding="utf-8")) or "" for path in paths)
    return sum(len(list(doc.sents)) for doc in nlp.pipe(texts, batch_size=64, disable=[] if names else ["ner"]))


def measured(job: str, folder: Path, processes: int) -> dict[str, float]:
    """One tool over a folder, in an interpreter of its own, whose children are its own to count."""
    command = [sys.executable, __file__, "--job", job, "--pages", str(folder), "--processes", str(processes)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.strip().split("\n")[-1])
    return found


def run(job: str, folder: Path, processes: int) -> dict[str, float]:
    """Clock, processor time and peak memory of one tool."""
    count = sum(1 for _ in folder.iterdir())
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        for child in [subprocess.Popen(command) for command in commands(job, folder, processes, Path(scratch))]:
            if child.wait() not in (0, 3):
                raise SystemExit(f"{job} failed")
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "documents": count,
        "seconds": round(seconds, 2),
        "processor_s": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def commands(job: str, folder: Path, processes: int, scratch: Path) -> list[list[str]]:
    """What is started: a peer once a process with its part of the pages, ours once with its workers."""
    if job == "ours":
        record = str(scratch / "r.communique")
        ours = ["-m", "communique", "read", str(folder), "--record", record, "--workers", str(processes), "--profile"]
        return [[sys.executable, *ours, "--format", "json"]]
    paths = sorted(str(path) for path in folder.iterdir())
    parts = []
    for part in range(processes):
        listed = scratch / f"{part}.txt"
        listed.write_text("\n".join(paths[part::processes]), encoding="utf-8")
        parts.append([sys.executable, __file__, "--job", f"{job}-part", "--pages", str(listed)])
    return parts


def sampled(job: str, folder: Path, processes: int, sample: int) -> dict[str, float]:
    """A peer over all pages of a folder, or over a sample of them and multiplied up."""
    paths = sorted(folder.iterdir())
    if not sample or len(paths) <= sample:
        return measured(job, folder, processes)
    spent = []
    for most in (processes, sample):
        with tempfile.TemporaryDirectory() as some:
            for number in range(most):
                path = paths[number * len(paths) // most]
                (Path(some) / path.name).symlink_to(path)
            spent.append(measured(job, Path(some), processes))
    start, found = spent
    times = (len(paths) - processes) / (sample - processes)
    scaled = {key: round(start[key] + (found[key] - start[key]) * times, 2) for key in ("seconds", "processor_s")}
    return {**found, **scaled, "documents": len(paths), "measured_on": sample, "start_s": start["processor_s"]}


def compared(folder: Path, processes: int, sample: int) -> dict[str, dict[str, float]]:
    """All three over the same pages, with ours as a ratio of the peers'."""
    found = {job: sampled(job, folder, processes, sample) for job in ("full", "no-names")}
    found["ours"] = measured("ours", folder, processes)
    for row in found.values():
        row["processor_ms_a_report"] = round(1000 * row["processor_s"] / row["documents"], 1)
        row["documents_a_second"] = round(row["documents"] / row["seconds"], 1)
    ours = found["ours"]
    ratios = {
        f"ours / {job}": {
            "clock": round(found[job]["seconds"] / ours["seconds"], 2),
            "processor": round(found[job]["processor_s"] / ours["processor_s"], 2),
        }
        for job in ("full", "no-names")
    }
    return {**found, **ratios}


def pages_of_rows(rows: Path, folder: Path) -> None:
    """Reports that are rows as pages."""
    for number, line in enumerate(rows.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text = press.page(row.get("title") or "", row["text"].split("\n"), row.get("outlet") or "paper.example", number)
        (folder / f"{number:08}.html").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--sizes", default="")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--job", default="")
    options = parser.parse_args()
    if options.job.endswith("-part"):
        peer(options.job == "full-part", options.pages.read_text(encoding="utf-8").split())
    elif options.job:
        print(json.dumps(run(options.job, options.pages, options.processes)))
    else:
        if options.pages:
            print(json.dumps(compared(options.pages, options.processes, options.sample), indent=1), flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "rows"
            if options.rows:
                folder.mkdir()
                pages_of_rows(options.rows, folder)
                print(json.dumps(compared(folder, options.processes, options.sample), indent=1), flush=True)
            costs = []
            for size in filter(None, options.sizes.split(",")):
                folder = Path(scratch) / size
                press.write(int(size), folder)
                found = compared(folder, options.processes, options.sample)
                print(json.dumps({"generated": int(size), **found}, indent=1), flush=True)
                costs.append(found["ours"]["processor_ms_a_report"])
            if len(costs) > 1:
                print(json.dumps({"cost_a_report_grew_by": round(costs[-1] / costs[0] - 1, 3)}), flush=True)


if __name__ == "__main__":
    main()
