"""Choose one meaning for each of a sequence of labels so that the order of the form is kept.

"其他", "总计", "被依法纠错数" stand in several places of a form; which one is meant follows from the rows around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reading.tables.labels import Label


def in_form_order(sequence: Sequence[tuple[Label, ...]]) -> list[Label | None]:
    """One label for each entry, None where none fits: the longest choice in rising order of the form.

    An entry outside that order is still taken when it can mean only one row and that row is not taken.
    """
    best: list[tuple[int, int, Label, tuple[int, int] | None]] = []  # length, entry, label, predecessor
    for entry, labels in enumerate(sequence):
        for label in labels:
            earlier = [
                (length, -place) for place, (length, other, before, _) in enumerate(best)
                if other < entry and before.order < label.order
            ]  # fmt: skip
            length, place = max(earlier, default=(0, 1))
            best.append((length + 1, entry, label, None if place > 0 else (length, -place)))
    chosen: list[Label | None] = [None] * len(sequence)
    step = max(((length, -place) for place, (length, *_) in enumerate(best)), default=None)
    at = None if step is None else -step[1]
    while at is not None:
        _, entry, label, before = best[at]
        chosen[entry] = label
        at = None if before is None else before[1]
    taken = {label.key for label in chosen if label}
    for entry, labels in enumerate(sequence):
        if chosen[entry] is None and len(labels) == 1 and labels[0].key not in taken:
            chosen[entry] = labels[0]
            taken.add(labels[0].key)
    return chosen
