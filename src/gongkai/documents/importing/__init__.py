"""Taking over what an organ has published elsewhere: rows are read and judged here, written by ``acts.imports``."""
