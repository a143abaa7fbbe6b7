"""Every value names its norm, and a norm is known with the days on which it was in force."""

import datetime

import pytest

from gongkai.statute import sources
from gongkai.statute.data import LawDataError
from gongkai.statute.sources import Instrument, SourceRef, in_force, instrument, instruments, source


def on(text: str) -> set[str]:
    return {item.id for item in in_force(datetime.date.fromisoformat(text))}


def test_the_regulation_of_2019_took_the_place_of_that_of_2008_on_15_may() -> None:
    assert "regulation_2008" in on("2019-05-14")
    assert "regulation_2019" not in on("2019-05-14")
    assert "regulation_2019" in on("2019-05-15")
    assert "regulation_2008" not in on("2019-05-15")


def test_a_norm_ends_when_its_successor_begins() -> None:
    for item in instruments().values():
        if item.superseded_by:
            successor = instrument(item.superseded_by)
            assert item.valid_to is not None
            assert item.valid_to == successor.valid_from


@pytest.mark.parametrize(
    ("norm", "begins"),
    [
        (Instrument(id="a", title="甲", number="国办发〔2019〕54号"), "2019-01-01"),
        (Instrument(id="a", title="甲", issued=datetime.date(2019, 4, 3), number="国办发〔2019〕54号"), "2019-04-03"),
        (
            Instrument(id="a", title="甲", issued=datetime.date(2019, 4, 3), valid_from=datetime.date(2019, 5, 15)),
            "2019-05-15",
        ),
    ],
)
def test_a_norm_is_in_force_from_the_earliest_day_that_is_known(norm: Instrument, begins: str) -> None:
    day = datetime.date.fromisoformat(begins)
    assert norm.valid_on(day)
    assert not norm.valid_on(day - datetime.timedelta(days=1))


def test_a_norm_of_which_no_date_is_known_counts_as_in_force() -> None:
    assert Instrument(id="a", title="甲").valid_on(datetime.date(1990, 1, 1))


def test_a_source_reads_as_a_citation() -> None:
    assert str(source(SourceRef(instrument="regulation_2019", article="第四十九条"))) == (
        "《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条"
    )
    assert str(source(SourceRef(instrument="reconsideration_2023", article="第二十条"))) == (
        "《中华人民共和国行政复议法（2023年修订）》第二十条"
    )


def test_the_mark_is_that_of_the_reference_or_else_of_the_norm() -> None:
    assert source(SourceRef(instrument="regulation_2008")).mark == "K"
    assert source(SourceRef(instrument="regulation_2008", mark="?")).mark == "?"


def test_an_unknown_norm_is_refused() -> None:
    with pytest.raises(LawDataError, match=r"未知的文件编号：regulation_1999，请先登记到 law/instruments\.yaml"):
        source(SourceRef(instrument="regulation_1999"))


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        ((Instrument(id="a", title="甲"), Instrument(id="a", title="乙")), "文件编号重复：a"),
        ((Instrument(id="a", title="甲", superseded_by="b"),), "a 的后继文件不存在：b"),
    ],
)
def test_a_faulty_register_is_refused(
    faulty: tuple[Instrument, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Register:
        instruments = faulty

    monkeypatch.setattr(sources, "load", lambda *_: Register)
    with pytest.raises(LawDataError, match=message):
        instruments.__wrapped__()
