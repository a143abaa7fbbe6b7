"""A Word file or a text file → the fields of one document, as far as an official document prints them."""

from __future__ import annotations

import io
import re
from pathlib import PurePosixPath
from zipfile import BadZipFile

import mammoth

from gongkai.documents import content
from gongkai.documents.importing.dates import read_date
from gongkai.reading.readers.errors import UnreadableFile
from gongkai.reading.readers.package import open_package
from gongkai.statute.document_numbers import parse_number

_HEAD = 12  # lines in which number and title stand
_DATE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_TITLE = re.compile(
    r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|方案|规划|解读)$"
)


def word_fields(data: bytes, name: str) -> dict[str, str]:
    """Text, title, number and date of a .docx. Raises UnreadableFile."""
    open_package(data, name)
    try:
        markup = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {})).value
    except (BadZipFile, KeyError, ValueError, AttributeError) as error:
        from gongkai.reading.readers.errors import Trouble  # noqa: PLC0415

        raise UnreadableFile(Trouble.BROKEN, name) from error
    return {"body": markup, **printed(content.plain(content.clean(markup)), name)}


def printed(text: str, name: str) -> dict[str, str]:
    """What an official document prints about itself; the file's name is its title where none is found."""
    lines = text.splitlines()
    found = {"title": PurePosixPath(name).stem}
    for line in lines[:_HEAD]:
        number = parse_number(line)
        if number and "document_number" not in found:
            found["document_number"] = line
        elif _TITLE.search(line) and 6 <= len(line) <= 120 and "，" not in line and "：" not in line:
            found["title"] = line
            break
    dates = [line for line in lines[len(lines) // 2 :] if _DATE.fullmatch(line.strip())]
    day = read_date(dates[-1]) if dates else None
    return found | ({"formed": day.isoformat(), "published": day.isoformat()} if day else {})
