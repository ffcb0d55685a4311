"""Pages a second from bytes to a cleaned report with offsets and metadata, beside trafilatura alone on the same pages.

Run: python benchmarks/cleaning.py [FILE.html … | SET]; without arguments, on made-up pages. SET is a folder that holds
articles.jsonl and html/. Both are asked for text and metadata. `wall` is what one process takes by the clock, with the
parser's worker beside it; `cpu` counts the processor time of both processes.
"""

from __future__ import annotations

import html
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from communique.cleaning import clean
from communique.cleaning.furniture import generate
from communique.evaluate import page_set
from communique.records import Document


def documents(paths: Sequence[Path]) -> list[Document]:
    if not paths:
        return [made_up(page, number) for number, page in enumerate(generate.pages(60, seed=1))]
    found = []
    for path in paths:
        if path.is_dir():
            found += [Document(source=page.url, data=page.html, media="text/html") for page in page_set.read([path])]
        else:
            found.append(Document(source=str(path), data=path.read_bytes(), media="text/html"))
    return found


def made_up(page: generate.Page, number: int) -> Document:
    lines = "\n".join(
        f"<p>{html.escape(line)}</p>" if body else f"<div class='x'><a href='/'>{html.escape(line)}</a></div>"
        for line, body in zip(page.lines, page.body, strict=True)
    )
    source = f"<html><head><title>{html.escape(page.title or 'A page')}</title></head><body>{lines}</body></html>"
    return Document(source=f"page-{number}.html", data=source.encode(), media="text/html")


def measured(works: Sequence[Callable[[Document], object]], batch: Sequence[Document]) -> list[tuple[float, float]]:
    """Pages a second of each by the clock, and by the processor time of this process (a worker's is counted apart).

    They take turns page by page, so that whatever else the machine does slows all alike.
    """
    wall, cpu = [0.0] * len(works), [0.0] * len(works)
    for work in works:
        work(batch[0])
    for document in batch:
        for number, work in enumerate(works):
            started, busy = time.perf_counter(), time.process_time()
            work(document)
            wall[number] += time.perf_counter() - started
            cpu[number] += time.process_time() - busy
    return [(len(batch) / clock, len(batch) / processor) for clock, processor in zip(wall, cpu, strict=True)]


def main() -> None:
    import trafilatura

    from communique.cleaning import html as parser
    from communique.cleaning import pages

    batch = documents([Path(argument) for argument in sys.argv[1:]])
    (theirs, theirs_cpu), (ours, parent), (_, worker) = measured(
        [
            lambda d: trafilatura.bare_extraction(d.data, with_metadata=True),
            clean,
            lambda d: parser.read(pages.raw_text(d)),
        ],
        batch,
    )
    both = 1 / (1 / parent + 1 / worker)
    print(f"{'':14}{'pages/s wall':>14}{'pages/s cpu':>14}")
    print(f"{'communique':14}{ours:14.1f}{both:14.1f}")
    print(f"{'trafilatura':14}{theirs:14.1f}{theirs_cpu:14.1f}")
    print(f"{'ratio':14}{ours / theirs:14.2f}{both / theirs_cpu:14.2f}")
    print(f"{len(batch)} pages, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
