"""What cannot be read is said in words: what the file is and what to do."""

import pickle

import pytest

from gongkai.reading.readers import MAX_BYTES, Trouble, UnreadableFile, open_document, package
from tests.reading.readers.files import sample, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PAGE = "<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Trouble.EMPTY),
        (b" \r\n\0\t ", Trouble.EMPTY),
        ("\u200b\ufeff\n".encode(), Trouble.EMPTY),
        (b"<html></html>", Trouble.EMPTY),
        (b"<!-- -->", Trouble.EMPTY),
        (OLE, Trouble.LEGACY_OFFICE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Trouble.ENCRYPTED),
        (b"{\\rtf1 text}", Trouble.LEGACY_OFFICE),
        (zipped(**{"OFD.xml": b"<OFD/>"}), Trouble.OFD),
        (zipped(**{"a.txt": b"x"}), Trouble.UNKNOWN_TYPE),
        (zipped(**{"word/styles.xml": b"<x/>"}), Trouble.BROKEN),
        (zipped(**{"word/document.xml": b"<x/>"}), Trouble.BROKEN),
        (zipped(**{"word/document.xml": b"<x"}), Trouble.BROKEN),
        (zipped(**{"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), Trouble.BOMB),
        (zipped(**{"word/document.xml": bytes(30_000_000)}), Trouble.BOMB),
        (zipped(**{"xl/workbook.xml": b"<x/>"}), Trouble.BROKEN),
        (b"PK\x03\x04 broken", Trouble.BROKEN),
        (b"%PDF-1.7 broken", Trouble.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), Trouble.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(100), Trouble.IMAGE),
        (b"\x1f\x8b\x08" + bytes(100), Trouble.UNKNOWN_TYPE),
        (bytes(range(1, 32)) * 50 + b"\xfe\xff\xf0" * 90, Trouble.UNKNOWN_TYPE),
        (PAGE.format(title="登录", body="<form>用户名<input type=password></form>"), Trouble.LOGIN_PAGE),
        (PAGE.format(title="404", body="页面走丢了"), Trouble.ERROR_PAGE),
        (PAGE.format(title="年报", body="<div id=app></div><script src=a.js></script>"), Trouble.SCRIPT_PAGE),
    ],
)
def test_reason(content: bytes | str, reason: Trouble) -> None:
    with pytest.raises(UnreadableFile) as error:
        open_document(content.encode() if isinstance(content, str) else content, "某报告")
    assert error.value.reason is reason
    assert str(error.value).startswith("某报告：")
    assert error.value.message
    assert error.value.advice


def test_size_is_limited_before_anything_is_parsed() -> None:
    with pytest.raises(UnreadableFile) as error:
        open_document(b" " * (MAX_BYTES + 1), "")
    assert error.value.reason is Trouble.TOO_LARGE


def test_a_locked_archive_is_encrypted() -> None:
    data = bytearray(sample("docx"))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(UnreadableFile) as error:
        open_document(bytes(data), "")
    assert error.value.reason is Trouble.ENCRYPTED


def test_a_part_larger_than_it_says_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = package.open_package(sample("docx"), "")
    monkeypatch.setattr(package, "MAX_PART", 10)
    with pytest.raises(UnreadableFile) as error:
        package.read_part(opened, "word/document.xml", "")
    assert error.value.reason is Trouble.BOMB


def test_an_error_survives_the_way_between_processes() -> None:
    error = UnreadableFile(Trouble.TOO_LARGE, "某报告", "900 页")
    again = pickle.loads(pickle.dumps(error))
    assert (again.reason, str(again)) == (error.reason, str(error))
    assert "（900 页）" in str(error)


def test_a_short_page_with_text_is_read() -> None:
    assert open_document("<p>一句话</p>".encode(), "").text == "一句话"
