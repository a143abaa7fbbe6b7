"""What changed between two editions: nothing is lost, and the change is said in marks, not in colour alone."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.look.differences import Change, ChangedLine, Skipped, differences

LINES = st.lists(st.text("甲乙丙丁、，。2026", min_size=1, max_size=20), max_size=8).map("\n".join)


def said(old: str, new: str) -> list[str]:
    """Pieces of the changed lines: -removed, +added, kept."""
    signs = {Change.KEPT: "", Change.REMOVED: "-", Change.ADDED: "+"}
    lines = [part for part in differences(old, new).parts if isinstance(part, ChangedLine)]
    return [f"{signs[piece.change]}{piece.text}" for line in lines for piece in line.pieces]


def test_a_changed_number_stands_alone_in_its_sentence() -> None:
    assert said("补助标准为每人每月500元。", "补助标准为每人每月680元。") == [
        "补助标准为每人每月",
        "-500",
        "+680",
        "元。",
    ]


def test_a_paragraph_with_nothing_in_common_is_removed_and_another_added() -> None:
    assert said("第三条 废止旧办法。", "本规定由财政局解释") == ["-第三条 废止旧办法。", "+本规定由财政局解释"]


def test_unchanged_paragraphs_far_from_a_change_are_counted_not_shown() -> None:
    old = "\n".join(f"第{number}条 内容如此。" for number in range(1, 11))
    found = differences(old, old.replace("第1条 内容如此", "第1条 内容改了"))
    assert found.parts[-1] == Skipped(8)
    assert (found.added, found.removed, found.replaced) == (0, 0, 1)


def test_one_common_character_between_two_changes_is_no_island() -> None:
    assert said("由甲县的乙局办理有关的手续", "由丙市的丁委办理有关的手续") == [
        "由",
        "-甲县的乙局",
        "+丙市的丁委",
        "办理有关的手续",
    ]


def test_equal_texts_have_no_differences() -> None:
    assert differences("一\n二", "一\n二").same


@given(LINES, LINES)
def test_both_texts_can_be_read_from_their_differences(old: str, new: str) -> None:
    assume(old != new)
    found = differences(old, new, context=100)
    lines = [part for part in found.parts if isinstance(part, ChangedLine)]
    for text, other in ((old, Change.ADDED), (new, Change.REMOVED)):
        kept = ["".join(piece.text for piece in line.pieces if piece.change is not other) for line in lines]
        rebuilt = [line for line, source in zip(kept, lines, strict=True) if source.change is not other]
        assert rebuilt == text.splitlines()
