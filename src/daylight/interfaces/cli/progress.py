"""Progress in the terminal (进度条): one bar, told in both languages what is being done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from daylight.kernel.text import Text

Tell = Callable[..., None]


@contextmanager
def telling() -> Iterator[Tell]:
    """Show a progress bar, told in both languages what is being done."""
    share = TextColumn("{task.percentage:>3.0f}%")
    columns = (TextColumn("{task.description:<28}"), BarColumn(), share, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False) as bar:
        task = bar.add_task("", total=1)

        def tell(done: float, total: float, doing: Text | str | None = None, *_: object) -> None:
            words = f"{doing.zh} {doing.en}" if isinstance(doing, Text) else str(doing or "")
            bar.update(task, completed=done, total=max(total, 1), description=words)

        yield tell
