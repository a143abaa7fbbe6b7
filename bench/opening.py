"""The baseline of the reading benchmark: merely open files, HTML with ``pandas.read_html``, Word with python-docx.

``python -m bench.opening FOLDER``. Every cell is touched once, as any use of the tables would have to.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path


def open_html(path: Path) -> int:
    """Cells in the tables of a page."""
    import pandas as pd  # noqa: PLC0415 - only what is measured is loaded

    return sum(frame.size for frame in pd.read_html(io.StringIO(path.read_text(encoding="utf-8"))))


def open_docx(path: Path) -> int:
    """Characters in the cells of a Word file."""
    import docx  # noqa: PLC0415

    document = docx.Document(str(path))
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def main(folder: Path) -> None:
    openers = {".html": open_html, ".docx": open_docx}
    print(sum(openers[path.suffix](path) for path in sorted(folder.iterdir())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
