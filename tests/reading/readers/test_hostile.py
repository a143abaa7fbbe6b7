"""Whatever the bytes, opening ends with a document or with UnreadableFile."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.reading.readers import UnreadableFile
from tests.reading.readers.files import KINDS, opened, sample

EDITS = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert", "swap"]), st.floats(0, 1), st.binary(min_size=1, max_size=12)),
    min_size=1,
    max_size=8,
)


def damaged(data: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    content = bytearray(data)
    for kind, share, extra in edits:
        at = int(share * len(content))
        if kind == "flip" and at < len(content):
            content[at] ^= extra[0] or 1
        elif kind == "cut":
            del content[at : at + 50 * len(extra)]
        elif kind == "insert":
            content[at:at] = extra
        else:
            content[at : at + len(extra)] = extra
    return bytes(content)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_damaged_files(kind: str, edits: list[tuple[str, float, bytes]]) -> None:
    with contextlib.suppress(UnreadableFile):
        opened(damaged(sample(kind), edits))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        opened(data)


PIECES = (
    "<table> </table> <tr> </tr> <td> </td> <td\trowspan=3> <th\tcolspan=2> <p> </p> <br> <div> </div> <h1> </h1> "
    "<pre> </pre> <nav> </nav> 甲 12 | \t \n 一、总体情况 <ul> <li> # -"
)
MARKUP = st.lists(st.sampled_from(PIECES.split(" ")), max_size=60)


@settings(max_examples=200, deadline=None)
@given(MARKUP)
def test_any_markup(pieces: list[str]) -> None:
    with contextlib.suppress(UnreadableFile):
        opened("<p>" + "".join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甲乙12|\t \n#-、。（）", max_size=200))
def test_any_text(text: str) -> None:
    with contextlib.suppress(UnreadableFile):
        opened(text)
