"""How far a reading has come, for a person at a terminal."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.pipeline import Progress


class Bar:
    """A progress bar on a terminal, nothing elsewhere; counts reports by stage either way."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Bar:
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress as Shown
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            self._bar = Shown(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TextColumn("{task.completed:,} reports"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
            self._tasks: dict[str, object] = {}
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()

    @property
    def progress(self) -> Progress:
        """What the flow calls."""

        def passed(stage: str, done: int) -> None:
            self.passed[stage] += done
            if self._shown:
                if stage not in self._tasks:
                    self._tasks[stage] = self._bar.add_task(stage, total=None)
                self._bar.advance(self._tasks[stage], done)  # type: ignore[arg-type]

        return passed
